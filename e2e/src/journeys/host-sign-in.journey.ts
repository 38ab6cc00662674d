import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { signOut } from '@sefos/shared/contract/sign-in.ts';
import { BANKID_OF, PEOPLE, type PersonKey, to } from '../harness/account.ts';
import { check, eventually, gone, heading, need, same, seen } from '../harness/check.ts';
import { cutOpeners, setEntra } from '../harness/hosts.ts';
import { journey } from '../harness/journey.ts';
import type { World } from '../harness/world.ts';
import { Composer } from '../pages/compose.page.ts';
import { accountMenu, givePassword, goToFolder, row, stepUpWithBankId } from '../pages/staff.page.ts';
import { goOnToTeams, TeamsTab } from '../pages/teams.page.ts';

const CANCELLED = 'Inloggningen avbröts. Välj Logga in när du vill fortsätta.';
const BLOCKED = /^Inloggningsfönstret stoppades/;
const ENTRA = '/api/v1/sign-in/entra';

/** The browser has the person's ordinary session, as after a sign-in on the web. */
const asOnTheWeb = (world: World, person: PersonKey) => ({ before: world.lend(person) });

const logIn = (tab: TeamsTab) => tab.frame.getByRole('button', { name: 'Logga in', exact: true });

const asked = (tab: TeamsTab, path: string): number =>
  tab.requests.filter((request) => request.url().endsWith(path)).length;

/** Locks or unlocks an account beside the product: its administration comes later. */
const freeze = (world: World, person: PersonKey, frozen: boolean): void => {
  const database = new DatabaseSync(join(need(world.server, 'the server').dataDir, 'sefos.sqlite'));
  try {
    database.exec('pragma busy_timeout = 10000');
    const value = frozen ? 'created_at' : 'null';
    database.prepare(`update account set frozen_at = ${value} where email = ?`).run(PEOPLE[person].email);
  } finally {
    database.close();
  }
};

/** A message to Kalle, written and not sent. */
const write = async (tab: TeamsTab, subject: string): Promise<Composer> => {
  const composer = new Composer(tab.frame);
  await composer.begin();
  await composer.addRecipient(PEOPLE.kalle.email, /Kollega/);
  await composer.write(subject, 'Inget av det här får försvinna.');
  await composer.saved();
  return composer;
};

const sendAndCount = async (world: World, composer: Composer, subject: string): Promise<void> => {
  await composer.send();
  await composer.sent();
  const rows = await (await world.account('kalle')).rows('inbox');
  same(rows.filter((received) => received.subject === subject).length, 1, 'messages that Kalle has');
};

