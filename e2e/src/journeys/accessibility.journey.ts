import { AxeBuilder } from '@axe-core/playwright';
import { check } from '../harness/check.ts';
import { journey, type Scenario } from '../harness/journey.ts';
import { show, type ThemeName, widerThanScreen } from '../harness/looks.ts';
import { fillMailboxes, type Look, TOUR } from '../tour.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Every theme and both ends of the width: light at both, since the layout differs; the others where they differ most. */
const VIEWS: readonly (readonly [ThemeName, number])[] = [
  ['light', 1440],
  ['dark', 1440],
  ['contrast', 1440],
  ['contrast', 320],
  ['dark', 320],
  ['light', 320],
];

/** Looks at a screen in every theme and width; what is wrong is collected, so that one run tells all of it. */
const lookWithAxe =
  (findings: string[]): Look =>
  async ({ name, page }) => {
    const size = page.viewportSize() ?? { width: 1440, height: 900 };
    for (const [theme, width] of VIEWS) {
      await show(page, theme, width);
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      for (const { id, nodes } of violations)
        findings.push(
          `${name}, ${theme}, ${width} px: ${id}: ${nodes
            .map(({ html }) => html.slice(0, 200))
            .slice(0, 2)
            .join(' | ')}`,
        );
      if (width === 320)
        findings.push(...(await widerThanScreen(page)).map((text) => `${name}, ${theme}, 320 px: ${text}`));
    }
    await page.emulateMedia({ colorScheme: null, forcedColors: null });
    await page.setViewportSize(size);
  };

const scenario = ([part, walk]: [string, (typeof TOUR)[keyof typeof TOUR]], index: number): Scenario => ({
  title: `${part}: axe finds nothing in light, dark and contrast at 320 and 1440 px, and nothing scrolls sideways`,
  run: async (world) => {
    if (index === 0) await fillMailboxes(world);
    const findings: string[] = [];
    await walk(world, lookWithAxe(findings));
    check(findings.length === 0, `${findings.length} findings:\n  ${findings.join('\n  ')}`);
  },
});

export default journey('accessibility', Object.entries(TOUR).map(scenario));
