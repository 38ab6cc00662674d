import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import { check, eventually, same, seen } from '../harness/check.ts';
import { journey, type Scenario } from '../harness/journey.ts';
import { files, LINE_LOST, mail, notSent, sentOnce, stoppedByNet } from '../harness/outlook-cases.ts';
import { Outlook } from '../pages/outlook.page.ts';
import { type MailDraft, mailFile, messagesAbout, tellingMails } from '../pages/outlook-mail.ts';

interface Failure {
  readonly title: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly fail?: string;
  readonly draft?: Partial<MailDraft>;
  /** Breaks something; answers how it is mended. */
  readonly before?: (outlook: Outlook) => Promise<() => Promise<void>>;
  /** Where it stops, and what it says there. */
  readonly stops: string;
  readonly says: readonly RegExp[];
  /** The button that goes on. */
  readonly goOn: string;
  readonly sent: boolean;
  readonly ends?: readonly RegExp[];
  /** SEFOS tells the recipients: the person closes the window, and the pane with it. */
  readonly closes?: true;
}

/** It stops once, says what is so, and goes on to the end without sending twice. */
const failure = ({ settings = {}, draft = {}, ...failing }: Failure): Scenario => ({
  title: failing.title,
  run: async (world) => {
    const written = mail(draft);
    const outlook = await Outlook.open(world, { ...settings, ...(failing.fail ? { fail: failing.fail } : {}) });
    if (failing.before) world.hygiene.expected.push(LINE_LOST);
    const mend = await failing.before?.(outlook);
    await outlook.write(written);
    await outlook.form();
    await outlook.press();
    const said = await outlook.end(failing.stops);
    for (const sentence of failing.says) check(sentence.test(said), `${sentence} is not said: ${said}`);
    same((await messagesAbout(world, written.subject)).length, failing.sent ? 1 : 0, 'messages in Skickade by now');
    await mend?.();
    await outlook.press(failing.goOn);
    const end = await outlook.end('Skickat krypterat');
    check(!/Du ändrade mejlet/.test(end), `Nobody changed the mail: ${end}`);
    for (const sentence of failing.ends ?? []) check(sentence.test(end), `${sentence} is not said: ${end}`);
    if (failing.closes) {
      await outlook.press('Stäng mejlet');
      await outlook.windowCloses();
    }
    await sentOnce(world, outlook, written.subject);
  },
});

const MESSAGES = `${API_PREFIX}/messages`;

