import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { recallMessage } from '@sefos/shared/contract/messages.ts';
import { BANKID_OF, PEOPLE } from '../harness/account.ts';
import { check, eventually, gone, heading, need, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { THEMES } from '../harness/looks.ts';
import { plainMail, send } from '../harness/outlook-inbox.ts';
import { bytesOf } from '../pages/citizen.page.ts';
import { Outlook } from '../pages/outlook.page.ts';
import { lookAtPane } from '../pages/outlook-looks.ts';
import type { MailItem } from '../pages/outlook-mail.ts';
import { stepUpWithBankId } from '../pages/staff.page.ts';

const KALLE = { person: PEOPLE.kalle.email };

const opened = async (outlook: Outlook, subject: string): Promise<void> => {
  await outlook.heading(`Säkert meddelande från ${PEOPLE.hanna.name}`);
  await outlook.press('Öppna meddelande');
  await outlook.heading(subject);
  await seen(outlook.text(`Text i ${subject}`));
};

/** Öppna meddelande in the simulated Outlook. */
export default journey('outlook-read', [
  {
    title: 'a mail leads to its message by the header: text, file in the pane, and a reply with a file',
    run: async (world) => {
      const content = Buffer.alloc(50_000, 'Å');
      const { subject, is } = await send(world, { files: [{ name: 'beslut ett.txt', content }] });
      const outlook = await Outlook.open(world, KALLE);
      await outlook.read(is);
      await outlook.heading(`Säkert meddelande från ${PEOPLE.hanna.name}`);
      await gone(outlook.text(`Text i ${subject}`));
      await opened(outlook, subject);
      const row = outlook.pane.getByRole('listitem').filter({ hasText: 'beslut ett.txt' });
      const [download] = await Promise.all([
        outlook.page.waitForEvent('download'),
        row.getByRole('button', { name: 'Ladda ner' }).click(),
      ]);
      same(download.suggestedFilename(), 'beslut ett.txt', 'name of the file');
      check((await bytesOf(download)).equals(content), 'The file is not what was attached');
      const file = await world.files.text('svar.txt', 'Svarets fil');
      await outlook.press('Svara');
      await outlook.pane.getByLabel('Ditt svar').fill('Mitt svar från Outlook');
      const chooser = outlook.page.waitForEvent('filechooser');
      await outlook.press('Lägg till filer');
      await (await chooser).setFiles([file.path]);
      await seen(outlook.pane.getByRole('listitem').filter({ hasText: 'Klar' }));
      await outlook.press('Skicka');
      await seen(outlook.text('Svaret är skickat.'));
      const rows = await (await world.account('hanna')).rows('inbox');
      const reply = rows.find((found) => found.subject === `Sv: ${subject}`);
      same(reply?.attachmentCount, 1, 'files of the reply');
    },
  },
  {
    title: 'an Outlook that gives no headers (1.7) finds the message by its link',
    run: async (world) => {
      const { subject, is } = await send(world);
      const outlook = await Outlook.open(world, { ...KALLE, requirementSet: '7' });
      await outlook.read(is);
      await opened(outlook, subject);
      check(!(await outlook.calls()).includes('read.getAllInternetHeadersAsync'), 'It asked for headers');
    },
  },
  {
    title: 'a hostile mail opens nothing: foreign links, look-alikes and junk headers count for nothing',
    run: async (world) => {
      const { messageId } = await send(world);
      const host = new URL(world.url).host;
      const body = [
        `<a href="https://sefos.ond.example/o/${messageId}#x">Öppna</a>`,
        `<a href="https://${host}.ond.example/o/${messageId}">Öppna</a>`,
        `<a href="http://${host}@ond.example/o/${messageId}">Öppna</a>`,
        `<a href="javascript:alert(1)//o/${messageId}">Öppna</a>`,
        `<img src=x onerror="alert(1)"><script>alert(1)</script><style>*{color:red}</style>`,
      ].join('');
      const is = await plainMail(world, body, { 'x-sefos-message': '"><script>alert(1)</script>' });
      const outlook = await Outlook.open(world, KALLE);
      outlook.page.on('dialog', () => world.hygiene.findings.push('The mail ran a script'));
      await outlook.read(is);
      await outlook.heading('Det här är ett vanligt mejl');
      // What the mail tried was refused, in Outlook's page and in ours.
      const { findings } = world.hygiene;
      const tried = findings.filter((finding) => /script-src-attr|inline event handler|NotSameOrigin/.test(finding));
      findings.splice(0, findings.length, ...findings.filter((finding) => !tried.includes(finding)));
      const several = await plainMail(world, '<p>Hej</p>', {
        'x-sefos-message': `${messageId}\n${crypto.randomUUID()}`,
      });
      const two = await send(world);
      const links = [messageId, two.messageId].map(
        (id) => `<a href="${world.url}/o/${id}#aaaaaaaaaaaaaaaaaaaaaaaa">x</a>`,
      );
      const unclear = await plainMail(world, links.join(''));
      await outlook.read(unclear);
      await outlook.heading('Mejlet hör till flera meddelanden');
      await outlook.read(several);
      await outlook.heading(/Säkert meddelande från|vanligt mejl/);
    },
  },
  {
    title: 'a message for another account cannot be opened, and the pane says for whom one is signed in',
    run: async (world) => {
      const { messageId } = await send(world, { receiver: 'lisa' });
      const is = await plainMail(world, '<p>Vidarebefordrat</p>', { 'x-sefos-message': messageId });
      const outlook = await Outlook.open(world, KALLE);
      await outlook.read(is);
      await outlook.heading('Du kan inte öppna meddelandet');
      await seen(outlook.text(PEOPLE.kalle.email));
      await seen(outlook.button('Byt konto'));
    },
  },
  {
    title: 'a pinned pane follows the selection: none, several, ordinary mail; a slow former answer never shows',
    run: async (world) => {
      const [first, second] = [await send(world), await send(world)];
      const ordinary = await plainMail(world, '<p>Fika?</p>');
      const outlook = await Outlook.open(world, KALLE);
      const { id } = await outlook.read(first.is);
      await opened(outlook, first.subject);
      await outlook.tell('pin');
      const items = await outlook.folder('inbox');
      const idOf = (is: (item: MailItem) => boolean) => need(items.find(is), 'the mail').id;
      await outlook.tell('select', []);
      await outlook.heading('Välj ett mejl');
      await outlook.tell('select', [id, idOf(second.is)]);
      await outlook.heading('Du har markerat 2 mejl');
      await outlook.tell('select', [idOf(ordinary)]);
      await outlook.heading('Det här är ett vanligt mejl');
      await outlook.tell('set', 'delay', '1200');
      await outlook.tell('select', [id]);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await outlook.tell('set', 'delay', '0');
      await outlook.tell('select', [idOf(ordinary)]);
      await outlook.heading('Det här är ett vanligt mejl');
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await outlook.heading('Det här är ett vanligt mejl');
      await gone(outlook.text(first.subject));
      await outlook.tell('select', [idOf(second.is)]);
      await opened(outlook, second.subject);
    },
  },
  {
    title: 'a begun reply is kept while another mail is selected',
    run: async (world) => {
      const [first, second] = [await send(world), await send(world)];
      const outlook = await Outlook.open(world, KALLE);
      const { id } = await outlook.read(first.is);
      await opened(outlook, first.subject);
      await outlook.tell('pin');
      await outlook.press('Svara');
      await outlook.pane.getByLabel('Ditt svar').fill('Påbörjat svar');
      const other = need((await outlook.folder('inbox')).find(second.is), 'the other mail');
      await outlook.tell('select', [other.id]);
      await seen(outlook.text('Du har ett påbörjat svar på ett annat mejl.'));
      await opened(outlook, second.subject);
      await outlook.tell('select', [id]);
      await eventually('The reply is there again', async () => {
        const field = outlook.pane.getByLabel('Ditt svar');
        return (await field.isVisible()) && (await field.inputValue()) === 'Påbörjat svar';
      });
    },
  },
  {
    title: 'a message of LoA3 asks for BankID inside the pane and opens after it',
    run: async (world) => {
      const { subject, is } = await send(world, { level: 3 });
      const outlook = await Outlook.open(world, { ...KALLE, amr: 'pwd' });
      await outlook.read(is);
      await outlook.heading(`Säkert meddelande från ${PEOPLE.hanna.name}`);
      await outlook.press('Öppna meddelande');
      await stepUpWithBankId(world, outlook.frame(), BANKID_OF.kalle);
      await outlook.heading(subject);
      await seen(outlook.text(`Text i ${subject}`));
    },
  },
  {
    title: 'Outlook on Mac downloads nothing: the message opens in the web at the same place',
    run: async (world) => {
      const { subject, messageId, is } = await send(world, { files: [{ name: 'fil.txt', content: 'x' }] });
      const outlook = await Outlook.open(world, { ...KALLE, platform: 'Mac' });
      await outlook.read(is);
      await opened(outlook, subject);
      const [web] = await Promise.all([
        outlook.page.context().waitForEvent('page'),
        outlook.button('Öppna i webben').first().click(),
      ]);
      check(web.url().endsWith(`/messages/inbox/${messageId}`), `It leads to ${web.url()}`);
      await heading(web, 'Logga in');
      await web.getByRole('button', { name: 'Logga in med Microsoft Entra ID' }).click();
      await web.getByRole('button', { name: PEOPLE.kalle.name }).click();
      await heading(web, subject);
    },
  },
  {
    title: "one's own sent message shows each recipient's status, and Återkalla takes it back",
    run: async (world) => {
      const sent = await send(world);
      const is = await plainMail(world, '<p>Länk</p>', { 'x-sefos-message': sent.messageId });
      const outlook = await Outlook.open(world);
      await outlook.read(is, 'sent');
      await outlook.heading('Säkert meddelande som du har skickat');
      await seen(outlook.button(new RegExp(PEOPLE.kalle.name)).first());
      await outlook.button('Återkalla').click();
      await outlook.pane.getByRole('alertdialog').getByRole('button', { name: 'Återkalla' }).click();
      await seen(outlook.text('Återkallat för 1 mottagare.'));
      const kalle = await Outlook.open(world, KALLE);
      await kalle.read(sent.is);
      await seen(kalle.text(/återkalla/i));
      await gone(kalle.button('Öppna meddelande'));
    },
  },
  {
    title: 'a message that is recalled while the pane shows it says so instead of opening',
    run: async (world) => {
      const { messageId, is, subject } = await send(world);
      const outlook = await Outlook.open(world, KALLE);
      await outlook.read(is);
      await outlook.heading(`Säkert meddelande från ${PEOPLE.hanna.name}`);
      const hanna = await world.account('hanna');
      await hanna.client.call(recallMessage, { params: { id: messageId }, body: { recipientIds: null } });
      await outlook
        .button('Öppna meddelande')
        .click({ timeout: 2_000 })
        .catch(() => undefined);
      await seen(outlook.text(/återkalla/i));
      await gone(outlook.text(`Text i ${subject}`));
    },
  },
  {
    title: 'an expired message says so, and what to do; it cannot be opened',
    ownServer: true,
    run: async (world) => {
      const { messageId, is, subject } = await send(world);
      const database = new DatabaseSync(join(need(world.server, 'the server').dataDir, 'sefos.sqlite'), {
        // The server writes, too.
        timeout: 10_000,
      });
      const expire = "update message set purged_at = ?, purge_reason = 'expired' where id = ?";
      same(Number(database.prepare(expire).run(Date.now(), messageId).changes), 1, 'expired messages');
      database.close();
      const outlook = await Outlook.open(world, KALLE);
      await outlook.read(is);
      await outlook.heading(`Säkert meddelande från ${PEOPLE.hanna.name}`);
      await seen(outlook.text(/Tiden för meddelandet har gått ut.*Be avsändaren skicka det igen/));
      await gone(outlook.button('Öppna meddelande'));
      await gone(outlook.text(`Text i ${subject}`));
    },
  },
  {
    title: 'axe finds nothing in light, dark and contrast at 320 px, and nothing scrolls sideways',
    run: async (world) => {
      const findings: string[] = [];
      const { subject, is } = await send(world, {
        files: [{ name: 'Ett långt namn på en bilaga till beslutet.pdf', content: 'x' }],
      });
      const ordinary = await plainMail(world, '<p>Fika?</p>');
      const own = await plainMail(world, '<p>Länk</p>', { 'x-sefos-message': (await send(world)).messageId });
      const [readers, owners] = [await Outlook.open(world, KALLE), await Outlook.open(world)];
      for (const theme of ['light', 'dark', 'contrast'] as const) {
        for (const outlook of [readers, owners]) {
          await outlook.page.emulateMedia(THEMES[theme]);
          await outlook.tell('set', 'theme', theme);
        }
        await readers.read(ordinary);
        await readers.heading('Det här är ett vanligt mejl');
        await lookAtPane(readers, `outlook-read-ordinary-${theme}`, findings);
        await readers.read(is);
        await readers.heading(`Säkert meddelande från ${PEOPLE.hanna.name}`);
        await lookAtPane(readers, `outlook-read-found-${theme}`, findings);
        await opened(readers, subject);
        await readers.press('Svara');
        await readers.pane.getByLabel('Ditt svar').fill('Hej');
        await lookAtPane(readers, `outlook-read-reply-${theme}`, findings);
        await owners.read(own, 'sent');
        await owners.heading('Säkert meddelande som du har skickat');
        await lookAtPane(owners, `outlook-read-own-${theme}`, findings);
      }
      check(findings.length === 0, `${findings.length} findings:\n  ${findings.join('\n  ')}`);
    },
  },
]);
