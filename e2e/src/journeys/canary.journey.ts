import { randomBytes, randomUUID } from 'node:crypto';
import { saveAutoReply } from '@sefos/shared/contract/auto-replies.ts';
import { saveDraft } from '@sefos/shared/contract/drafts.ts';
import { exportMessage } from '@sefos/shared/contract/exports.ts';
import { openMessage, searchMessages, sendMessage } from '@sefos/shared/contract/messages.ts';
import { carryFile } from '@sefos/shared/contract/reading.ts';
import { saveSignature } from '@sefos/shared/contract/signatures.ts';
import { PEOPLE, to } from '../harness/account.ts';
import { type Canary, CanarySearch } from '../harness/canaries.ts';
import { check, eventually, need, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import type { World } from '../harness/world.ts';
import { Citizen } from '../pages/citizen.page.ts';
import { Composer } from '../pages/compose.page.ts';
import { openRow, row } from '../pages/staff.page.ts';

const unique = (name: string): string => `kanariefågel-${name}-${randomBytes(9).toString('hex')}`;

/** The same in every run: a valid test number that stands nowhere among the demo's people, and a number that nobody has. */
const PERSONAL_NUMBER = '198912242396';
const PHONE = '+46701740655';

const secrets = () => ({
  subject: unique('ämne'),
  body: unique('text'),
  fileName: unique('filnamn'),
  fileContent: unique('filinnehåll'),
  reply: unique('svar'),
  replyFileName: unique('svarsfilnamn'),
  replyFileContent: unique('svarsfil'),
  signature: unique('signatur'),
  autoReply: unique('autosvar'),
  draftSubject: unique('utkastämne'),
  draftBody: unique('utkasttext'),
  searchWord: unique('sökord'),
  forwardBody: unique('vidare'),
});

/** What a mailbox keeps besides messages, a search, a forwarded file and an export. */
const useMailbox = async (world: World, texts: ReturnType<typeof secrets>): Promise<void> => {
  const kalle = await world.account('kalle');
  const { client, session } = kalle;
  const params = { id: session.mailboxId };
  const signature = { enabled: true, bodyHtml: `<p>${texts.signature}</p>` };
  await client.call(saveSignature, { params, body: signature });
  const [startsAt, endsAt] = [0, 86_400_000].map((ahead) => new Date(Date.now() + ahead).toISOString());
  const away = { enabled: true, startsAt: startsAt ?? '', endsAt: endsAt ?? '', text: texts.autoReply };
  await client.call(saveAutoReply, { params, body: away });
  const written = { recipients: [], assuranceLevel: null, replyAllowed: true, validUntil: '', inReplyTo: null };
  await client.call(saveDraft, {
    params: { ...params, draftId: randomUUID() },
    body: {
      ...written,
      revision: 0,
      subject: texts.draftSubject,
      bodyHtml: `<p>${texts.draftBody}</p>`,
      uploadIds: [],
    },
  });
  await client.call(searchMessages, { params, body: { folder: 'inbox', words: texts.searchWord } });
  const { messageId: id } = need((await kalle.rows('inbox'))[0], 'the message');
  const { attachments } = await client.call(openMessage, { params: { id } });
  const attachmentId = need(attachments[0], 'its file').id;
  const { uploadId } = await client.call(carryFile, { params: { id }, body: { attachmentId, uploadId: null } });
  const forward = { subject: texts.subject, bodyHtml: `<p>${texts.forwardBody}</p>${signature.bodyHtml}` };
  const body = kalle.bodyOf({ to: [to.account('olga')], level: 2, attachmentIds: [uploadId], ...forward });
  await client.call(sendMessage, { body: { ...body, forwardOf: id } });
  await (await world.account('olga')).send({ to: [to.account('kalle')], subject: texts.subject });
  const { url } = await client.call(exportMessage, { params: { id } });
  const zip = Buffer.from(await (await client.fetch(url)).arrayBuffer());
  check(zip.includes(texts.fileContent), 'The export does not hold the file');
  await eventually('The automatic reply is there', async () => {
    const rows = await (await world.account('olga')).rows('inbox');
    // It and what was passed on.
    return rows.filter(({ from }) => from.address === PEOPLE.kalle.email).length === 2;
  });
};

const canariesOf = (texts: ReturnType<typeof secrets>): Canary[] => [
  ...Object.entries(texts).map(([name, text]) => ({ name, text })),
  { name: 'phone (E.164)', text: PHONE },
  { name: 'phone (national)', text: '0701740655' },
  { name: 'personnummer', text: PERSONAL_NUMBER },
  { name: 'personnummer (10 digits)', text: `${PERSONAL_NUMBER.slice(2, 8)}-${PERSONAL_NUMBER.slice(8)}` },
];

/** Nothing secret is ever written in clear. */
export default journey('canary', [
  {
    title: 'the search itself finds a secret in every form',
    run: async () => {
      const text = unique('prov');
      const search = new CanarySearch([{ name: 'prov', text }]);
      const utf8 = Buffer.from(text);
      const forms = [
        utf8,
        Buffer.from(text, 'utf16le'),
        Buffer.from(utf8.toString('hex')),
        Buffer.from(encodeURIComponent(text)),
        ...[0, 1, 2].map((shift) =>
          Buffer.from(Buffer.concat([randomBytes(shift), utf8, randomBytes(4)]).toString('base64')),
        ),
      ];
      for (const [index, form] of forms.entries())
        check(search.inBytes('x', Buffer.concat([randomBytes(50), form, randomBytes(50)])).length > 0, `form ${index}`);
      same(search.inBytes('x', randomBytes(100_000)), [], 'in noise');
    },
  },
  {
    title: 'subject, text, file names, files, phone and personnummer are in clear in no file, log or mail',
    ownServer: true,
    run: async (world) => {
      const server = need(world.server, 'the server');
      const texts = secrets();
      const [viaSms, viaBankId] = ['sms', 'eid'].map((name) => `kanarie.${name}@example.org`) as [string, string];
      const file = await world.files.text(`${texts.fileName}.txt`, `${texts.fileContent}\n`.repeat(200));
      const page = await world.staff('hanna', '/compose');
      const composer = new Composer(page);
      await composer.addRecipient(PEOPLE.kalle.email, /Kollega/);
      await composer.addRecipient(PEOPLE.lisa.email, /Konto i/);
      await composer.addRecipient(viaSms, /Utan konto/);
      await composer.addRecipient(viaBankId, /Utan konto/);
      await composer.write(texts.subject, texts.body);
      await composer.attach([file.path]);
      await composer.goOn();
      await composer.chooseLevel(2);
      await composer.goOn();
      await composer.external(viaSms);
      await composer.chooseMethod('SMS');
      await composer.phone().fill(PHONE);
      await composer.goOn();
      await composer.external(viaBankId);
      await composer.chooseMethod('BankID');
      await composer.personalNumber().fill(PERSONAL_NUMBER);
      await composer.send();
      await composer.sent();

      const citizen = await Citizen.onPhone(world, await world.outbox.link(viaSms));
      await citizen.giveAddress(viaSms);
      await citizen.giveCode(await citizen.askForCode(PHONE));
      await citizen.open(texts.subject);
      await citizen.download(citizen.file(texts.fileName));
      await citizen.download(citizen.button('Ladda ner alla'));
      const answer = await world.files.text(`${texts.replyFileName}.txt`, texts.replyFileContent);
      await citizen.reply(texts.reply, [answer.path]);
      const other = await Citizen.onPhone(world, await world.outbox.link(viaBankId));
      await other.giveAddress(viaBankId);
      await other.identifyWithBankId({ personalNumber: PERSONAL_NUMBER, givenName: 'Kajsa', surname: 'Kanarie' });
      await other.open(texts.subject);
      const kalle = await world.staff('kalle');
      await openRow(kalle, texts.subject);
      await page.goto('/messages/inbox');
      await row(page, texts.subject).first().click();
      await seen(page.getByText(texts.reply));
      await useMailbox(world, texts);

      await lookEverywhere(server, canariesOf(texts), 'while it runs');
      const search = new CanarySearch(canariesOf(texts));
      const mails = (await world.outbox.all()).filter(({ channel }) => channel === 'mail');
      check(mails.length >= 2, 'There is no mail to search');
      same(
        mails.flatMap((mail) => search.inBytes(`mail ${mail.id}`, Buffer.from(JSON.stringify(mail)))),
        [],
        'in mail',
      );
      same(await server.end('SIGTERM'), 0, 'exit code');
      await lookEverywhere(server, canariesOf(texts), 'after it has stopped');
    },
  },
]);

const lookEverywhere = async (
  { dataDir, log }: { readonly dataDir: string; readonly log: string },
  canaries: readonly Canary[],
  when: string,
): Promise<void> => {
  const search = new CanarySearch(canaries);
  // `demo` holds what the simulators captured (it is other people's post), `keys` the embedded key file.
  const { findings, files } = await search.inFolder(dataDir, ['demo', 'keys']);
  check(files >= 3, `Only ${files} files were searched ${when}`);
  same([...findings, ...search.inBytes("the server's log", Buffer.from(log))], [], `canaries ${when}`);
};
