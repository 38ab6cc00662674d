import { PASSWORD, PEOPLE } from '../harness/account.ts';
import { axeFindings } from '../harness/axe.ts';
import { check, eventually, heading, type Screen, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { pressButton, tabTo } from '../harness/keyboard.ts';
import { settle, widerThanScreen } from '../harness/looks.ts';
import { Composer } from '../pages/compose.page.ts';
import { openRow } from '../pages/staff.page.ts';
import { TEAMS_THEMES, TeamsTab } from '../pages/teams.page.ts';
import { fillMailboxes } from '../tour.ts';

/** Of the frame; the simulated Teams stops at 1440 px. */
const WIDTHS = [320, 768, 1280] as const;

/** What axe finds in every theme of Teams, and what does not fit, at every width. */
const inspect = async (tab: TeamsTab, where: string, findings: string[]): Promise<void> => {
  for (const width of WIDTHS) {
    await tab.frameWidth(width);
    for (const theme of width === 768 ? (['default'] as const) : TEAMS_THEMES) {
      await tab.theme(theme);
      await settle(tab.frame);
      const run = theme === 'default' ? 'all' : 'colours';
      const found = [...(await axeFindings(tab.frame, run)), ...(width < 1280 ? await widerThanScreen(tab.frame) : [])];
      findings.push(...found.map((text) => `${where}, ${theme}, ${width} px: ${text}`));
    }
  }
};

const nothing = (findings: readonly string[]): void =>
  check(findings.length === 0, `${findings.length} findings:\n  ${findings.join('\n  ')}`);

/** The code that comes by SMS, typed where the focus is. */
const focused = (screen: Screen, label: string): Promise<boolean> =>
  screen.getByLabel(label).evaluate((element) => element === document.activeElement);

/** The tab as people see it, hear it and reach it. */
export default journey('teams-looks', [
  {
    title:
      'inbox, reading and compose: axe finds nothing in default, dark, contrast and glass, and nothing scrolls sideways',
    run: async (world) => {
      await fillMailboxes(world);
      const findings: string[] = [];
      const tab = await TeamsTab.inbox(world, { person: 'kalle' });
      await seen(tab.frame.getByText('Underlag inför mötet'));
      await inspect(tab, 'inbox', findings);
      await openRow(tab.frame, 'Underlag inför mötet');
      await inspect(tab, 'reading', findings);
      const composer = new Composer(tab.frame);
      await composer.begin();
      await composer.addRecipient(PEOPLE.lisa.email, /Konto i/);
      await composer.write('Ett ämne', 'Texten');
      await inspect(tab, 'compose', findings);
      nothing(findings);
    },
  },
  {
    title: 'the plain page, also beside its window, and the window: the same',
    run: async (world) => {
      const findings: string[] = [];
      const tab = await TeamsTab.open(world, { signIn: 'cancel' });
      await tab.plainPage(/^Inloggningen avbröts/);
      await inspect(tab, 'plain page', findings);
      const opened = await tab.window(() => tab.frame.getByRole('button', { name: 'Logga in', exact: true }).click());
      await heading(opened, 'Logga in');
      await seen(tab.frame.getByText(/^Logga in i fönstret som öppnades/));
      await inspect(tab, 'plain page beside the window', findings);
      await opened.setViewportSize({ width: 560, height: 760 });
      findings.push(...(await axeFindings(opened)), ...(await widerThanScreen(opened)));
      nothing(findings);
    },
  },
  {
    title: 'with the keyboard alone: plain page, window, inbox, compose and send',
    run: async (world) => {
      const { email, phone } = PEOPLE.hanna;
      const before = await world.outbox.to(phone);
      const tab = await TeamsTab.open(world, { signIn: 'cancel' });
      await tab.plainPage(/^Inloggningen avbröts/);
      const opened = await tab.window(() => pressButton(tab.frame, 'Logga in'));
      await tabTo(opened, opened.getByLabel('E-postadress'), 'E-postadress');
      await opened.keyboard.type(email);
      await opened.keyboard.press('Tab');
      await opened.keyboard.type(PASSWORD);
      await opened.keyboard.press('Enter');
      await seen(opened.getByLabel('Kod från sms'));
      await eventually('The code field has the focus', () => focused(opened, 'Kod från sms'));
      await opened.keyboard.type(await world.outbox.code(phone, before));
      await heading(opened, 'Fortsätt till Teams');
      await pressButton(opened, 'Fortsätt till Teams');
      await heading(tab.frame, 'Inkorg');
      const { frame, page } = tab;
      await pressButton(frame, 'Nytt meddelande');
      await heading(frame, /^Nytt meddelande/);
      await tabTo(frame, frame.getByRole('combobox', { name: 'Mottagare' }), 'Mottagare');
      await page.keyboard.type(PEOPLE.kalle.email);
      await page.keyboard.press('Enter');
      await seen(frame.getByTitle(/Kollega/));
      await tabTo(frame, frame.getByRole('textbox', { name: 'Ämne' }), 'Ämne');
      await page.keyboard.type('Bara tangenter i Teams');
      await seen(frame.getByRole('toolbar', { name: 'Formatering' }));
      await tabTo(frame, frame.getByRole('textbox', { name: 'Meddelande', exact: true }), 'Meddelande');
      await page.keyboard.type('Text');
      await pressButton(frame, 'Fortsätt');
      await tabTo(frame, frame.getByRole('radio', { checked: true }), 'Tillitsnivå');
      await pressButton(frame, 'Skicka');
      await heading(frame, 'Skickade');
      await seen(frame.getByText('Bara tangenter i Teams'));
    },
  },
]);
