import { createContact, createContactGroup } from '@sefos/shared/contract/contacts.ts';
import { addMailboxMembers, createFunctionMailbox } from '@sefos/shared/contract/function-mailboxes.ts';
import type { Page } from 'playwright-core';
import { BANKID_OF, PASSWORD, PEOPLE, to } from './harness/account.ts';
import { MAJA, NILS } from './harness/bankid.ts';
import { gone, heading, seen } from './harness/check.ts';
import { LinkReader } from './harness/link-reader.ts';
import { sendTo } from './harness/send-to.ts';
import type { World } from './harness/world.ts';
import { Citizen } from './pages/citizen.page.ts';
import { Composer } from './pages/compose.page.ts';
import { goToFolder, openRow, row, signInWithEntra, timelineOf } from './pages/staff.page.ts';

/** A screen that is on `page` now. */
export interface Stop {
  readonly name: string;
  readonly page: Page;
}

/** Called at every screen; must leave the page as it found it. */
export type Look = (stop: Stop) => Promise<void>;

const LONG =
  'Ett ovanligt långt ämne om överklagandenämndsordförandens bostadsanpassningsbidragshandläggning ' +
  'och vad som nu händer';

/** What there is to see in the lists. */
export const fillMailboxes = async (world: World): Promise<void> => {
  const hanna = await world.account('hanna');
  const kalle = await world.account('kalle');
  const files = [
    await hanna.upload('Beslut om bostadsanpassningsbidrag 2026 – undertecknat.pdf', '%PDF-1.7 exempel'),
    await hanna.upload('karta.png', 'png'),
  ];
  await hanna.send({ to: [to.account('kalle')], subject: 'Underlag inför mötet', attachmentIds: files });
  await hanna.send({ to: [to.account('kalle')], subject: 'Kräver e-legitimation', level: 3 });
  await hanna.send({ to: [to.account('kalle'), to.account('lisa')], subject: LONG, replyAllowed: false });
  await kalle.send({
    to: [to.account('hanna')],
    subject: 'Fråga om ärende 12',
    bodyHtml:
      '<p>Hej <strong>Hanna</strong>,</p><ul><li>ett</li><li>två</li></ul><p><a href="https://example.org">länk</a></p>',
    attachmentIds: [await kalle.upload('frågor.txt', 'Frågor')],
  });
};

