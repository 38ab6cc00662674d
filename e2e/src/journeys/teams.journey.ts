import { listMessages } from '@sefos/shared/contract/messages.ts';
import { PEOPLE, to } from '../harness/account.ts';
import { check, eventually, heading, need, same, seen } from '../harness/check.ts';
import { answerMicrosoft } from '../harness/hosts.ts';
import { journey } from '../harness/journey.ts';
import type { World } from '../harness/world.ts';
import { bytesOf, Citizen } from '../pages/citizen.page.ts';
import { Composer } from '../pages/compose.page.ts';
import { goToFolder, openRow, row } from '../pages/staff.page.ts';
import { TeamsTab } from '../pages/teams.page.ts';

const TOLD = 'Syns i aktivitetsflödet';
const PHONE = '+46701740621';

/** Sends to Hanna from Kalle; answers the message's id. */
const toHanna = async (world: World, subject: string, attachmentIds: readonly string[] = []): Promise<string> =>
  (await world.account('kalle')).send({ to: [to.account('hanna')], subject, attachmentIds });

const sentCalled = async (world: World, subject: string): Promise<number> =>
  (await (await world.account('hanna')).rows('sent')).filter((sent) => sent.subject === subject).length;

/** The same screens in Teams, with a session that no cookie carries. */
export default journey('teams', [
  {
    // Told of 20 s later: the last step looks at what this one begins.
    title: 'a colleague chooses to be told in Teams; it is off until she does',
    run: async (world) => {
      const tab = await TeamsTab.open(world, { person: 'kalle', path: '/account' });
      const choices = tab.frame.getByRole('region', { name: 'Aviseringar' });
      const teams = choices.getByRole('switch', { name: 'Aktivitet i Teams' });
      check(!(await teams.isChecked()), 'Activities should be off until somebody switches them on');
      await teams.check();
      await seen(tab.frame.getByText('Du får en aktivitet i Teams om nya meddelanden.'));
      await (await world.account('hanna')).send({ to: [to.account('kalle')], subject: TOLD });
    },
  },
  {
    title:
      'starts behind the loading indicator, signs in silently and says once that it is there; no cookie, no token elsewhere',
    run: async (world) => {
      const tab = await TeamsTab.open(world);
      same(await tab.state().catch(() => 'loading'), 'loading', 'the first state');
      await heading(tab.frame, 'Inkorg');
      await eventually('Teams shows the tab', async () => (await tab.state()) === 'ready');
      await goToFolder(tab.frame, 'Skickade');
      await goToFolder(tab.frame, 'Länkar');
      same(await tab.calls('appInitialization.success'), 1, 'calls of notifySuccess');
      same((await tab.page.context().cookies()).length, 0, 'cookies');
      const ours = await tab.token();
      const exchanged = need(
        tab.requests.find((request) => request.url().endsWith('/sign-in/entra')),
        'the exchange',
      );
      const { accessToken } = exchanged.postDataJSON() as { accessToken: string };
      check(accessToken.split('.').length === 3, 'What was exchanged is no token of Entra ID');
      for (const request of tab.requests) {
        for (const token of [ours, accessToken]) check(!request.url().includes(token), `A token in ${request.url()}`);
        if (request === exchanged || request.url().endsWith('/dev/entra/token')) continue;
        const sent = JSON.stringify(await request.allHeaders()) + (request.postData() ?? '');
        check(!sent.includes(accessToken), `The token of Entra ID went to ${request.url()}`);
        check(!/"cookie"/.test(sent), `A cookie went to ${request.url()}`);
      }
      same(tab.requests.filter((request) => request.url().endsWith('/sign-in/entra')).length, 1, 'exchanges');
    },
  },
  {
    title: 'sends to a colleague and to a citizen, who opens it on a telephone and answers; the answer comes live',
    run: async (world) => {
      const tab = await TeamsTab.inbox(world);
      const address = `teams.${process.pid}@example.org`;
      const composer = new Composer(tab.frame);
      await composer.begin();
      await composer.addRecipient(PEOPLE.kalle.email, /Kollega/);
      await composer.addRecipient(address, /Utan konto/);
      await composer.write('Skickat från Teams', 'Hej från fliken.');
      const file = await world.files.text('från teams.txt', 'Bilagan från Teams');
      await composer.attach([file.path]);
      await composer.goOn();
      await composer.chooseLevel(2);
      await composer.goOn();
      await composer.external(address);
      await composer.chooseMethod('SMS');
      await composer.phone().fill(PHONE);
      await composer.send();
      await composer.sent();
      same(await sentCalled(world, 'Skickat från Teams'), 1, 'sent messages');

      const kalle = await TeamsTab.inbox(world, { person: 'kalle' });
      await openRow(kalle.frame, 'Skickat från Teams');
      await seen(kalle.frame.getByText('Hej från fliken.'));

      await goToFolder(tab.frame, 'Inkorg');
      const citizen = await Citizen.onPhone(world, await world.outbox.link(address));
      await citizen.giveAddress(address);
      await citizen.giveCode(await citizen.askForCode(PHONE));
      await citizen.open('Skickat från Teams');
      await citizen.reply('Tack, det kom fram.');
      await seen(row(tab.frame, /Oläst\..*Skickat från Teams/s));
      await row(tab.frame, /Skickat från Teams/)
        .first()
        .click();
      await seen(tab.frame.getByText('Tack, det kom fram.'));
      await goToFolder(tab.frame, 'Länkar');
      await seen(row(tab.frame, address));
    },
  },
  {
    title: 'reads, answers, and downloads one file and all of them, byte by byte',
    run: async (world) => {
      const kalle = await world.account('kalle');
      const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 31) % 256));
      const attachmentIds = [await kalle.upload('bild ett.bin', bytes), await kalle.upload('två.txt', 'Nummer två')];
      await toHanna(world, 'Med två bilagor', attachmentIds);
      const tab = await TeamsTab.inbox(world);
      await openRow(tab.frame, 'Med två bilagor');
      const file = tab.frame.getByRole('listitem').filter({ hasText: 'bild ett.bin' });
      const [one] = await Promise.all([
        tab.page.waitForEvent('download'),
        file.getByRole('button', { name: 'Ladda ner' }).click(),
      ]);
      same(one.suggestedFilename(), 'bild ett.bin', 'the name');
      check((await bytesOf(one)).equals(bytes), 'The file is not the one that was sent');
      const [all] = await Promise.all([
        tab.page.waitForEvent('download'),
        tab.frame.getByRole('button', { name: 'Ladda ner alla' }).click(),
      ]);
      const archive = await bytesOf(all);
      check(all.suggestedFilename().endsWith('.zip') && archive.subarray(0, 2).toString() === 'PK', 'No zip came');
      for (const name of ['bild ett.bin', 'två.txt']) check(archive.includes(name), `${name} is missing in the zip`);
      check(archive.includes(bytes), 'The file in the zip is not the one that was sent');
      const token = await tab.token();
      for (const request of tab.requests) check(!request.url().includes(token), `A token in ${request.url()}`);
      await tab.frame.getByRole('button', { name: 'Svara', exact: true }).click();
      const composer = new Composer(tab.frame);
      await heading(tab.frame, /^Svara Steg 1/);
      await composer.body().click();
      await composer.body().pressSequentially('Svar från fliken. ');
      await composer.goOn();
      await composer.send();
      await composer.sent();
      await eventually('Kalle has the answer', async () =>
        (await kalle.rows('inbox')).some(({ subject }) => subject === 'Sv: Med två bilagor'),
      );
    },
  },
  {
    title: 'recalls from Skickade, and new messages appear without reload',
    run: async (world) => {
      const hanna = await world.account('hanna');
      await hanna.send({ to: [to.account('kalle')], subject: 'Tas tillbaka i Teams' });
      const tab = await TeamsTab.inbox(world);
      await tab.frame.evaluate(() => Object.assign(globalThis, { sefosNotReloaded: true }));
      await toHanna(world, 'Dyker upp i Teams');
      await seen(row(tab.frame, /Oläst\..*Dyker upp i Teams/s));
      await goToFolder(tab.frame, 'Skickade');
      await openRow(tab.frame, 'Tas tillbaka i Teams');
      await tab.frame.getByRole('button', { name: 'Återkalla', exact: true }).click();
      await tab.frame.getByRole('alertdialog').getByRole('button', { name: 'Återkalla' }).click();
      await seen(tab.frame.getByText('Återkallat för 1 mottagare.'));
      check(await tab.frame.evaluate(() => 'sefosNotReloaded' in globalThis), 'The tab was loaded again');
    },
  },
  {
    title: 'follows the theme of Teams while it is open: default, dark, contrast, glass',
    run: async (world) => {
      const tab = await TeamsTab.inbox(world, { theme: 'dark' });
      const background = () =>
        tab.frame.evaluate(() => {
          const themed = [...document.querySelectorAll('.fui-FluentProvider')].at(0) ?? document.body;
          return getComputedStyle(themed).backgroundColor;
        });
      const shown = new Map([['dark', await background()]]);
      for (const theme of ['default', 'contrast', 'glass', 'dark'] as const) {
        const before = await background();
        await tab.set('theme', theme);
        await eventually(`${theme} is shown`, async () => (await background()) !== before);
        shown.set(theme, await background());
      }
      same(new Set(shown.values()).size, 4, 'different backgrounds');
      same(await tab.calls('initialize'), 1, 'starts of the tab');
    },
  },
  {
    title: 'speaks the language of Teams on its plain page, and the language of the account once it is known',
    run: async (world) => {
      const titles = { 'sv-se': 'Logga in', 'en-us': 'Sign in', 'fi-fi': 'Kirjaudu sisään' } as const;
      for (const [locale, title] of Object.entries(titles)) {
        const tab = await TeamsTab.open(world, { locale: locale as keyof typeof titles, signIn: 'cancel' });
        await heading(tab.frame, title);
        same(await tab.frame.evaluate(() => document.documentElement.lang), locale.slice(0, 2), 'html lang');
      }
      await TeamsTab.inbox(world, { locale: 'fi-fi' });
    },
  },
  {
    title: 'a deep link opens the message, an unknown path says so, and a hostile one is ignored',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const id = await toHanna(world, 'Länkad från chatten');
      const { rows } = await hanna.client.call(listMessages, {
        params: { id: hanna.session.mailboxId },
        query: { folder: 'inbox', limit: 50 },
      });
      same(
        rows.some(({ messageId }) => messageId === id),
        true,
        'the message in the inbox',
      );
      const tab = await TeamsTab.open(world, { path: `/messages/inbox/${id}` });
      await heading(tab.frame, 'Länkad från chatten');
      const lost = await TeamsTab.open(world, { path: '/messages/nothing' });
      await heading(lost.frame, 'Sidan finns inte');
      await lost.frame.getByRole('button', { name: 'Till inkorgen' }).click();
      await heading(lost.frame, 'Inkorg');
      for (const path of ['//evil.example/', '/\\evil.example', 'javascript:alert(1)', 'https://evil.example/']) {
        await lost.set('path', path);
        await eventually('The tab has begun anew', async () => (await lost.state()) === 'ready');
        await heading(lost.frame, 'Inkorg');
        same(new URL(lost.frame.url()).origin, world.url, `the frame's origin after ${path}`);
        same(lost.path(), '/messages/inbox', `the path after ${path}`);
      }
    },
  },
  {
    title: 'sleeps and wakes with what was written, catches up, and goes where it is woken',
    run: async (world) => {
      const id = await toHanna(world, 'Väcks hit');
      const tab = await TeamsTab.inbox(world);
      const composer = new Composer(tab.frame);
      await composer.begin();
      await composer.addRecipient(PEOPLE.kalle.email, /Kollega/);
      await composer.write('Skrivet före sömnen', 'Halva texten');
      await tab.suspend();
      await toHanna(world, 'Kom under sömnen');
      await tab.resume();
      same(await composer.subject().inputValue(), 'Skrivet före sömnen', 'the subject');
      await seen(composer.body().filter({ hasText: 'Halva texten' }));
      await goToFolder(tab.frame, 'Inkorg');
      await seen(row(tab.frame, /Kom under sömnen/));
      await toHanna(world, 'Kom efter sömnen');
      await seen(row(tab.frame, /Kom efter sömnen/));
      await tab.suspend();
      await tab.resume(`/messages/inbox/${id}`);
      await heading(tab.frame, 'Väcks hit');
      await goToFolder(tab.frame, 'Utkast');
      await row(tab.frame, 'Skrivet före sömnen').click();
      await seen(composer.body().filter({ hasText: 'Halva texten' }));
      same(await composer.subject().inputValue(), 'Skrivet före sömnen', 'the subject after waking elsewhere');
      same(await tab.calls('initialize'), 1, 'starts of the tab');
    },
  },
  {
    title: 'works the same inside Outlook and Microsoft 365',
    run: async (world) => {
      for (const hostName of ['Outlook', 'Office'] as const) {
        const tab = await TeamsTab.inbox(world, { hostName });
        await eventually(`${hostName} shows the tab`, async () => (await tab.state()) === 'ready');
        await new Composer(tab.frame).begin();
        await goToFolder(tab.frame, 'Skickade');
      }
    },
  },
  {
    title:
      'what the colleague chose stands in the activity feed, tells nothing of the message, and opens it in the tab',
    run: async (world) => {
      const sent = (await (await world.account('hanna')).rows('sent')).find(({ subject }) => subject === TOLD);
      const id = need(sent, 'the message that was sent').messageId;
      const page = await world.desktop();
      await answerMicrosoft(world, page.context());
      const told = page.getByRole('listitem').filter({ hasText: id }).filter({ hasText: PEOPLE.kalle.email });
      await eventually(
        'The activity stands there',
        async () => {
          await page.goto('/dev/activity');
          return (await told.count()) === 1;
        },
        { withinMs: 60_000, everyMs: 500 },
      );
      check(!(await page.content()).includes(TOLD), 'The activity tells the subject');
      await told.getByRole('link', { name: /^SEFOS: säkert meddelande från .+, .+/ }).click();
      const tab = TeamsTab.at(page);
      await page.locator('iframe').waitFor({ state: 'attached' });
      await heading(tab.frame, TOLD);
    },
  },
]);
