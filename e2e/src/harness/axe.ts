import { createRequire } from 'node:module';
import type { Screen } from './check.ts';

/** What axe looks for; a theme changes nothing but colours, which takes half the time. */
const RUNS = {
  all: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  colours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
} as const;

/**
 * Elements that Fluent's focus library (Tabster) puts before and after a group to catch Tab and pass it on at once: hidden from
 * screen readers on purpose, and focus never stays on one. axe cannot know that (aria-hidden-focus).
 */
const FOCUS_HELPERS = '[data-tabster-dummy]';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

interface AxeInPage {
  readonly axe?: {
    run(context: object, options: object): Promise<{ readonly violations: readonly Violation[] }>;
  };
}

/**
 * The axe-core that @axe-core/playwright carries, put into a page once: its AxeBuilder injects half a megabyte before every
 * run, three times as long as the run itself, and our pages have no frames for it to walk.
 */
const { source } = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core') as {
  readonly source: string;
};

/** What axe has to say about the page as it is now, one line per rule. */
export const axeFindings = async (page: Screen, run: keyof typeof RUNS = 'all'): Promise<readonly string[]> => {
  if (!(await page.evaluate(() => (globalThis as AxeInPage).axe !== undefined))) await page.evaluate(source);
  const violations = await page.evaluate(
    async ({ runOnly, context }) =>
      (
        await (globalThis as AxeInPage).axe?.run(context, {
          runOnly,
          resultTypes: ['violations'],
          // It would read every style sheet again, for rules about media that we have none of.
          preload: false,
        })
      )?.violations ?? [{ id: 'axe-did-not-run', nodes: [] }],
    { runOnly: RUNS[run], context: { exclude: [[FOCUS_HELPERS]] } },
  );
  return violations.map(({ id, nodes }) => {
    const examples = nodes.slice(0, 2).map(({ html, failureSummary }) => {
      const why = failureSummary?.split('\n')[1]?.trim() ?? '';
      return `${html.slice(0, 200)} (${why})`;
    });
    return `${id}, ${nodes.length} ×: ${examples.join(' | ')}`;
  });
};
