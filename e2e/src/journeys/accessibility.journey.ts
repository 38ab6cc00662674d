import { axeFindings } from '../harness/axe.ts';
import { check } from '../harness/check.ts';
import { journey, type Scenario } from '../harness/journey.ts';
import { show, type ThemeName, widerThanScreen } from '../harness/looks.ts';
import { fillMailboxes, type Look, TOUR } from '../tour.ts';

/** Everything at both ends of the width, since the layout differs; in the other themes the colours, which are all that differ. */
const VIEWS: readonly (readonly [ThemeName, number, 'all' | 'colours'])[] = [
  ['light', 1440, 'all'],
  ['dark', 1440, 'colours'],
  ['contrast', 320, 'colours'],
  ['light', 320, 'all'],
];

/** What is wrong → where, so that one run tells all of it, each thing once. */
type Findings = Map<string, string[]>;

const add = (findings: Findings, texts: readonly string[], where: string): void => {
  for (const text of texts) findings.set(text, [...(findings.get(text) ?? []), where]);
};

/** Looks at a screen in every theme and width. */
const lookWithAxe =
  (findings: Findings): Look =>
  async ({ name, page }) => {
    const size = page.viewportSize() ?? { width: 1440, height: 900 };
    for (const [theme, width, run] of VIEWS) {
      await show(page, theme, width);
      const where = `${name} (${theme}, ${width} px)`;
      add(findings, await axeFindings(page, run), where);
      if (width === 320) add(findings, await widerThanScreen(page), where);
    }
    await page.emulateMedia({ colorScheme: null, forcedColors: null });
    await page.setViewportSize(size);
  };

const scenario = ([part, walk]: [string, (typeof TOUR)[keyof typeof TOUR]], index: number): Scenario => ({
  title: `${part}: axe finds nothing in light, dark and contrast at 320 and 1440 px, and nothing scrolls sideways`,
  run: async (world) => {
    if (index === 0) await fillMailboxes(world);
    const findings: Findings = new Map();
    await walk(world, lookWithAxe(findings));
    const told = [...findings].map(([text, where]) => `${text}\n    on ${where.join(', ')}`);
    check(told.length === 0, `${told.length} findings:\n  ${told.join('\n  ')}`);
  },
});

export default journey('accessibility', Object.entries(TOUR).map(scenario));
