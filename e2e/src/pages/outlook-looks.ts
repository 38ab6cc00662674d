import type { Frame } from 'playwright-core';
import { axeFindings } from '../harness/axe.ts';
import { check } from '../harness/check.ts';
import { settle, widerThanScreen } from '../harness/looks.ts';
import type { Outlook } from './outlook.page.ts';

/** The element that has the focus is in sight and shows that it has it. */
export const focusIsSeen = async (frame: Frame, what: string): Promise<void> => {
  const shown = await frame.evaluate(() => {
    const element = document.activeElement;
    if (!element) return false;
    const { top, bottom } = element.getBoundingClientRect();
    const around = [element, element.parentElement, element.nextElementSibling].filter((near) => near !== null);
    const marked = around.some((near) =>
      ['', '::after', '::before'].some((part) => {
        const style = getComputedStyle(near, part || null);
        return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.borderBottomWidth === '2px';
      }),
    );
    return marked && top >= -1 && bottom <= window.innerHeight + 1;
  });
  check(shown, `The focus is not in sight at ${what}`);
};

const SCREENSHOTS = process.env.OUTLOOK_SCREENSHOTS;

/** What axe and the width say about the pane as it is now; a picture of it where one is asked for. */
export const lookAtPane = async (outlook: Outlook, name: string, findings: string[]): Promise<void> => {
  const frame = outlook.frame();
  await settle(frame);
  const width = await frame.evaluate(() => window.innerWidth);
  if (width > 320) findings.push(`${name}: the pane is ${width} px wide`);
  for (const text of [...(await axeFindings(frame)), ...(await widerThanScreen(frame))])
    findings.push(`${name}: ${text}`);
  if (!SCREENSHOTS) return;
  const element = outlook.page.locator('iframe.pane-frame');
  const height = await frame.evaluate(() => document.documentElement.scrollHeight);
  await element.evaluate(
    (pane, pixels) => {
      pane.style.height = `${pixels}px`;
    },
    Math.max(700, height + 4),
  );
  await element.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
  await element.evaluate((pane) => pane.style.removeProperty('height'));
};
