import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe has to say about the page as it is now, one line per rule. Legacy mode runs in the page itself instead of opening
 * another one each time; our pages have no frames. `preload` would read every style sheet again for rules about media.
 */
export const axeFindings = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'], preload: false })
    .analyze();
  return violations.map(({ id, nodes }) => {
    const examples = nodes.slice(0, 2).map(({ html, any }) => `${html.slice(0, 200)} ${any[0]?.message ?? ''}`);
    return `${id} (${nodes.length} ×): ${examples.join(' | ')}`;
  });
};