/** How people of a Microsoft host are let in, and everybody else is not. */
export default journey('host-sign-in', [
  {
    title: 'while Entra ID is down the plain page says so, and trying again works when it is back',
    run: async (world) => {
      await setEntra(world, { outage: 'refuse' });
      const tab = await TeamsTab.open(world);
      await tab.plainPage('Identifieringen svarar inte just nu. Försök igen om en stund.');
      await setEntra(world, { outage: 'none' });
      await tab.frame.getByRole('button', { name: 'Försök igen' }).click();
      await heading(tab.frame, 'Inkorg');
    },
  },
  {
    title: 'when the person must act, the question of the host is answered and she is in, told once',
    run: async (world) => {
      const tab = await TeamsTab.open(world, { signIn: 'interaction' });
      await tab.page.getByRole('button', { name: 'Accept' }).click();
      await heading(tab.frame, 'Inkorg');
      same(await tab.calls('appInitialization.success'), 1, 'calls of notifySuccess');
      same(tab.page.context().pages().length, 1, 'windows');
    },
  },
  {
    title: 'cancelling shows a plain page whose one button opens a window, and nothing is given before the click in it',
    run: async (world) => {
      const tab = await TeamsTab.open(world, { signIn: 'cancel' }, asOnTheWeb(world, 'hanna'));
      await tab.plainPage(CANCELLED);
      const opened = await tab.window(() => logIn(tab).click());
      await heading(opened, 'Fortsätt till Teams');
      await seen(opened.getByText(`Du är inloggad som ${PEOPLE.hanna.name}, Storkommun.`));
      await new Promise((resolve) => setTimeout(resolve, 500));
      same(asked(tab, '/sign-in/handover'), 0, 'codes before the click');
      check(!opened.isClosed(), 'The window closed by itself');
      await goOnToTeams(opened);
      await heading(tab.frame, 'Inkorg');
      await eventually('The window closes', () => opened.isClosed());
    },
  },
  {
    title: 'without a bridge a window comes by itself: password, SMS and one click sign the tab in',
    run: async (world) => {
      const { email, phone } = PEOPLE.kalle;
      const before = await world.outbox.to(phone);
      const tab = await TeamsTab.open(world, { person: 'kalle', signIn: 'no-bridge' });
      const opened = await tab.openedByItself();
      await seen(tab.frame.getByText('Logga in i fönstret som öppnades, så fortsätter du sedan här.'));
      await givePassword(opened, email);
      await opened.getByLabel('Kod från sms').fill(await world.outbox.code(phone, before));
      await goOnToTeams(opened);
      await heading(tab.frame, 'Inkorg');
      await seen(accountMenu(tab.frame).filter({ hasText: /K/ }));
      for (const request of tab.requests) check(!/code=|token=/.test(request.url()), `A secret in ${request.url()}`);
    },
  },
  {
    title: 'a stopped window is told, and the button opens it once windows are allowed',
    run: async (world) => {
      const around = { ...asOnTheWeb(world, 'hanna'), windowsBlocked: true };
      const tab = await TeamsTab.open(world, { signIn: 'no-bridge' }, around);
      await tab.plainPage(BLOCKED);
      await logIn(tab).click();
      await tab.plainPage(BLOCKED);
      await tab.allowWindows();
      await goOnToTeams(await tab.window(() => logIn(tab).click()));
      await heading(tab.frame, 'Inkorg');
    },
  },
  {
    title:
      'the empty error of Outlook on Mac, and a token that is expired or for others, lead to the window; closing it is told',
    run: async (world) => {
      for (const settings of [{ signIn: 'empty-error' }, { token: 'expired' }, { token: 'wrong-audience' }] as const) {
        const tab = await TeamsTab.open(world, settings, asOnTheWeb(world, 'hanna'));
        const opened = await tab.openedByItself();
        await heading(opened, 'Fortsätt till Teams');
        await opened.close();
        await tab.plainPage(CANCELLED);
        await goOnToTeams(await tab.window(() => logIn(tab).click()));
        await heading(tab.frame, 'Inkorg');
      }
    },
  },
  {
    title:
      'another tenant, an unknown person and a locked account are each told in plain words, in Swedish and in English',
    ownServer: true,
    run: async (world) => {
      freeze(world, 'lisa', true);
      const cases = [
        [
          { token: 'other-tenant' },
          /Microsoft 365 är inte anslutet till SEFOS/,
          /Microsoft 365 is not connected to SEFOS/,
        ],
        [{ token: 'unknown-person' }, /Det finns inget konto för dig här/, /There is no account for you here/],
        [{ person: 'lisa' }, /Kontot är låst/, /The account is locked/],
      ] as const;
      for (const [settings, swedish, english] of cases) {
        const tab = await TeamsTab.open(world, settings);
        await tab.plainPage(swedish);
        same(tab.page.context().pages().length, 1, 'windows');
        await tab.set('locale', 'en-us');
        await seen(tab.frame.getByText(english));
        await seen(tab.frame.getByRole('button', { name: 'Sign in', exact: true }));
      }
      freeze(world, 'lisa', false);
      await TeamsTab.inbox(world, { person: 'lisa' });
    },
  },
  {
    title: 'a bridge that never answers is waited for calmly, and the person can take the window instead',
    run: async (world) => {
      const tab = await TeamsTab.open(world, { signIn: 'hang' }, asOnTheWeb(world, 'hanna'));
      const button = tab.frame.getByRole('button', { name: 'Logga in i ett eget fönster' });
      await seen(button);
      await goOnToTeams(await tab.window(() => button.click()));
      await heading(tab.frame, 'Inkorg');
    },
  },
  {
    title:
      'a session that ends while somebody writes is renewed silently at the next action: file, message sent once, live updates',
    run: async (world) => {
      const tab = await TeamsTab.inbox(world);
      const subject = 'Skrivet över ett avbrott';
      const composer = await write(tab, subject);
      const before = await tab.token();
      await (await tab.client(world)).call(signOut);
      await composer.attach([(await world.files.text('efter avbrottet.txt', 'Bilaga')).path]);
      await composer.goOn();
      await composer.chooseLevel(1);
      await sendAndCount(world, composer, subject);
      check((await tab.token()) !== before, 'The token is the old one');
      // The first token was signed out and is refused: the tab asks the host for a fresh one.
      same(asked(tab, ENTRA), 3, 'sign-ins');
      same(await tab.frame.getByRole('dialog').count(), 0, 'dialogs');
      await goToFolder(tab.frame, 'Inkorg');
      await (await world.account('kalle')).send({ to: [to.account('hanna')], subject: 'Live efter avbrottet' });
      await seen(row(tab.frame, /Live efter avbrottet/));
    },
  },
  {
    title:
      'when silence does not help either, one button in a dialog does; what was written is still there and is sent once',
    run: async (world) => {
      const tab = await TeamsTab.open(world, { signIn: 'cancel' }, asOnTheWeb(world, 'hanna'));
      await goOnToTeams(await tab.window(() => logIn(tab).click()));
      await heading(tab.frame, 'Inkorg');
      const subject = 'Skrivet över en inloggning';
      const composer = await write(tab, subject);
      await (await tab.client(world)).call(signOut);
      await composer.goOn();
      const dialog = tab.frame.getByRole('alertdialog', { name: 'Logga in' });
      await seen(dialog.getByText('Du har varit borta ett tag.'));
      same(await dialog.getByRole('button').count(), 1, 'buttons');
      await goOnToTeams(await tab.window(() => dialog.getByRole('button', { name: 'Logga in' }).click()));
      await gone(dialog);
      await tab.frame.getByRole('button', { name: 'Tillbaka', exact: true }).click();
      same(await composer.subject().inputValue(), subject, 'the subject');
      await seen(composer.body().filter({ hasText: 'Inget av det här får försvinna.' }));
      await composer.goOn();
      await composer.chooseLevel(1);
      await sendAndCount(world, composer, subject);
    },
  },
  {
    title: 'LoA3 is reached by BankID inside the tab, and not by the BankID of somebody else',
    run: async (world) => {
      await (await world.account('kalle')).send({ to: [to.account('hanna')], subject: 'Höjs i fliken', level: 3 });
      const tab = await TeamsTab.inbox(world);
      const before = await tab.token();
      await row(tab.frame, 'Kräver högre tillitsnivå').first().click();
      await tab.frame.getByRole('button', { name: 'Identifiera dig' }).click();
      const dialog = tab.frame.getByRole('dialog', { name: 'Identifiera dig säkrare' });
      await dialog.getByRole('button', { name: 'Identifiera dig med BankID' }).click();
      await seen(dialog.getByRole('img', { name: 'QR-kod för BankID' }));
      await world.bankId.identify(BANKID_OF.kalle).catch(() => undefined);
      await seen(dialog.getByRole('alert'));
      same(await tab.token(), before, 'the token after the refusal');
      await dialog.getByRole('button', { name: 'Avbryt' }).click();
      await tab.frame.getByRole('button', { name: 'Identifiera dig' }).click();
      await stepUpWithBankId(world, tab.frame, BANKID_OF.hanna);
      await heading(tab.frame, 'Höjs i fliken');
      check((await tab.token()) !== before, 'The token was not renewed');
    },
  },
  {
    title: 'LoA3 is reached by SITHS in a window, and not as somebody else there',
    run: async (world) => {
      await (await world.account('kalle')).send({ to: [to.account('hanna')], subject: 'Höjs i fönstret', level: 3 });
      const tab = await TeamsTab.inbox(world);
      await row(tab.frame, 'Kräver högre tillitsnivå').first().click();
      await tab.frame.getByRole('button', { name: 'Identifiera dig' }).click();
      const dialog = tab.frame.getByRole('dialog', { name: 'Identifiera dig säkrare' });
      const siths = dialog.getByRole('button', { name: 'Identifiera dig med SITHS' });
      const wrong = await tab.window(() => siths.click());
      await wrong.getByRole('button', { name: 'Fortsätt' }).click();
      await wrong.getByRole('button', { name: PEOPLE.kalle.name }).click();
      await seen(dialog.getByRole('alert'));
      same(await tab.frame.getByText('Höjs i fönstret').count(), 0, 'subjects shown below their level');
      await eventually('The window closes', () => wrong.isClosed());
      const right = await tab.window(() => siths.click());
      check(!right.url().includes(await tab.token()), 'The token is in the address of the window');
      await right.getByRole('button', { name: 'Fortsätt' }).click();
      await right.getByRole('button', { name: PEOPLE.hanna.name }).click();
      await heading(tab.frame, 'Höjs i fönstret');
      await eventually('The window closes', () => right.isClosed());
    },
  },
  {
    title:
      'where a provider cuts the line to the tab, or no window comes, a short code does it: typed in the tab, once',
    run: async (world) => {
      for (const windowsBlocked of [false, true]) {
        const subject = `Höjs med kod ${windowsBlocked}`;
        await (await world.account('kalle')).send({ to: [to.account('hanna')], subject, level: 3 });
        const tab = await TeamsTab.inbox(world, {}, { windowsBlocked });
        await cutOpeners(tab.page.context());
        await row(tab.frame, 'Kräver högre tillitsnivå').first().click();
        await tab.frame.getByRole('button', { name: 'Identifiera dig' }).click();
        const dialog = tab.frame.getByRole('dialog', { name: 'Identifiera dig säkrare' });
        const siths = dialog.getByRole('button', { name: 'Identifiera dig med SITHS' });
        if (windowsBlocked) await siths.click();
        const opened = await tab.window(() =>
          windowsBlocked ? dialog.getByRole('link', { name: 'Inget fönster? Öppna det här' }).click() : siths.click(),
        );
        await opened.getByRole('button', { name: 'Fortsätt' }).click();
        await opened.getByRole('button', { name: PEOPLE.hanna.name }).click();
        const code = need(await opened.getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/).textContent(), 'the code');
        const field = dialog.getByLabel('Kod från fönstret');
        await field.fill('AAAA-AAAA');
        await dialog.getByRole('button', { name: 'Fortsätt' }).click();
        await seen(dialog.getByText(/^Koden stämmer inte/));
        await field.fill(code.toLowerCase());
        await dialog.getByRole('button', { name: 'Fortsätt' }).click();
        await heading(tab.frame, subject);
      }
    },
  },
  {
    title:
      'signing out shows the plain page and stays signed out, also when the tab begins anew, until the button is pressed',
    run: async (world) => {
      const tab = await TeamsTab.inbox(world);
      await accountMenu(tab.frame).click();
      await tab.frame.getByRole('menuitem', { name: 'Logga ut' }).click();
      const said = 'Du är utloggad. Stäng Teams om andra använder datorn.';
      await tab.plainPage(said);
      await tab.reload();
      await tab.plainPage(said);
      same(asked(tab, ENTRA), 1, 'sign-ins');
      await logIn(tab).click();
      await heading(tab.frame, 'Inkorg');
    },
  },
]);
