import type { Locator } from 'playwright-core';
import { check, eventually, type Screen, seen, windowOf } from './check.ts';

const MOST_TABS = 60;

/** Tab until `target` has the focus, as a person without a mouse does. */
export const tabTo = async (
  screen: Screen,
  target: Locator,
  what: string,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> => {
  await seen(target);
  for (let pressed = 0; pressed <= MOST_TABS; pressed += 1) {
    const there = await target.first().evaluate((element) => element === document.activeElement);
    if (there) return;
    await windowOf(screen).keyboard.press(key);
  }
  check(false, `Tab does not reach ${what}`);
};

/** Goes to a button by Tab and presses it. */
export const pressButton = async (screen: Screen, name: string | RegExp): Promise<void> => {
  const button = screen.getByRole('button', { name, exact: typeof name === 'string' });
  await tabTo(screen, button, String(name));
  await eventually(`${name} can be pressed`, () => button.first().isEnabled());
  await windowOf(screen).keyboard.press('Enter');
};
