import { PEOPLE, to } from '../harness/account.ts';
import { axeFindings } from '../harness/axe.ts';
import { check, eventually, gone, heading, need, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { show, widerThanScreen } from '../harness/looks.ts';
import { linkOf } from '../harness/outbox.ts';
import { Composer } from '../pages/compose.page.ts';
import { accountMenu, goToFolder, openRow, row, signIn } from '../pages/staff.page.ts';
import { TeamsTab } from '../pages/teams.page.ts';

/** What is being written is never lost: it saves itself, and waits in Utkast. */
export default journey('drafts', [
  {
    title:
      'saves itself while typing; the address tells nothing of it; a reload comes back to it, also after the server was killed',
    ownServer: true,
    run: async (world) => {
      const server = need(world.server, 'the server');
      const page = await world.staff('hanna', '/compose');
      const composer = new Composer(page);
      await composer.addRecipient(PEOPLE.kalle.email, /Kollega/);
      await composer.write('Sparas av sig självt', 'Första meningen.');
      await composer.saved();
      check(/\/compose\?draft=[0-9a-f-]{36}$/.test(page.url()), `The address is ${page.url()}`);
      // Chromium tells of the killed server in its own words.
      world.hygiene.expected.push(
        /net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE)/,
      );
      await server.end('SIGKILL');
      await composer.body().pressSequentially(' Andra meningen.');
      await seen(page.getByText('Kunde inte spara, försöker igen'));
      await server.begin();
      await composer.saved();
      await page.reload();
      await seen(composer.body().filter({ hasText: 'Första meningen. Andra meningen.' }));
      same(await composer.subject().inputValue(), 'Sparas av sig självt', 'the subject');
      await seen(page.getByTitle(new RegExp(`${PEOPLE.kalle.email}.*Kollega`)));
    },
  },
  {
    title: 'is there after signing out and in again, with its files; sending takes it out of Utkast',
    ownServer: true,
    run: async (world) => {
      const page = await world.desktop();
      await signIn(world, page, 'hanna');
      const composer = new Composer(page);
      await composer.begin();
      await composer.addRecipient(PEOPLE.kalle.email, /Kollega/);
      await composer.write('Över natten', 'Fortsätter i morgon.');
      await composer.attach([(await world.files.text('underlag.txt', 'Underlaget')).path]);
      await accountMenu(page).click();
      await page.getByRole('menuitem', { name: 'Logga ut' }).click();
      await heading(page, 'Logga in');
      await signIn(world, page, 'hanna');
      await goToFolder(page, 'Utkast');
      await seen(row(page, /Kalle.*Över natten.*1 fil/s));
      await row(page, 'Över natten').click();
      await seen(page.getByRole('listitem').filter({ hasText: 'underlag.txt' }).filter({ hasText: 'Klar' }));
      await composer.goOn();
      await composer.chooseLevel(2);
      await composer.send();
      await composer.sent();
      await goToFolder(page, 'Utkast');
      await gone(row(page, 'Över natten'));
      const kalle = await world.staff('kalle');
      await openRow(kalle, 'Över natten');
      await seen(kalle.getByRole('listitem').filter({ hasText: 'underlag.txt' }));
    },
  },
  {
    title: 'a file that was cut off by a reload goes on where it was when it is chosen again, and can be removed',
    run: async (world) => {
      const page = await world.staff('hanna', '/compose');
      const composer = new Composer(page);
      const [large, small] = [
        await world.files.sparse('stor film.mp4', 60 * 1024 ** 2),
        await world.files.text('a.txt', 'A'),
      ];
      await composer.write('Med en stor fil', 'Text');
      await composer.attach([small.path]);
      // The line is slow: the reload comes in the middle.
      await page.route('**/api/v1/uploads/*', async (route) => {
        if (route.request().method() === 'PATCH') await new Promise((resolve) => setTimeout(resolve, 60_000));
        await route.continue().catch(() => undefined);
      });
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Lägg till filer' }).click();
      await (await chooser).setFiles([large.path]);
      const item = page.getByRole('listitem').filter({ hasText: 'stor film.mp4' });
      await seen(item);
      await eventually('The draft knows of the file', async () => {
        const hanna = await world.account('hanna');
        const saved = await hanna.drafts();
        return saved.some(({ subject, attachmentCount }) => subject === 'Med en stor fil' && attachmentCount === 2);
      });
      // The page knows, too: from then on the address is the draft's.
      await page.waitForURL((url) => url.searchParams.has('draft'));
      page.on('dialog', (dialog) => void dialog.accept());
      await page.reload();
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await seen(item.filter({ hasText: 'Välj samma fil igen, så fortsätter den där den slutade.' }));
      await seen(page.getByRole('listitem').filter({ hasText: 'a.txt' }).filter({ hasText: 'Klar' }));
      const again = page.waitForEvent('filechooser');
      await item.getByRole('button', { name: 'Välj filen igen' }).click();
      await (await again).setFiles([large.path]);
      await seen(item.filter({ hasText: 'Klar' }), 120_000);
      same(await page.getByRole('listitem').filter({ hasText: 'stor film.mp4' }).count(), 1, 'rows of the file');
      await item.getByRole('button', { name: 'Ta bort' }).click();
      await gone(item);
      await composer.saved();
    },
  },
  {
    title: 'two pages with the same draft: nothing is written over before the person has chosen',
    run: async (world) => {
      const page = await world.staff('hanna', '/compose');
      const composer = new Composer(page);
      await composer.write('Två fönster', 'Ett.');
      await composer.attach([(await world.files.text('båda.txt', 'Bådas')).path]);
      await composer.saved();
      const other = await page.context().newPage();
      await other.goto(page.url());
      const second = new Composer(other);
      await seen(second.body().filter({ hasText: 'Ett.' }));
      await second.subject().fill('Två fönster, andra');
      await second.saved();
      await composer.subject().fill('Två fönster, första');
      await seen(page.getByText('Utkastet har ändrats på ett annat ställe.'));
      await page.getByRole('button', { name: 'Behåll det här som ett nytt utkast' }).click();
      await composer.saved();
      await goToFolder(page, 'Utkast');
      // Each has the file.
      for (const which of ['första', 'andra']) await seen(row(page, new RegExp(`Två fönster, ${which}.*1 fil`, 's')));
    },
  },
  {
    title: 'Utkast by keyboard: arrows, Delete and Ångra, Enter goes on; an answer still answers',
    run: async (world) => {
      const kalle = await world.account('kalle');
      await kalle.send({ to: [to.account('hanna')], subject: 'En fråga' });
      const page = await world.staff('hanna');
      await openRow(page, 'En fråga');
      await page.getByRole('button', { name: 'Svara', exact: true }).click();
      const composer = new Composer(page);
      await heading(page, /^Svara Steg 1/);
      // Nobody has written anything yet.
      await goToFolder(page, 'Utkast');
      same(await row(page, 'Sv: En fråga').count(), 0, 'drafts of an untouched answer');
      await page.goBack();
      await heading(page, /^Svara Steg 1/);
      await composer.body().click();
      await page.keyboard.press('Control+Home');
      await composer.body().pressSequentially('Mitt svar. ');
      await composer.saved();
      await goToFolder(page, 'Utkast');
      const answer = row(page, 'Sv: En fråga');
      await answer.focus();
      const rows = await page.getByRole('listitem').getByRole('link').count();
      await page.keyboard.press('Delete');
      await gone(answer);
      await page.getByRole('button', { name: 'Ångra' }).click();
      await answer.focus();
      same(await page.getByRole('listitem').getByRole('link').count(), rows, 'rows');
      await page.keyboard.press('Enter');
      await heading(page, /^Svara Steg 1/);
      await seen(composer.body().filter({ hasText: 'Mitt svar.' }));
      await composer.goOn();
      await composer.send();
      await composer.sent();
      const hanna = await world.account('hanna');
      const [sent] = await hanna.rows('sent');
      same(sent?.subject, 'Sv: En fråga', 'what was sent');
      await page.goto('/messages/inbox');
      await openRow(page, 'En fråga');
    },
  },
  {
    title:
      'Utkast and the composer with a draft: axe finds nothing at 320 px, in light and dark, and nothing scrolls sideways',
    run: async (world) => {
      const page = await world.staff('olga', '/messages/drafts');
      const composer = new Composer(page);
      const look = async (where: string) => {
        for (const theme of ['light', 'dark'] as const) {
          await show(page, theme, 320);
          const run = theme === 'light' ? 'all' : 'colours';
          same([...(await axeFindings(page, run)), ...(await widerThanScreen(page))], [], `${where} (${theme})`);
        }
        await show(page, 'light', 1440);
      };
      await seen(page.getByText('Inga utkast'));
      await look('the empty folder');
      await composer.begin();
      await composer.addRecipient(PEOPLE.kalle.email, /Kollega/);
      await composer.write('Ett ganska långt ämne som inte får plats på en smal skärm utan att kortas av', 'Text');
      await composer.attach([(await world.files.text('underlag.txt', 'Underlaget')).path]);
      await composer.saved();
      await look('the composer');
      await goToFolder(page, 'Utkast');
      await seen(row(page, /Ett ganska långt ämne/));
      await look('the folder');
      await page.getByRole('button', { name: /^Ta bort: Ett ganska/ }).click();
      await seen(page.getByRole('button', { name: 'Ångra' }));
      await look('after a removal');
    },
  },
  {
    title:
      'a message waits for one of two numbers; filled in from Utkast it is sent, and both get it; axe finds nothing at 320 px',
    run: async (world) => {
      const [maja, olle] = ['maja.vantar@example.org', 'olle.vantar@example.org'];
      const page = await world.staff('hanna', '/compose');
      const composer = new Composer(page);
      const look = async (where: string) => {
        for (const theme of ['light', 'dark'] as const) {
          await show(page, theme, 320);
          const run = theme === 'light' ? 'all' : 'colours';
          same([...(await axeFindings(page, run)), ...(await widerThanScreen(page))], [], `${where} (${theme})`);
        }
        await show(page, 'light', 1440);
      };
      for (const address of [maja, olle]) await composer.addRecipient(address, /Utan konto/);
      await composer.write('Väntar på ett nummer', 'Hej båda.');
      await composer.goOn();
      await composer.chooseLevel(2);
      await composer.goOn();
      await composer.external(maja);
      await composer.chooseMethod('SMS');
      await composer.phone().fill('070-174 06 05');
      await composer.goOn();
      await composer.external(olle);
      await composer.chooseMethod('SMS');
      await page.getByLabel('Jag har inte uppgiften än').check();
      await seen(page.getByText(/Ingen får det förrän du har fyllt i uppgiften om 1 mottagare/));
      await look('step');
      await page.getByRole('button', { name: 'Lägg i väntan' }).click();
      await heading(page, 'Utkast');
      await seen(row(page, /Väntar på ett nummer.*Väntar på uppgifter om 1 mottagare/s));
      await look('list');
      same((await world.outbox.to(maja)).length, 0, 'mails before all numbers are known');
      await row(page, 'Väntar på ett nummer').click();
      await seen(page.getByText(/Meddelandet väntar på uppgifter/));
      await look('note');
      await goToFolder(page, 'Utkast');
      await page.getByRole('button', { name: 'Lägg till uppgifter: Väntar på ett nummer' }).click();
      await seen(page.getByText(/När alla uppgifter finns skickas meddelandet/));
      await page.getByLabel(new RegExp(`Mobilnummer: ${olle}`)).fill('070-174 06 06');
      await look('dialog');
      await page.getByRole('button', { name: 'Spara och skicka' }).click();
      await composer.sent();
      await seen(row(page, 'Väntar på ett nummer'));
      for (const address of [maja, olle]) linkOf(await world.outbox.next(address));
      await goToFolder(page, 'Utkast');
      await gone(row(page, 'Väntar på ett nummer'));
    },
  },
  {
    title: 'in Teams: the text is there after the tab begins anew, and on the web',
    run: async (world) => {
      const tab = await TeamsTab.inbox(world, { person: 'kalle' });
      const composer = new Composer(tab.frame);
      await composer.begin();
      await composer.write('Börjat i Teams', 'Halva texten.');
      await composer.saved();
      await tab.reload();
      await heading(tab.frame, /Inkorg|Nytt meddelande/);
      await goToFolder(tab.frame, 'Utkast');
      await row(tab.frame, 'Börjat i Teams').click();
      await seen(composer.body().filter({ hasText: 'Halva texten.' }));
      const page = await world.staff('kalle', '/messages/drafts');
      await seen(row(page, 'Börjat i Teams'));
    },
  },
]);
