import { DatabaseSync } from 'node:sqlite';
import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import { PEOPLE } from '../harness/account.ts';
import { check, eventually, gone, need, same, seen } from '../harness/check.ts';
import { journey, type Scenario } from '../harness/journey.ts';
import type { World } from '../harness/world.ts';
import { type MailDraft, mailFile, messagesAbout, Outlook, person, tellingMails } from '../pages/outlook.page.ts';

let count = 0;
const colleague = person(PEOPLE.kalle.email, PEOPLE.kalle.name);

/** A mail to a colleague that nothing else is called as. */
const mail = (more: Partial<MailDraft> = {}) => {
  count += 1;
  const subject = `Ärende ${process.pid}-${count}`;
  return { subject, to: [colleague], bodyHtml: `<p>Hemligt om ${subject}</p>`, ...more };
};

/** What Chromium writes when a scenario cuts the line. */
const LINE_LOST = /net::ERR_CONNECTION_RESET/;

const files = (number: number) =>
  Array.from({ length: number }, (_, index) => mailFile(`fil ${index + 1}.txt`, `Innehåll ${index + 1}`));

/** Sent exactly once, told exactly once, and no folder of Outlook holds the plain text. */
const sentOnce = async (world: World, outlook: Outlook, subject: string): Promise<string> => {
  const messages = await messagesAbout(world, subject);
  same(messages.length, 1, `messages "${subject}" in Skickade`);
  const { messageId } = need(messages[0], 'the message');
  await eventually('The recipients are told', async () => (await tellingMails(world, messageId)).length > 0);
  same((await tellingMails(world, messageId)).length, 1, 'mails that tell of it');
  await outlook.holdsNothingOf([subject]);
  return messageId;
};

const notSent = async (world: World, subject: string): Promise<void> => {
  same((await messagesAbout(world, subject)).length, 0, `messages "${subject}" in Skickade`);
  const mails = (await world.outbox.all()).filter((captured) => JSON.stringify(captured).includes(subject));
  same(mails.length, 0, 'mails with its subject');
};

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
  /** SEFOS tells the recipients: the window is closed, and the pane with it. */
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
    if (failing.closes) await outlook.windowCloses();
    else {
      const end = await outlook.end('Skickat krypterat');
      check(!/Du ändrade mejlet/.test(end), `Nobody changed the mail: ${end}`);
      for (const sentence of failing.ends ?? []) check(sentence.test(end), `${sentence} is not said: ${end}`);
    }
    await sentOnce(world, outlook, written.subject);
  },
});

/** The mail cannot be encrypted as it is: says why, and nothing leaves. */
const obstacle = (title: string, draft: Partial<MailDraft>, says: readonly RegExp[]): Scenario => ({
  title,
  run: async (world) => {
    const written = mail(draft);
    const outlook = await Outlook.open(world);
    await outlook.write(written);
    await outlook.form();
    await outlook.press();
    await outlook.heading('Det här behöver ändras först');
    for (const sentence of says) await seen(outlook.text(sentence));
    if (written.subject) await notSent(world, written.subject);
    const sent = await outlook.folder('sent');
    same(sent.filter(({ subject }) => subject === written.subject).length, 0, 'mails in Skickat');
  },
});

const many = (number: number) =>
  Array.from({ length: number }, (_, index) => person(`m${index + 1}.${process.pid}@example.org`));
