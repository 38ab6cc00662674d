import { randomBytes } from 'node:crypto';
import { removeMailItem } from '@sefos/shared/contract/microsoft365.ts';
import { PEOPLE } from '../harness/account.ts';
import { MAJA } from '../harness/bankid.ts';
import { CanarySearch } from '../harness/canaries.ts';
import { check, eventually, heading, need, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { hemligt, word } from '../harness/outlook-cases.ts';
import type { World } from '../harness/world.ts';
import { bytesOf, Citizen } from '../pages/citizen.page.ts';
import { Outlook } from '../pages/outlook.page.ts';
import { mailFile, messagesAbout, person, sharedIdOf, sharedLinkOf, tellingMails } from '../pages/outlook-mail.ts';
import { openRow } from '../pages/staff.page.ts';

const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAAFklEQVR4nGNgWMb/Hy9mGBkKluHHAGv8RXOG+NZPAAAAAElFTkSuQmCC';

/** Unique words for everything that must not stand in a mail. */
const secretMail = () => {
  const words = {
    subject: word('amnesord'),
    text: word('brodtext'),
    bold: word('fetstil'),
    item: word('punkt'),
    firstName: word('ettnamn'),
    firstContent: word('ettfil'),
    secondName: word('tvanamn'),
    secondContent: word('tvafil'),
    picture: word('bildnamn'),
  };
  const files = [
    mailFile(`${words.firstName}.txt`, `${words.firstContent}\n`.repeat(40)),
    mailFile(`${words.secondName}.bin`, Buffer.concat([randomBytes(70_000), Buffer.from(words.secondContent)])),
  ] as const;
  const picture = mailFile(`${words.picture}.png`, Buffer.from(PICTURE, 'base64'), {
    contentType: 'image/png',
    isInline: true,
    contentId: `cid-${words.picture}`,
  });
  const bodyHtml = `<div class="elementToProof">Hej ${words.text}, <b>${words.bold}</b></div><ul><li>${words.item}</li></ul><p><img src="cid:${picture.contentId}" alt="Karta" width="32" height="32"></p>`;
  return { words, files, picture, bodyHtml };
};

/** Nothing of the secret mail in any captured mail or SMS, in whatever form. */
const outboxHolds = async (world: World, words: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const search = new CanarySearch(Object.entries(words).map(([name, text]) => ({ name, text })));
  return search.inBytes('the outbox', Buffer.from(JSON.stringify(await world.outbox.all())));
};

/** A wrong address is refused, one's own leads on; then the code by SMS, the text, the files and an answer. */
const citizenReads = async (world: World, link: string, reader: Reader): Promise<void> => {
  const { address, identify, words, files } = reader;
  const citizen = await Citizen.onPhone(world, link);
  await citizen.giveAddress('nagon.annan@example.org');
  await seen(citizen.page.getByText('Meddelandet är inte skickat till den adressen.'));
  await citizen.giveAddress(address);
  await identify(citizen);
  await citizen.open(words.subject);
  await seen(citizen.page.locator('strong, b').getByText(words.bold));
  await seen(citizen.page.getByRole('listitem').getByText(words.item));
  const image = citizen.page.getByRole('img', { name: 'Karta' });
  await seen(image);
  check(await image.evaluate((img) => (img as HTMLImageElement).naturalWidth === 8), 'The inline picture is not shown');
  for (const file of files) {
    const bytes = await bytesOf(await citizen.download(citizen.file(file.name)));
    check(bytes.equals(Buffer.from(file.contentBase64, 'base64')), `${file.name} is not what was attached`);
  }
  await citizen.reply(`Svar från ${address}`);
};

interface Reader {
  readonly address: string;
  readonly identify: (citizen: Citizen) => Promise<void>;
  readonly words: Readonly<Record<'subject' | 'bold' | 'item', string>>;
  readonly files: readonly { readonly name: string; readonly contentBase64: string }[];
}

/** Encrypts where Outlook cannot send: SEFOS tells everybody, and the draft is cleaned as far as this Outlook goes. */
const withoutSending = async (
  world: World,
  settings: Readonly<Record<string, string>>,
  before: (outlook: Outlook) => Promise<void> = async () => undefined,
) => {
  const draft = hemligt(word('Utan att skicka '));
  const outlook = await Outlook.open(world, settings);
  await before(outlook);
  await outlook.write(draft);
  await outlook.form();
  await outlook.chooseLevel(1);
  await outlook.press();
  const said = await outlook.end('Skickat krypterat');
  check(/SEFOS skickar e-post om det till mottagarna/.test(said), said);
  const open = need(await outlook.tell('draft'), 'the emptied draft');
  same([...open.to, ...open.cc, ...open.bcc], [], 'recipients of the emptied draft');
  const [row, ...others] = await messagesAbout(world, draft.subject);
  same(others.length, 0, 'more messages in Skickade');
  const { messageId } = need(row, 'the message');
  await eventually('Everybody is told by SEFOS', async () => {
    const told = (await tellingMails(world, messageId)).flatMap(({ to }) => to);
    return draft.to.every(({ emailAddress }) => told.includes(emailAddress));
  });
  await outlook.holdsNothingOf(['Hemligt innehåll', 'hemlig fil', draft.subject]);
  return { outlook, said };
};

/** Kryptera meddelande in the simulated Outlook. */
export default journey('outlook-compose', [
  {
    title:
      'a mail to a colleague and two citizens leaves Outlook as one harmless mail, and everybody reads it by its link',
    run: async (world) => {
      const { words, files, picture, bodyHtml } = secretMail();
      const tag = randomBytes(4).toString('hex');
      const [bySms, byBankId] = [`cia.${tag}@example.org`, `maja.${tag}@example.org`];
      const phone = '+46701740671';
      const outlook = await Outlook.open(world);
      await outlook.write({
        subject: words.subject,
        to: [person(PEOPLE.kalle.email, PEOPLE.kalle.name)],
        cc: [person(bySms, 'Cia Citat')],
        bcc: [person(byBankId)],
        bodyHtml,
        attachments: [...files, picture],
      });
      await outlook.form();
      for (const shown of [PEOPLE.kalle.email, bySms, byBankId, words.subject, ...files.map(({ name }) => name)])
        await seen(outlook.text(new RegExp(shown.replaceAll('.', '\\.'))));
      await seen(outlook.text(/1 bild i texten/));
      await outlook.chooseLevel(2);
      await outlook.pane.getByLabel('Mottagaren kan svara').check();
      await outlook.identify(bySms, 'SMS', phone);
      await outlook.identify(byBankId, 'BankID', MAJA.personalNumber);
      await outlook.press();
      const said = await outlook.end('Skickat krypterat');
      check(said.includes('bara länken'), `The end should say what lies in Skickat: ${said}`);
      same((await messagesAbout(world, words.subject)).length, 1, 'messages in Skickade');

      const mail = await world.outbox.next(PEOPLE.kalle.email);
      same([...mail.to].sort(), [PEOPLE.kalle.email, bySms, byBankId].sort(), 'recipients of the mail');
      same(await outboxHolds(world, words), [], 'secrets in mails');
      const link = sharedLinkOf(mail);
      const messageId = sharedIdOf(mail);
      same(String(mail.headers['x-sefos-message']), messageId, 'x-sefos-message');
      const folders = (await outlook.tell('items')).filter(({ folder }) => folder !== 'inbox');
      same(
        folders.map(({ folder }) => folder),
        ['sent'],
        'folders of what is left in Outlook',
      );
      same(folders[0]?.attachments.length, 0, 'attachments in Skickat');
      await outlook.holdsNothingOf(Object.values(words));

      await citizenReads(world, link, {
        ...{ words, files, address: bySms },
        identify: async (citizen) => citizen.giveCode(await citizen.askForCode(phone)),
      });
      await citizenReads(world, link, {
        ...{ words, files, address: byBankId },
        identify: (citizen) => citizen.identifyWithBankId(MAJA),
      });
      const atHome = await Citizen.onPhone(world, link);
      await atHome.giveAddress(PEOPLE.kalle.email);
      await heading(atHome.page, 'Du har ett konto i SEFOS');
      const kalle = await Outlook.open(world, { person: PEOPLE.kalle.email });
      await kalle.read(({ headers }) => headers['x-sefos-message'] === messageId);
      await kalle.heading(`Säkert meddelande från ${PEOPLE.hanna.name}`);
      await kalle.press('Öppna meddelande');
      await kalle.heading(words.subject);
      await seen(kalle.pane.getByRole('img', { name: 'Karta' }));
      const web = await world.staff('kalle');
      await openRow(web, words.subject);
      await seen(web.getByText(words.bold));
      same(await outboxHolds(world, words), [], 'secrets in mails after everybody has read');
    },
  },
  {
    title:
      'an Outlook that cannot send but close (1.14): SEFOS tells everybody, the draft is emptied and removed; the person reads it and closes the window',
    run: async (world) => {
      for (const movedIds of ['change', 'keep']) {
        const { outlook } = await withoutSending(world, { requirementSet: '14', movedIds });
        await outlook.press('Stäng mejlet');
        await outlook.windowCloses();
        const left = (await outlook.tell('items')).filter(({ folder }) => folder === 'drafts' || folder === 'deleted');
        same(left.length, 0, 'items left in Utkast and Borttaget');
      }
    },
  },
  {
    title:
      'a draft that cannot be removed through Graph (1.14) stays emptied in Utkast; the pane says so and can try again',
    run: async (world) => {
      const removing: { mend: () => Promise<void> } = { mend: async () => undefined };
      world.hygiene.expected.push(/net::ERR_CONNECTION_RESET/);
      const { outlook, said } = await withoutSending(world, { requirementSet: '14' }, async (opened) => {
        removing.mend = await opened.cut((path) => path.endsWith(removeMailItem.path), 'POST', 'request');
      });
      check(/tömt på din text och ligger kvar i Utkast/.test(said), said);
      await removing.mend();
      await outlook.press('Försök ta bort utkastet igen');
      await outlook.press('Stäng mejlet');
      await outlook.windowCloses();
    },
  },
  {
    title:
      'an Outlook that can neither send nor close (1.8): the draft is emptied and removed, and the person is told to close',
    run: async (world) => {
      const { outlook, said } = await withoutSending(world, { requirementSet: '8' });
      check(/Stäng mejlet och välj att inte spara/.test(said), said);
      await outlook.page.getByRole('button', { name: 'Stäng', exact: true }).click();
      await outlook.holdsNothingOf(['Hemligt innehåll', 'hemlig fil']);
    },
  },
  {
    title: 'an Outlook that is too old (1.5, 1.7) says so, and nothing is sent',
    run: async (world) => {
      for (const requirementSet of ['5', '7']) {
        const draft = hemligt(word('För gammal '));
        const outlook = await Outlook.open(world, { requirementSet });
        await outlook.write(draft);
        await seen(outlook.text(/Den här versionen av Outlook kan inte lämna över bilagor/));
        await seen(outlook.text('Kan inte läsas här'));
        await seen(outlook.button('Öppna SEFOS i webben'));
        same(await outlook.button('Kryptera och skicka').count(), 0, 'buttons that lead nowhere');
        same((await messagesAbout(world, draft.subject)).length, 0, 'messages in Skickade');
      }
    },
  },
  {
    title:
      'an invitation keeps its subject and its guests get the text encrypted; the text goes away or stays as chosen',
    run: async (world) => {
      for (const clears of [true, false]) {
        const draft = hemligt(word('Möte om '));
        const outlook = await Outlook.open(world);
        await outlook.tell('appointment', draft);
        await outlook.encrypt();
        await outlook.form();
        await seen(outlook.text(/Själva mötesinbjudan krypteras inte/));
        await outlook.chooseLevel(1);
        await outlook.pane.getByLabel('Ta bort texten och bilagorna ur mötesinbjudan').setChecked(clears);
        await outlook.press();
        const said = await outlook.end('Skickat krypterat');
        const facts = clears
          ? /Mötesinbjudan är inte skickad än\. Texten och bilagorna är borta ur den\. Skicka den som vanligt/
          : /har kvar texten och bilagorna, okrypterade/;
        check(facts.test(said), said);
        same((await messagesAbout(world, draft.subject)).length, 1, 'messages in Skickade');
        const open = need(await outlook.tell('draft'), 'the invitation');
        same(open.subject, draft.subject, 'its subject');
        same(open.bodyHtml.includes('Hemligt innehåll'), !clears, 'the text in the invitation');
        same(open.attachments.length, clears ? 0 : 1, 'the files in the invitation');
      }
    },
  },
  {
    title:
      'a session of a lower level sends at LoA3 after the person has identified with BankID, or as it is allowed to',
    run: async (world) => {
      const subject = word('Högre nivå ');
      const outlook = await Outlook.open(world, { amr: 'pwd' });
      await outlook.write({ subject, to: [person(PEOPLE.kalle.email)], bodyHtml: '<p>Hej</p>' });
      await outlook.form();
      await outlook.chooseLevel(3);
      await seen(outlook.text('Du behöver själv legitimera dig för att läsa meddelandet i Skickade.'));
      await outlook.press();
      await outlook.end('Skickat krypterat');
      const [newest] = await (await world.account('hanna')).rows('sent');
      same([newest?.assuranceLevel, newest?.unavailable], [3, 'step-up'], 'the message in Skickade');
    },
  },
  {
    title: 'the pane dies with its window at once: the message is sent once and its recipient told',
    run: async (world) => {
      const subject = word('Stängs genast ');
      const outlook = await Outlook.open(world, { linger: '0' });
      await outlook.write({ subject, to: [person(PEOPLE.kalle.email)], bodyHtml: `<p>Text om ${subject}</p>` });
      await outlook.form();
      await outlook.press();
      await eventually('The window is closed', async () => (await outlook.tell('draft')) === null);
      const messages = await messagesAbout(world, subject);
      same(messages.length, 1, 'messages in Skickade');
      same((await tellingMails(world, messages[0]?.messageId ?? '')).length, 1, 'mails that tell of it');
      await outlook.holdsNothingOf([subject]);
    },
  },
]);