export default journey('outlook-failures', [
  failure({
    title: 'the third of five files cannot be read: it is named, nothing is sent, and trying again sends all five',
    fail: 'getAttachmentContentAsync:3',
    draft: { attachments: files(5) },
    stops: 'Inte skickat',
    says: [/fil 3\.txt kunde inte läsas/, /Inget är skickat/, /Din text ligger kvar i utkastet/],
    goOn: 'Försök igen',
    sent: false,
  }),
  {
    title: 'the line is lost while a file goes up: it goes on by itself and everything arrives',
    run: async (world) => {
      const written = mail({ attachments: [mailFile('stor.bin', Buffer.alloc(300_000, 7))] });
      const outlook = await Outlook.open(world);
      world.hygiene.expected.push(LINE_LOST);
      await outlook.cut((path) => path.includes('/uploads/'), 'PATCH', 'request', 1);
      await outlook.write(written);
      await outlook.form();
      await outlook.press();
      await outlook.end('Skickat krypterat', 60_000);
      await sentOnce(world, outlook, written.subject);
      const rows = await messagesAbout(world, written.subject);
      same(rows[0]?.attachmentCount, 1, 'files of the message');
    },
  },
  failure({
    title: 'the answer to the sending is lost: it says that it does not know, and going on sends nothing twice',
    before: (outlook) => outlook.cut((path) => path === MESSAGES, 'POST', 'answer'),
    stops: 'Oklart om det skickades',
    says: [/vi vet inte om meddelandet skickades/, /aldrig två gånger/],
    goOn: 'Fortsätt',
    sent: true,
  }),
  failure({
    title: 'the body cannot be replaced: the message is sent, the draft may be plain, and going on finishes',
    fail: 'body.setAsync:1',
    stops: 'Skickat krypterat, men inte klart',
    says: [/Meddelandet är krypterat/, /inte fått veta det än/, /Utkastet kan ha kvar din text/],
    goOn: 'Fortsätt',
    sent: true,
  }),
  failure({
    title: 'a file cannot be taken out of the draft: says so, and going on finishes',
    fail: 'removeAttachmentAsync:2',
    draft: { attachments: files(3) },
    stops: 'Skickat krypterat, men inte klart',
    says: [/Outlook svarade med ett fel/, /kan ha kvar din text eller dina bilagor/],
    goOn: 'Fortsätt',
    sent: true,
  }),
  failure({
    title: 'Outlook cannot send the mail: SEFOS tells the recipients instead, and the draft is cleaned away',
    fail: 'sendAsync:1',
    stops: 'Skickat krypterat, men inte klart',
    says: [/Meddelandet är krypterat/, /Utkastet är tömt/],
    goOn: 'Låt SEFOS skicka aviseringen',
    sent: true,
    closes: true,
  }),
  failure({
    title: 'Outlook cannot send the mail the first time: trying again sends it',
    fail: 'sendAsync:1',
    stops: 'Skickat krypterat, men inte klart',
    says: [/inte fått veta det än/],
    goOn: 'Försök igen',
    sent: true,
    ends: [/bara länken/],
  }),
  failure({
    title: 'Outlook is offline when the draft is saved: nothing is sent until it is there again',
    fail: 'saveAsync:1:offline',
    stops: 'Inte skickat',
    says: [/Outlook är utan nät/, /Inget är skickat/],
    goOn: 'Försök igen',
    sent: false,
  }),
  {
    title: 'Outlook never answers the sending: it says that it does not know, and SEFOS tells the recipients',
    run: async (world) => {
      const written = mail();
      const page = await world.desktop();
      await page.clock.install();
      const outlook = await Outlook.on(page, { fail: 'sendAsync:1:hang' });
      await outlook.write(written);
      await outlook.form();
      await outlook.press();
      await eventually('Outlook is asked to send', async () => (await outlook.calls()).includes('sendAsync'));
      await page.clock.fastForward(121_000);
      const said = await outlook.end('Skickat krypterat, men inte klart');
      check(/Vi vet inte om Outlook skickade/.test(said), said);
      await outlook.press('Låt SEFOS skicka aviseringen');
      await outlook.end('Skickat krypterat');
      await outlook.press('Stäng mejlet');
      await outlook.windowCloses();
      await sentOnce(world, outlook, written.subject);
    },
  },
  {
    title:
      'the pane is closed before the body is replaced: Outlook does not send the plain draft, and a new pane finishes',
    run: async (world) => {
      const written = mail({ attachments: files(1) });
      const outlook = await Outlook.open(world, { fail: 'body.setAsync:1:hang' });
      await outlook.write(written);
      await outlook.form();
      await outlook.press();
      await eventually('The body is to be replaced', async () => (await outlook.calls()).includes('body.setAsync'));
      await outlook.tell('closePane');
      const said = await stoppedByNet(outlook, 'Kryptera');
      check(/har börjat krypteras men är inte klart/.test(said), said);
      await outlook.heading('Meddelandet är redan krypterat');
      await outlook.holdsNothingOf([written.subject], ['sent']);
      await outlook.press('Fortsätt');
      await outlook.end('Skickat krypterat');
      await sentOnce(world, outlook, written.subject);
    },
  },
  {
    title: 'a draft that was saved half-way goes on in another window',
    run: async (world) => {
      const written = mail();
      const outlook = await Outlook.open(world, { fail: 'body.setAsync:1' });
      await outlook.write(written);
      await outlook.form();
      await outlook.press();
      await outlook.end('Skickat krypterat, men inte klart');
      await outlook.page.getByRole('button', { name: 'Stäng', exact: true }).click();
      await outlook.page.close();
      const other = await Outlook.open(world);
      const draft = await eventually('The draft is saved', async () =>
        (await other.folder('drafts')).find(({ subject }) => subject === written.subject),
      );
      await other.tell('openDraft', draft.id);
      await other.encrypt();
      await other.heading('Meddelandet är redan krypterat');
      await other.press('Fortsätt');
      await other.end('Skickat krypterat');
      await sentOnce(world, other, written.subject);
    },
  },
  {
    title: 'the mail is changed after it was shown: nothing is sent before it is shown again',
    run: async (world) => {
      const written = mail();
      const outlook = await Outlook.open(world);
      await outlook.write(written);
      await outlook.form();
      await outlook.pane.getByRole('heading', { level: 1 }).click();
      const changed = `${written.subject} ny`;
      await outlook.tell('edit', { subject: changed });
      await outlook.press();
      const said = await outlook.end('Inte skickat');
      check(/Mejlet har ändrats sedan det lästes in/.test(said), said);
      await notSent(world, written.subject);
      await outlook.press('Läs in igen');
      await seen(outlook.text(changed));
      await outlook.press();
      await outlook.end('Skickat krypterat');
      await sentOnce(world, outlook, changed);
    },
  },
  {
    title: 'the mail is changed after it was encrypted: the change is not sent, and it says so',
    run: async (world) => {
      const written = mail();
      const outlook = await Outlook.open(world, { fail: 'subject.setAsync:1' });
      await outlook.write(written);
      await outlook.form();
      await outlook.press();
      await outlook.end('Skickat krypterat, men inte klart');
      await outlook.tell('edit', { bodyHtml: `<p>Hemligt om ${written.subject}, och ett tillägg</p>` });
      await outlook.press('Fortsätt');
      let said = await outlook.end(/Skickat krypterat/);
      for (let tries = 0; tries < 3 && said.includes('inte klart'); tries += 1) {
        await outlook.press('Fortsätt');
        said = await outlook.end(/Skickat krypterat/);
      }
      check(/De ändringarna är inte skickade/.test(said), said);
      await sentOnce(world, outlook, written.subject);
    },
  },
  {
    title: 'the same draft is encrypted in two windows at once: it is sent once, with one mail',
    run: async (world) => {
      const written = mail();
      const first = await Outlook.open(world);
      await first.tell('compose', written);
      await first.page.getByRole('button', { name: 'Spara', exact: true }).click();
      const second = await Outlook.open(world);
      const draft = await eventually('The draft is saved', async () =>
        (await second.folder('drafts')).find(({ subject }) => subject === written.subject),
      );
      await second.tell('openDraft', draft.id);
      for (const outlook of [first, second]) {
        await outlook.encrypt();
        await outlook.form();
      }
      await Promise.all([first.press(), second.press()]);
      const ends = [await first.end(/Skickat krypterat/), await second.end(/Skickat krypterat/)];
      check(
        ends.some((said) => /redan krypterat, av ett tidigare försök eller på en annan enhet/.test(said)),
        ends.join('\n'),
      );
      const messages = await messagesAbout(world, written.subject);
      same(messages.length, 1, 'messages in Skickade');
      await first.holdsNothingOf([written.subject]);
      same((await tellingMails(world, messages[0]?.messageId ?? '')).length, 1, 'mails that tell of it');
    },
  },
  {
    title: 'the session ends while the mail is encrypted: it is renewed silently and the message is sent',
    run: async (world) => {
      const written = mail();
      const outlook = await Outlook.open(world);
      await outlook.write(written);
      await outlook.form();
      const ended = await outlook.endSession();
      same(ended, 204, 'ending the session');
      await outlook.press();
      await outlook.end('Skickat krypterat');
      await sentOnce(world, outlook, written.subject);
    },
  },
]);