/** What Word makes of a text: style sheets, conditional comments, and on every run more style than text. */
const wordHtml = (text: string, bytes: number): string => {
  const css = 'mso-style-unhide:no;mso-margin-top-alt:auto;mso-fareast-language:SV;mso-pagination:widow-orphan;';
  const run = `<p class="MsoNormal" style="${css.repeat(40)}"><span style="${css.repeat(40)}"><o:p></o:p></span></p>`;
  const style = `<style><!-- /* Style Definitions */ ${`p.MsoNormal{${css}} `.repeat(2_000)} --></style><!--[if gte mso 9]><xml></xml><![endif]-->`;
  const head = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>${style}</head><body lang="SV"><div class="WordSection1"><p class="MsoNormal">${text}</p>`;
  return `${head}${run.repeat(Math.ceil(Math.max(0, bytes - head.length) / run.length))}</div></body></html>`;
};

/** Presses Skicka in the ribbon and answers what the net's dialog says. */
const stoppedByNet = async (outlook: Outlook, action: string): Promise<string> => {
  await outlook.page.getByRole('button', { name: 'Skicka', exact: true }).click();
  const dialog = outlook.page.getByRole('dialog');
  await seen(dialog);
  const said = await dialog.innerText();
  await dialog.getByRole('button', { name: action, exact: true }).click();
  return said;
};

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
    title: 'the same draft is encrypted in two windows at once: it is sent once',
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
      console.log(`  mails that tell of it: ${(await tellingMails(world, messages[0]?.messageId ?? '')).length}`);
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
  {
    title: 'ten megabytes of HTML from Word with a short text are sent',
    run: async (world) => {
      const written = mail();
      const bodyHtml = wordHtml(`Hemligt om ${written.subject}`, 10 * 1024 * 1024);
      const outlook = await Outlook.open(world);
      await outlook.write({ ...written, bodyHtml });
      await outlook.form(60_000);
      await outlook.press();
      await outlook.end('Skickat krypterat', 90_000);
      await sentOnce(world, outlook, written.subject);
    },
  },
  obstacle(
    'a text that is too long is refused with what to do instead',
    { bodyHtml: wordHtml('Lång text. '.repeat(50_000), 1_000_000) },
    [/Texten är för lång\. Spara den som en fil/],
  ),
  obstacle(
    'recipients without an address, or with one that is none, are named',
    {
      to: [
        colleague,
        { emailAddress: '', displayName: 'Anna utan adress', recipientType: 'other' },
        person('åsa@', 'Åsa'),
      ],
    },
    [/Saknar e-postadress/, /Ingen giltig adress/, /Utan en giltig e-postadress går det inte att skicka till Anna/],
  ),
  obstacle(
    'a distribution list is named, and why it cannot be sent to',
    { to: [colleague, person('lista.alla@storkommun.example', 'Alla på förvaltningen')] },
    [/^Distributionslista$/, /SEFOS ser inte vilka som är med i Alla på förvaltningen/],
  ),
  obstacle('101 recipients are too many', { to: many(101) }, [/Mejlet har 101 mottagare\. Det får vara högst 100/]),
  obstacle('500 recipients are too many', { to: many(500) }, [/Mejlet har 500 mottagare\. Det får vara högst 100/]),
  obstacle('a mail without recipients says so', { to: [] }, [/Lägg till minst en mottagare/]),
  obstacle('a mail without a subject says so', { subject: '' }, [/Skriv ett ämne i mejlet/]),
  {
    title: '100 recipients are sent to with one mail',
    run: async (world) => {
      const written = mail({ to: many(100) });
      const outlook = await Outlook.open(world);
      await outlook.write(written);
      await outlook.form();
      await outlook.chooseLevel(1);
      await seen(outlook.text(/100 mottagare får e-post med en länk/));
      await outlook.press();
      await outlook.end('Skickat krypterat', 60_000);
      const messageId = await sentOnce(world, outlook, written.subject);
      same((await tellingMails(world, messageId))[0]?.to.length, 100, 'recipients of the mail');
    },
  },
  {
    title: 'a link to a file in the cloud is named and left out only by choice',
    run: async (world) => {
      const cloud = mailFile('Budget 2027.xlsx', '', { kind: 'cloud', url: 'https://storkommun.example/budget' });
      const written = mail({ attachments: [...files(1), cloud] });
      const outlook = await Outlook.open(world);
      await outlook.write(written);
      await outlook.form();
      await seen(outlook.text(/Budget 2027\.xlsx är en länk till en fil i molnet/));
      await outlook.press();
      await outlook.heading('Det här behöver ändras först');
      await notSent(world, written.subject);
      await outlook.pane.getByLabel('Skicka utan Budget 2027.xlsx').check();
      await seen(outlook.text('Skickas inte med'));
      await outlook.press();
      await outlook.end('Skickat krypterat');
      await sentOnce(world, outlook, written.subject);
      same((await messagesAbout(world, written.subject))[0]?.attachmentCount, 1, 'files of the message');
    },
  },
  {
    title: 'an attached mail is sent as a file',
    run: async (world) => {
      const eml = mailFile('Tidigare brev', 'Subject: Tidigare brev\r\n\r\nHej igen.\r\n', { kind: 'item' });
      const written = mail({ attachments: [eml] });
      const outlook = await Outlook.open(world);
      await outlook.write(written);
      await outlook.form();
      await outlook.press();
      await outlook.end('Skickat krypterat');
      const messageId = await sentOnce(world, outlook, written.subject);
      const kalle = await world.staff('kalle', `/messages/inbox/${messageId}`);
      await seen(kalle.getByText('Tidigare brev.eml'));
    },
  },
  {
    title: 'a frozen account and an account of another tenant are not signed in, and nothing is sent',
    ownServer: true,
    run: async (world) => {
      const written = mail();
      const stranger = await Outlook.open(world, { token: 'other-tenant' });
      await stranger.write(written);
      await stranger.heading(/Logga in|logga in/);
      await gone(stranger.button('Kryptera och skicka'));
      const lisa = new DatabaseSync(`${need(world.server, 'the server').dataDir}/sefos.sqlite`);
      lisa.prepare('update account set frozen_at = ? where email = ?').run(Date.now(), PEOPLE.lisa.email);
      lisa.close();
      const frozen = await Outlook.open(world, { person: PEOPLE.lisa.email });
      await frozen.write(written);
      await seen(frozen.text(/Kontot är låst/));
      await notSent(world, written.subject);
    },
  },
  {
    title: 'a plain mail with a personnummer is pointed out and can still be sent; one without goes at once',
    run: async (world) => {
      const outlook = await Outlook.open(world, { linger: '0' });
      const plain = mail({ bodyHtml: '<p>Vi ses på torsdag.</p>' });
      await outlook.tell('compose', plain);
      await outlook.page.getByRole('button', { name: 'Skicka', exact: true }).click();
      await eventually('It is sent', async () =>
        (await outlook.folder('sent')).some(({ subject }) => subject === plain.subject),
      );
      const numbered = mail({ bodyHtml: '<p>Gäller 19900101-2385.</p>' });
      await outlook.tell('compose', numbered);
      const said = await stoppedByNet(outlook, 'Skicka ändå');
      check(/Det ser ut att stå ett personnummer/.test(said), said);
      await eventually('It is sent', async () =>
        (await outlook.folder('sent')).some(({ subject }) => subject === numbered.subject),
      );
    },
  },
  {
    title: 'a finished draft that was written in again is stopped, and the pane finishes it',
    run: async (world) => {
      const written = mail();
      const outlook = await Outlook.open(world, { fail: 'sendAsync:1' });
      await outlook.write(written);
      await outlook.form();
      await outlook.press();
      await outlook.end('Skickat krypterat, men inte klart');
      await outlook.tell('closePane');
      await outlook.tell('edit', { bodyHtml: `<p>Hemligt om ${written.subject}, skrivet efteråt</p>` });
      const said = await stoppedByNet(outlook, 'Kryptera');
      check(/redan krypterat och skulle bara innehålla en länk/.test(said), said);
      await outlook.heading('Meddelandet är redan krypterat');
      await outlook.press('Fortsätt');
      await outlook.end('Skickat krypterat');
      await sentOnce(world, outlook, written.subject);
    },
  },
  {
    title: 'a slow Outlook: plain mail is not held back, and a marked draft is not let through unchecked',
    run: async (world) => {
      const slow = mail({ bodyHtml: '<p>Vi ses.</p>' });
      const outlook = await Outlook.open(world, { linger: '0', delay: '3800' });
      await outlook.tell('compose', slow);
      await outlook.page.getByRole('button', { name: 'Skicka', exact: true }).click();
      await eventually('It is sent', async () =>
        (await outlook.folder('sent')).some(({ subject }) => subject === slow.subject),
      );
      const marked = mail({ headers: { 'x-sefos-draft': 'sending' } });
      await outlook.tell('set', 'delay', '2500');
      await outlook.tell('compose', marked);
      const said = await stoppedByNet(outlook, 'Skicka inte');
      check(/har börjat krypteras/.test(said), said);
      same(
        (await outlook.folder('sent')).some(({ subject }) => subject === marked.subject),
        false,
        'sent',
      );
    },
  },
]);
