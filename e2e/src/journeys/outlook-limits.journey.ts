import { DatabaseSync } from 'node:sqlite';
import { PEOPLE } from '../harness/account.ts';
import { check, eventually, gone, need, same, seen } from '../harness/check.ts';
import { journey, type Scenario } from '../harness/journey.ts';
import { colleague, files, mail, notSent, sentOnce, stoppedByNet } from '../harness/outlook-cases.ts';
import { Outlook } from '../pages/outlook.page.ts';
import { type MailDraft, mailFile, messagesAbout, person, tellingMails } from '../pages/outlook-mail.ts';

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

/** What cannot be encrypted as it is, and the net that stops what must not leave. */
export default journey('outlook-limits', [
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
    [/Saknar e-postadress/, /Ingen giltig adress/, /Anna utan adress .*saknar en giltig e-postadress/],
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
      await seen(outlook.text(/100 mottagare får e-post från dig med en länk/));
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
      const lisa = new DatabaseSync(`${need(world.server, 'the server').dataDir}/sefos.sqlite`, { timeout: 10_000 });
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
