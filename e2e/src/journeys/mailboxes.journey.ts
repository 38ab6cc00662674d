import type { Page } from 'playwright-core';
import { PEOPLE } from '../harness/account.ts';
import { check, eventually, gone, heading, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { linkOf } from '../harness/outbox.ts';
import { Citizen } from '../pages/citizen.page.ts';
import { Composer } from '../pages/compose.page.ts';
import { enterMailbox, goToFolder, openRow, row } from '../pages/staff.page.ts';

const NAME = 'Förskolan';
const CITIZEN = 'medborgare.arende@example.org';
const SUBJECT = 'Beslut om plats';
const ADDRESS = 'forskolan@storkommun.example';
const ASKED = 'Fråga om kön';

/** What is in the bar above a message of a case. */
const caseBar = (page: Page) => page.getByRole('region', { name: 'Ärende', exact: true });

const enter = (page: Page): Promise<void> => enterMailbox(page, NAME);

/** Nothing reaches the page by itself any more: it shows what it showed. */
const deafen = async (page: Page): Promise<void> => {
  await page.route('**/api/v1/events', () => undefined);
};

/** A mailbox that several share. */
export default journey('mailboxes', [
  {
    title: 'an administrator makes a function mailbox and lets two in at once, who find it without reload',
    run: async (world) => {
      const hanna = await world.staff('hanna', '/messages/sent');
      await heading(hanna, 'Skickade');
      const olga = await world.staff('olga', '/function-mailboxes');
      await olga.getByRole('button', { name: 'Lägg till' }).click();
      const dialog = olga.getByRole('dialog');
      await dialog.getByLabel('Namn').fill(NAME);
      await dialog.getByLabel('E-postadress').fill(ADDRESS);
      await dialog.getByRole('button', { name: 'Lägg till' }).click();
      await heading(olga, NAME);
      await olga.getByRole('button', { name: 'Lägg till medlemmar' }).click();
      for (const { name } of [PEOPLE.hanna, PEOPLE.kalle]) {
        await dialog.getByRole('combobox', { name: 'Sök kollegor' }).pressSequentially(name.slice(0, 5));
        await dialog.getByRole('option', { name: new RegExp(name) }).click();
      }
      await dialog.getByRole('button', { name: 'Lägg till 2 personer' }).click();
      await seen(olga.getByRole('table', { name: 'Medlemmar' }).getByText(PEOPLE.kalle.name));
      await enter(hanna);
      await seen(hanna.getByText('Det du skickar kommer från brevlådan.', { exact: false }));
    },
  },
  {
    title: 'what is sent from it shows who wrote inside the organisation only; the answer becomes a case',
    run: async (world) => {
      const hanna = await world.staff('hanna');
      await enter(hanna);
      const composer = new Composer(hanna);
      await composer.begin();
      await composer.addRecipient(PEOPLE.olga.email, /Kollega/);
      await composer.addRecipient(PEOPLE.lisa.email, /Konto i/);
      await composer.addRecipient(CITIZEN, /Utan konto/);
      await composer.write(SUBJECT, 'Du har fått en plats.');
      await composer.goOn();
      await composer.chooseLevel(1);
      await composer.goOn();
      await composer.external(CITIZEN);
      await composer.send();
      await composer.sent();
      const writer = (page: Page) => page.getByText(PEOPLE.hanna.name);
      const [olga, lisa] = [await world.staff('olga'), await world.staff('lisa')];
      for (const page of [olga, lisa]) await openRow(page, SUBJECT);
      await seen(writer(olga));
      await seen(lisa.getByText(NAME));
      check((await writer(lisa).count()) === 0, 'Another organisation sees who wrote');
      const mail = await world.outbox.next(CITIZEN);
      check(!JSON.stringify(mail).includes(PEOPLE.hanna.name), 'The mail says who wrote');
      const citizen = await Citizen.onPhone(world, linkOf(mail));
      await citizen.giveAddress(CITIZEN);
      await citizen.open(SUBJECT);
      check((await writer(citizen.page).count()) === 0, 'The citizen sees who wrote');
      await citizen.reply('Tack, vi tar platsen.');
      await goToFolder(hanna, 'Inkorg');
      await seen(row(hanna, new RegExp(`${SUBJECT}.*Otilldelat`, 's')));
    },
  },
  {
    title: 'reload and the way back stay in it: the address says which mailbox it is',
    run: async (world) => {
      const hanna = await world.staff('hanna');
      await enter(hanna);
      await row(hanna, new RegExp(SUBJECT)).click();
      await seen(caseBar(hanna));
      await hanna.reload();
      await seen(caseBar(hanna));
      const composer = new Composer(hanna);
      await composer.begin();
      await composer.write('Utkast i brevlådan', 'Sparas här.');
      await composer.saved();
      await hanna.reload();
      await seen(composer.body().filter({ hasText: 'Sparas här.' }));
      await hanna.goBack();
      await seen(hanna.getByText('Det du skickar kommer från brevlådan.', { exact: false }));
    },
  },
  {
    title: 'of two who take the case the second is told who did; it is noted on, closed and opened again',
    run: async (world) => {
      const [hanna, kalle] = [await world.staff('hanna'), await world.desktop()];
      await deafen(kalle);
      await world.lend('kalle')(kalle.context());
      await kalle.goto('/messages/inbox');
      for (const page of [hanna, kalle]) {
        await enter(page);
        await row(page, new RegExp(SUBJECT)).click();
        await seen(caseBar(page).getByText('Ingen har tagit ärendet'));
      }
      await hanna.getByRole('button', { name: 'Ta ärende', exact: true }).click();
      await seen(caseBar(hanna).getByText(`${PEOPLE.hanna.name} (du)`));
      await kalle.getByRole('button', { name: 'Ta ärende', exact: true }).click();
      await seen(kalle.getByText(`${PEOPLE.hanna.name} har redan tagit ärendet.`));
      await seen(caseBar(kalle).getByText(PEOPLE.hanna.name));
      await kalle.getByRole('button', { name: 'Mer om ärendet' }).click();
      await kalle.getByLabel('Ny anteckning').fill('Ring på måndag');
      await kalle.getByRole('button', { name: 'Spara anteckning' }).click();
      await hanna.getByRole('button', { name: 'Mer om ärendet' }).click();
      await seen(hanna.getByText('Ring på måndag'));
      await hanna.getByRole('button', { name: 'Avsluta ärende' }).click();
      await seen(caseBar(hanna).getByText('Avslutat'));
      await hanna.getByRole('button', { name: 'Öppna ärendet igen' }).click();
      await seen(hanna.getByText(`${PEOPLE.hanna.name} öppnade ärendet igen`));
    },
  },
  {
    title: 'it answers by itself, and mails a member of what she has chosen',
    run: async (world) => {
      const open = async (page: Page) => {
        await page.getByRole('link', { name: new RegExp(NAME) }).click();
        await heading(page, NAME);
      };
      const olga = await world.staff('olga', '/function-mailboxes');
      await open(olga);
      const answers = olga.getByRole('region', { name: 'Autosvar' });
      await answers.getByRole('switch', { name: 'Svara automatiskt' }).click();
      await answers.getByLabel('Autosvarets text').fill('Vi svarar inom tre dagar.');
      await answers.getByRole('button', { name: 'Spara autosvaret' }).click();
      await seen(olga.getByText('Autosvaret är på.'));
      const kalle = await world.staff('kalle', '/function-mailboxes');
      await open(kalle);
      const told = kalle.getByRole('region', { name: 'Dina aviseringar' });
      const mail = told.getByRole('radiogroup', { name: 'Mejl' });
      await mail.getByRole('radio', { name: 'Alla nya meddelanden' }).check();
      await told.getByRole('button', { name: 'Spara aviseringarna' }).click();
      await seen(kalle.getByText('Dina aviseringar är sparade.'));
      const lisa = await world.staff('lisa');
      const composer = new Composer(lisa);
      await composer.begin();
      await composer.addRecipient(ADDRESS, /Konto i/);
      await composer.write(ASKED, 'Hur lång är kön?');
      await composer.goOn();
      await composer.chooseLevel(1);
      await composer.send();
      await goToFolder(lisa, 'Inkorg');
      await openRow(lisa, `Autosvar: ${ASKED}`);
      await seen(lisa.getByText('Vi svarar inom tre dagar.'));
      const notice = await eventually(
        'The mail to the member',
        async () =>
          (await world.outbox.to(PEOPLE.kalle.email)).find(
            ({ subject, text }) => subject === `Nytt säkert meddelande till ${NAME}` && text.includes(PEOPLE.lisa.name),
          ),
        { withinMs: 60_000 },
      );
      check(!JSON.stringify(notice).includes(ASKED), 'The mail to the member says the subject');
    },
  },
  {
    title: 'removed by its name it is gone from the pages of its members',
    run: async (world) => {
      const hanna = await world.staff('hanna');
      await enter(hanna);
      const olga = await world.staff('olga', '/function-mailboxes');
      await olga.getByRole('link', { name: new RegExp(NAME) }).click();
      await olga.getByRole('button', { name: 'Ta bort brevlådan' }).click();
      const removal = olga.getByRole('alertdialog');
      await removal.getByLabel('Skriv brevlådans namn').fill(NAME);
      await removal.getByRole('button', { name: 'Ta bort för alltid' }).click();
      await heading(olga, 'Funktionsbrevlådor');
      await gone(hanna.getByLabel('Brevlåda', { exact: true }));
      await eventually('Hanna is in her own mailbox', async () => (await hanna.getByText(NAME).count()) === 0);
    },
  },
]);