const signInScreens = async (world: World, look: Look): Promise<void> => {
  const page = await world.desktop();
  await page.goto('/');
  await heading(page, 'Logga in');
  await look({ name: 'sign-in', page });
  await page.getByRole('button', { name: 'Logga in', exact: true }).click();
  await page.getByLabel('E-postadress').fill(PEOPLE.sture.email);
  await page.getByLabel('Lösenord', { exact: true }).fill('fel');
  await page.getByRole('button', { name: 'Logga in', exact: true }).click();
  await seen(page.getByRole('alert'));
  await look({ name: 'sign-in-refused', page });
  await page.getByLabel('Lösenord', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Logga in', exact: true }).click();
  await seen(page.getByLabel('Kod från sms'));
  await look({ name: 'sign-in-code', page });
};

const folderScreens = async (world: World, look: Look): Promise<void> => {
  const empty = await world.staff('olga');
  await seen(empty.getByText('Inkorgen är tom'));
  await look({ name: 'inbox-empty', page: empty });
  await empty.getByRole('button', { name: /^Konto: / }).click();
  await seen(empty.getByRole('menuitem', { name: 'Mitt konto' }));
  await look({ name: 'account-menu', page: empty });
  await empty.getByRole('menuitem', { name: 'Mitt konto' }).click();
  await heading(empty, 'Mitt konto');
  await look({ name: 'account', page: empty });
  await empty.goto('/organisation/settings');
  await heading(empty, 'Inställningar för Storkommun');
  await look({ name: 'organisation-settings', page: empty });
  for (const part of ['levels', 'sign-in', 'sender', 'domains', 'api-keys', 'licence', 'support']) {
    await empty.goto(`/organisation/settings/${part}`);
    await seen(empty.getByRole('region').first());
    await look({ name: `organisation-settings-${part}`, page: empty });
  }
  await empty.goto('/organisation/settings/messages');
  await empty.getByLabel('Brevlådans namn eller adress').fill(PEOPLE.kalle.email);
  await empty.getByRole('button', { name: 'Sök', exact: true }).click();
  await empty.getByRole('radio', { name: 'Egen gallring' }).click();
  const preview = empty.getByRole('button', { name: 'Visa vad som skulle gallras' });
  await empty.getByRole('region', { name: 'Gallring', exact: true }).getByLabel('Antal dagar').fill('365');
  await preview.click();
  await seen(empty.getByText('Inget skulle gallras nu.'));
  await look({ name: 'organisation-settings-messages', page: empty });
  await empty.goto('/organisation/accounts');
  await seen(empty.getByRole('list', { name: 'Användare' }));
  await look({ name: 'organisation-accounts', page: empty });
  await empty.getByRole('button', { name: 'Ändra Kalle Kollega' }).click();
  await seen(empty.getByRole('dialog'));
  await look({ name: 'organisation-account', page: empty });
  await empty.getByRole('dialog').getByRole('button', { name: 'Avbryt' }).click();
  await empty.goto('/organisation/domains');
  await empty.getByLabel('Domän', { exact: true }).fill('nya.se');
  await empty.getByRole('button', { name: 'Lägg till', exact: true }).click();
  await seen(empty.getByText('_sefos.nya.se'));
  await look({ name: 'organisation-domains', page: empty });
  await empty.goto('/organisation/directory');
  await empty.getByRole('button', { name: 'Skapa nyckel' }).click();
  await seen(empty.getByLabel('Ny nyckel (Secret Token)'));
  await look({ name: 'organisation-directory', page: empty });
  await empty.goto('/organisation/log');
  await seen(empty.getByRole('region', { name: 'Händelser' }));
  await look({ name: 'organisation-log', page: empty });
  await empty.getByRole('region', { name: 'Händelser' }).getByRole('button').first().click();
  await seen(empty.getByRole('dialog'));
  await look({ name: 'organisation-log-entry', page: empty });
  await empty.getByRole('dialog').getByRole('button', { name: 'Stäng' }).click();
  await empty.goto('/organisation/statistics');
  await seen(empty.getByRole('table', { name: 'Konton' }));
  await look({ name: 'organisation-statistics', page: empty });
  const { client } = await world.account('olga');
  const body = { name: 'Socialtjänsten', address: 'social@storkommun.example', language: null };
  const { id } = await client.call(createFunctionMailbox, { body });
  const addresses = [PEOPLE.hanna.email, PEOPLE.kalle.email, PEOPLE.olga.email];
  await client.call(addMailboxMembers, { params: { id }, body: { addresses, role: 'member' } });
  await empty.goto('/function-mailboxes');
  await seen(empty.getByRole('link', { name: /Socialtjänsten/ }));
  await look({ name: 'function-mailboxes', page: empty });
  await empty.goto(`/function-mailboxes/${id}`);
  await seen(empty.getByRole('table', { name: 'Medlemmar' }).getByText(PEOPLE.kalle.name));
  await look({ name: 'function-mailbox', page: empty });
  await empty.getByRole('button', { name: 'Lägg till medlemmar' }).click();
  await seen(empty.getByRole('dialog'));
  await look({ name: 'function-mailbox-add', page: empty });
  await empty.keyboard.press('Escape');
  await empty.goto(`/messages/inbox?mailbox=${id}`);
  await seen(empty.getByText('Det du skickar kommer från brevlådan.', { exact: false }));
  await look({ name: 'function-mailbox-inbox', page: empty });
  await empty.goto('/messages/nothing');
  await seen(empty.getByText('Sidan finns inte'));
  await look({ name: 'not-found', page: empty });

  const kalle = await world.staff('kalle');
  await seen(row(kalle, 'Underlag inför mötet'));
  await look({ name: 'inbox', page: kalle });
  await kalle.keyboard.press('/');
  await seen(kalle.getByRole('searchbox', { name: 'Sök' }));
  await kalle.keyboard.press('ArrowDown');
  await kalle.keyboard.press('Control+a');
  await seen(kalle.getByRole('toolbar', { name: 'Markerade meddelanden' }));
  await look({ name: 'inbox-chosen', page: kalle });
  await kalle.keyboard.press('Escape');
  await kalle.getByRole('button', { name: 'Filter' }).click();
  await kalle.getByLabel('Period', { exact: true }).selectOption({ label: 'Välj datum' });
  await kalle.getByLabel('Tillitsnivå', { exact: true }).selectOption({ label: 'LoA1' });
  await kalle.getByLabel('Från och med').fill('2026-01-01');
  await look({ name: 'inbox-filter', page: kalle });
  await kalle.getByRole('button', { name: 'Klar' }).click();
  await seen(kalle.getByRole('toolbar', { name: 'Filter som gäller' }));
  await look({ name: 'inbox-filtered', page: kalle });
  await kalle.getByRole('button', { name: 'Rensa', exact: true }).click();
  await openRow(kalle, 'Underlag inför mötet');
  await look({ name: 'reading', page: kalle });
  await openRow(kalle, LONG);
  await look({ name: 'reading-long', page: kalle });
  await row(kalle, 'Kräver högre tillitsnivå').first().click();
  await heading(kalle, 'Meddelandet kräver LoA3');
  await look({ name: 'step-up-needed', page: kalle });
};

const stepUpScreens = async (world: World, look: Look): Promise<void> => {
  const page = await world.desktop();
  await signInWithEntra(page, 'kalle');
  await row(page, 'Kräver högre tillitsnivå').first().click();
  await page.getByRole('button', { name: 'Identifiera dig' }).click();
  const dialog = page.getByRole('dialog', { name: 'Identifiera dig säkrare' });
  await seen(dialog);
  await look({ name: 'step-up', page });
  await dialog.getByRole('button', { name: 'Identifiera dig med BankID' }).click();
  await seen(dialog.getByRole('img', { name: 'QR-kod för BankID' }));
  await look({ name: 'step-up-bankid', page });
  await world.bankId.identify(BANKID_OF.kalle);
  await dialog.waitFor({ state: 'hidden' });
};

const senderScreens = async (world: World, look: Look): Promise<void> => {
  const { address, subject, link } = await sendTo(world, 'email', { files: 2 });
  const waiting = await sendTo(world, 'sms', { phone: '+46701740612' });
  await sendTo(world, 'email', { recall: true });
  const reader = new LinkReader(world.url, link);
  await reader.confirm(address);
  await reader.open();
  const page = await world.staff('hanna', '/messages/sent');
  await seen(row(page, subject));
  await look({ name: 'sent', page });
  await openRow(page, subject);
  await timelineOf(page, address);
  await seen(page.getByText('Öppnat med E-post'));
  await look({ name: 'sent-timeline', page });
  await openRow(page, waiting.subject);
  await page.getByRole('button', { name: 'Återkalla', exact: true }).click();
  await seen(page.getByRole('alertdialog'));
  await look({ name: 'recall-dialog', page });
  await page.getByRole('alertdialog').getByRole('button', { name: 'Avbryt' }).click();
  await row(page, 'Återkallat av dig').first().click();
  await heading(page, 'Återkallat av dig');
  await look({ name: 'recalled', page });
  await goToFolder(page, 'Länkar');
  await look({ name: 'links', page });
  await row(page, address).click();
  await heading(page, subject);
  await look({ name: 'link', page });
  await goToFolder(page, 'Skickade');
  await row(page, waiting.subject).focus();
  await page.keyboard.press('Delete');
  await goToFolder(page, 'Borttagna');
  await row(page, waiting.subject).focus();
  await page.keyboard.press('Space');
  await look({ name: 'deleted', page });
  await page.keyboard.press('Escape');
  // A notice that fades away has the contrast of a fading one.
  await gone(page.getByText('1 meddelande borttaget.'));
  await openRow(page, waiting.subject);
  await seen(page.getByText('Du har tagit bort meddelandet.', { exact: false }));
  await look({ name: 'deleted-open', page });
};

const addressBookScreens = async (world: World, look: Look): Promise<void> => {
  const page = await world.staff('kalle', '/contacts');
  await seen(page.getByText('Inga kontakter än'));
  await look({ name: 'contacts-empty', page });
  const { client, session } = await world.account('kalle');
  const { mailboxId: id } = session;
  const contact = { phone: '070-174 06 10', method: 'bankid', language: 'fi' } as const;
  const { id: contactId } = await client.call(createContact, {
    params: { id },
    body: {
      ...{ ...contact, name: 'Maja Medborgare', personalNumber: MAJA.personalNumber },
      address: 'maja.medborgare-med-en-mycket-lang-adress@overklagandenamnden.example',
    },
  });
  await client.call(createContactGroup, { params: { id }, body: { name: 'Sökande', memberIds: [contactId] } });
  await page.reload();
  await seen(page.getByText('Maja Medborgare'));
  await look({ name: 'contacts', page });
  await page.getByRole('button', { name: 'Ändra Maja Medborgare' }).click();
  await seen(page.getByRole('dialog'));
  await look({ name: 'contact', page });
  await page.getByRole('button', { name: 'Avbryt' }).click();
  await page.getByRole('button', { name: 'Importera' }).click();
  const csv = 'Namn;E-post;Mobilnummer\nAnna;anna@example.org;0701740610\n;ingen;12\n';
  await page
    .getByLabel('Välj fil')
    .setInputFiles({ name: 'kontakter.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await seen(page.getByRole('table'));
  await look({ name: 'contacts-import', page });
  await page.getByRole('button', { name: 'Avbryt' }).click();
  await page.getByRole('tab', { name: 'Grupper' }).click();
  await page.getByRole('button', { name: 'Ändra Sökande' }).click();
  await seen(page.getByRole('list', { name: 'Kontakter i gruppen' }));
  await look({ name: 'contact-group', page });
  await page.getByRole('button', { name: 'Avbryt' }).click();
  await page.getByRole('tab', { name: 'Sparade uppgifter' }).click();
  await seen(page.getByRole('switch', { name: 'Spara uppgifter till nästa gång' }));
  await look({ name: 'remembered-details', page });
};

const composeScreens = async (world: World, look: Look): Promise<void> => {
  const page = await world.staff('hanna', '/compose');
  const composer = new Composer(page);
  await heading(page, /^Nytt meddelande/);
  await look({ name: 'compose-empty', page });
  await composer.goOn();
  await seen(page.getByText('Lägg till minst en mottagare.'));
  await look({ name: 'compose-refused', page });
  await composer.addRecipient(PEOPLE.kalle.email, /Kollega/);
  await composer.addRecipient(PEOPLE.lisa.email, /Konto i/);
  await composer.addRecipient('anna.med.ett.langt.namn.andersson@foretaget.example.org', /Utan konto/);
  await composer.write(`Om ${MAJA.personalNumber}`, 'Texten i meddelandet.');
  const file = await world.files.text('bilaga med långt namn som inte ryms på en rad i telefonen.txt', 'x');
  await composer.attach([file.path]);
  await look({ name: 'compose-written', page });
  await composer.goOn();
  await composer.chooseLevel(3);
  await page.getByRole('button', { name: 'Fler val' }).click();
  await seen(page.getByLabel('Giltig till'));
  await look({ name: 'compose-level', page });
  await composer.goOn();
  await seen(page.getByLabel('Identifieringsmetod'));
  await look({ name: 'compose-external', page });
  await composer.send();
  await seen(page.getByText('Skriv personnumret, tio eller tolv siffror.'));
  await look({ name: 'compose-external-refused', page });
  await composer.personalNumber().fill(MAJA.personalNumber);
  await composer.send();
  await seen(page.getByRole('alertdialog'));
  await look({ name: 'compose-personal-number', page });
  await page.getByRole('alertdialog').getByRole('button', { name: 'Ändra' }).click();
  await composer.saved();
  await goToFolder(page, 'Utkast');
  await seen(row(page, /Kalle/));
  await look({ name: 'drafts', page });
};

const citizenScreens = async (world: World, look: Look): Promise<void> => {
  const phone = '+46701740613';
  const sms = await sendTo(world, 'sms', { phone, files: 2 });
  const citizen = await Citizen.onPhone(world, sms.link);
  const { page } = citizen;
  await heading(page, 'Du har fått ett säkert meddelande');
  await look({ name: 'citizen-address', page });
  await citizen.giveAddress('fel@example.org');
  await seen(page.getByText(/Meddelandet är inte skickat till den adressen/));
  await look({ name: 'citizen-address-wrong', page });
  await citizen.giveAddress(sms.address);
  await heading(page, 'Identifiera dig');
  await look({ name: 'citizen-sms', page });
  const code = await citizen.askForCode(phone);
  await citizen.giveCode(code === '000000' ? '111111' : '000000');
  await seen(page.getByText(/Koden stämmer inte\./));
  await look({ name: 'citizen-sms-code', page });
  await citizen.giveCode(code);
  await citizen.ready();
  await look({ name: 'citizen-ready', page });
  await citizen.open(sms.subject);
  await look({ name: 'citizen-reading', page });
  await citizen.button('Svara').click();
  await heading(page, 'Svara');
  await citizen.button('Skicka svar').click();
  await seen(page.getByText('Skriv ett svar innan du skickar.'));
  await look({ name: 'citizen-reply', page });
  await citizen.button('Tillbaka').click();
  await citizen.reply('Tack!');
  await look({ name: 'citizen-replied', page });
  await citizen.button('Stäng').click();
  await heading(page, 'Meddelandet är stängt');
  await look({ name: 'citizen-closed', page });
};

const citizenProblems = async (world: World, look: Look): Promise<void> => {
  const eid = await sendTo(world, 'bankid', { personalNumber: MAJA.personalNumber });
  const citizen = await Citizen.onPhone(world, eid.link);
  const { page } = citizen;
  await citizen.giveAddress(eid.address);
  await heading(page, 'Identifiera dig');
  await look({ name: 'citizen-bankid', page });
  const token = await citizen.beginBankId();
  await look({ name: 'citizen-bankid-pending', page });
  await world.bankId.hint('userCancel', token);
  await seen(page.getByText(/Du avbröt i BankID-appen/));
  await look({ name: 'citizen-bankid-cancelled', page });
  await world.bankId.identify(NILS, await citizen.beginBankId());
  await heading(page, 'Du är inte den som meddelandet är till');
  await look({ name: 'citizen-wrong-person', page });
  const recalled = await sendTo(world, 'email', { recall: true });
  const late = await Citizen.onPhone(world, recalled.link);
  await heading(late.page, 'Det finns inget att läsa här');
  await look({ name: 'citizen-recalled', page: late.page });
  await late.page.goto('about:blank');
  await late.page.goto(recalled.link.split('#')[0] ?? '');
  await seen(late.page.getByRole('heading', { level: 1 }));
  await look({ name: 'citizen-no-token', page: late.page });
};

/** Every screen of the product, in parts that stand on their own; `fillMailboxes` comes first. */
export const TOUR = {
  'sign-in': signInScreens,
  folders: folderScreens,
  'step-up': stepUpScreens,
  sender: senderScreens,
  'address book': addressBookScreens,
  compose: composeScreens,
  citizen: citizenScreens,
  'citizen problems': citizenProblems,
} as const satisfies Record<string, (world: World, look: Look) => Promise<void>>;
