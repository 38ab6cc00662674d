import { PEOPLE, to } from '../harness/account.ts';
import { check, eventually, gone, heading, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { Composer } from '../pages/compose.page.ts';
import { accountMenu, goToFolder, openRow, row } from '../pages/staff.page.ts';

/** The day as a date field takes it, so many days from now. */
const dayAhead = (days: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(Date.now() + days * 86_400_000);

/** Mitt konto: what a mailbox does by itself, and who else may be in it. */
export default journey('account', [
  {
    title: 'somebody changes her name, sees it above the page at once, and takes it back',
    run: async (world) => {
      const page = await world.staff('hanna', '/account');
      const name = page.getByLabel('Namn', { exact: true });
      await name.fill('Hanna Nygift');
      await page.getByRole('button', { name: 'Spara namnet' }).click();
      await seen(page.getByText('Namnet är sparat.'));
      await seen(page.getByRole('button', { name: /Hanna Nygift/ }));
      await page.getByRole('button', { name: 'Ångra' }).click();
      await seen(page.getByRole('button', { name: /Hanna Handläggare/ }));
      await eventually('the field says the name before', async () => (await name.inputValue()) === 'Hanna Handläggare');
    },
  },
  {
    title: 'a signature is written once, stands in a new message and makes no draft by itself',
    run: async (world) => {
      const page = await world.staff('hanna');
      await accountMenu(page).click();
      await page.getByRole('menuitem', { name: 'Mitt konto' }).click();
      await heading(page, 'Mitt konto');
      const signature = page.getByRole('region', { name: 'Signatur' });
      await signature.getByRole('textbox', { name: 'Din signatur' }).click();
      await page.keyboard.type('Hanna vid Storkommun');
      await seen(signature.getByRole('group', { name: 'Så ser den ut' }).getByText('Hanna vid Storkommun'));
      await signature.getByRole('button', { name: 'Spara signaturen' }).click();
      await seen(page.getByText('Signaturen är sparad och används i det du skriver.'));
      await goToFolder(page, 'Inkorg');
      const composer = new Composer(page);
      await composer.begin();
      await seen(composer.body().filter({ hasText: 'Hanna vid Storkommun' }));
      await goToFolder(page, 'Utkast');
      await gone(page.getByRole('main').getByRole('listitem'));
    },
  },
  {
    title: 'a colleague who does not open is mailed, and one who has switched that off is not',
    run: async (world) => {
      const page = await world.staff('kalle', '/account');
      const notifications = page.getByRole('region', { name: 'Aviseringar' });
      const mail = notifications.getByRole('switch', { name: 'Mejla mig om nya meddelanden' });
      check(await mail.isChecked(), 'Mail should be on until somebody switches it off');
      await mail.uncheck();
      await seen(page.getByText('Du får inte längre mejl om nya meddelanden.'));
      const hanna = await world.account('hanna');
      await hanna.send({ to: [to.account('kalle'), to.account('olga')], subject: 'Till två som inte tittar' });
      const sent = (await hanna.rows('sent')).find(({ subject }) => subject === 'Till två som inte tittar');
      const id = sent?.messageId ?? '';
      const mailsTo = async (email: string) =>
        (await world.outbox.to(email)).filter(({ headers }) => headers['x-sefos-message'] === id);
      const told = await eventually('Olga is mailed', async () => (await mailsTo(PEOPLE.olga.email))[0], {
        withinMs: 60_000,
        everyMs: 500,
      });
      check(told.text.includes(`/messages/inbox/${id}`), 'The mail does not lead to the message');
      check(!JSON.stringify(told).includes('Till två'), 'The mail tells the subject');
      check((await mailsTo(PEOPLE.kalle.email)).length === 0, 'Kalle is mailed all the same');
      check(!(await hanna.events(id, PEOPLE.kalle.email)).includes('notified'), 'The timeline tells a mail to Kalle');
      await page.reload();
      await mail.check();
      await seen(page.getByText('Du får mejl om nya meddelanden.'));
    },
  },
  {
    title: 'an automatic reply is announced to colleagues, comes once, and is not answered',
    run: async (world) => {
      const page = await world.staff('hanna', '/account');
      const reply = page.getByRole('region', { name: 'Autosvar' });
      await reply.getByRole('switch', { name: 'Jag är borta' }).check();
      await reply.getByLabel('Till och med').fill(dayAhead(3));
      await reply.getByLabel('Autosvarets text').fill('Jag är tillbaka på måndag.');
      await reply.getByRole('button', { name: 'Spara autosvaret' }).click();
      await seen(page.getByText('Autosvaret är på.'));
      const kalle = await world.staff('kalle');
      const composer = new Composer(kalle);
      await composer.begin();
      await composer.addRecipient(PEOPLE.hanna.email, /Kollega/);
      await seen(kalle.getByText(/Hanna Handläggare är borta till och med/));
      const account = await world.account('kalle');
      await account.send({ to: [to.account('hanna')], subject: 'Till den som är borta' });
      await account.send({ to: [to.account('hanna')], subject: 'En gång till' });
      await goToFolder(kalle, 'Inkorg');
      await openRow(kalle, 'Autosvar: Till den som är borta');
      await seen(kalle.getByText('Jag är tillbaka på måndag.'));
      check((await row(kalle, /Autosvar: En gång till/).count()) === 0, 'The same sender is answered twice');
      await reply.getByRole('switch', { name: 'Jag är borta' }).uncheck();
      await reply.getByRole('button', { name: 'Spara autosvaret' }).click();
      await seen(page.getByText('Autosvaret är sparat och avstängt.'));
    },
  },
  {
    title: 'a colleague who is let in reads and writes by name in the other mailbox, until it is taken back',
    run: async (world) => {
      const olga = await world.account('olga');
      await olga.send({ to: [to.account('hanna')], subject: 'Brådskar för Hanna' });
      const page = await world.staff('hanna', '/account');
      const access = page.getByRole('region', { name: 'Delegera tillgång' });
      await access.getByRole('combobox', { name: 'Kollega' }).pressSequentially('Kalle');
      await page.getByRole('option', { name: /Kalle Kollega/ }).click();
      await access.getByLabel('Till och med').fill(dayAhead(7));
      await access.getByRole('radio', { name: 'Även äldre meddelanden' }).check();
      const kalle = await world.staff('kalle');
      await heading(kalle, 'Inkorg');
      await access.getByRole('button', { name: 'Ge tillgång' }).click();
      await seen(access.getByText('Kalle Kollega har tillgång till din brevlåda'));
      // His page hears of it without reload.
      const mailboxes = kalle.getByRole('combobox', { name: 'Brevlåda' });
      await mailboxes.selectOption({ label: (await mailboxes.getByRole('option').nth(1).textContent()) ?? '' });
      await seen(kalle.getByText(/Du är i Hanna Handläggares brevlåda/));
      await openRow(kalle, 'Brådskar för Hanna');
      await eventually('The sender sees who opened it', async () =>
        (await olga.events(await sentId(olga, 'Brådskar för Hanna'), PEOPLE.hanna.email)).includes('opened'),
      );
      await kalle.getByRole('button', { name: 'Svara', exact: true }).click();
      const composer = new Composer(kalle);
      await heading(kalle, /^Svara Steg 1/);
      await composer.body().click();
      await composer.body().pressSequentially('Jag tar det. ');
      await composer.goOn();
      await composer.send();
      await composer.sent();
      const reader = await world.staff('olga');
      await row(reader, /Sv: Brådskar för Hanna/).click();
      await seen(reader.getByText(/Kalle Kollega på uppdrag av Hanna Handläggare/).first());
      await access.getByRole('button', { name: 'Avsluta tillgången för Kalle Kollega' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Avsluta' }).click();
      await seen(kalle.getByText('Du har inte längre tillgång till den brevlådan.'));
      await heading(kalle, 'Inkorg');
      await gone(kalle.getByText(/Du är i Hanna Handläggares brevlåda/));
    },
  },
]);

const sentId = async (
  account: { rows(folder: 'sent'): Promise<readonly { subject: string | null; messageId: string }[]> },
  subject: string,
): Promise<string> => (await account.rows('sent')).find((sent) => sent.subject === subject)?.messageId ?? '';
