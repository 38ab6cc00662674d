import type { Page } from 'playwright-core';
import type { Screen } from './check.ts';

export const THEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  contrast: { colorScheme: 'dark', forcedColors: 'active' },
} as const;
export type ThemeName = keyof typeof THEMES;

/** Lets fonts and pictures come and animations end, so that what is measured is what a person sees. */
export const settle = async (page: Screen): Promise<void> => {
  await page.evaluate(async () => {
    await document.fonts.ready;
    // Two frames: React answers the media change, the browser paints it.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const finite = document.getAnimations().filter((animation) => {
      const timing = animation.effect?.getComputedTiming();
      return timing?.iterations !== Number.POSITIVE_INFINITY;
    });
    await Promise.race([
      Promise.allSettled(finite.map((animation) => animation.finished)),
      new Promise((resolve) => setTimeout(resolve, 1_000)),
    ]);
  });
};

/** Shows the page as somebody with this theme and width sees it. */
export const show = async (page: Page, theme: ThemeName, width: number): Promise<void> => {
  await page.emulateMedia(THEMES[theme]);
  await page.setViewportSize({ width, height: width < 600 ? 720 : 900 });
  await settle(page);
};

/**
 * What would have to be scrolled sideways, or is cut off: the page itself, or a control or heading that reaches beyond the
 * screen inside a part that hides its overflow. Empty when nothing does.
 */
export const widerThanScreen = (page: Screen): Promise<readonly string[]> =>
  page.evaluate(() => {
    const root = document.documentElement;
    const limit = root.clientWidth + 1;
    const found = root.scrollWidth > limit ? [`the page is wider than the screen`] : [];
    for (const element of document.querySelectorAll('button, input, select, textarea, a, h1, h2, [role="textbox"]')) {
      const { right, width, left } = element.getBoundingClientRect();
      if (width > 1 && left < limit && right > limit) found.push(`cut off: ${element.outerHTML.slice(0, 160)}`);
    }
    return found.slice(0, 4);
  });
