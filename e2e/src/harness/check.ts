import type { Frame, Locator, Page } from 'playwright-core';

/** Where a person works: a page, or the product's frame inside a host's page. */
export type Screen = Page | Frame;

/** The window that a screen is in: files, downloads and keys belong to it. */
export const windowOf = (screen: Screen): Page => ('page' in screen ? screen.page() : screen);

/** How long a page may take on a busy machine, milliseconds. */
export const PATIENCE_MS = 20_000;

/** A sentence that says what should hold and does not. */
export class CheckFailed extends Error {}

export function check(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new CheckFailed(sentence);
}

export const same = (actual: unknown, expected: unknown, what: string): void =>
  check(
    Object.is(actual, expected) || JSON.stringify(actual) === JSON.stringify(expected),
    `${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`,
  );

/** The value, or a failure that names what is missing. */
export const need = <T>(value: T | null | undefined, what: string): T => {
  check(value !== null && value !== undefined, `${what} is missing`);
  return value;
};

/** Waits until the control is seen. */
export const seen = (locator: Locator, withinMs = PATIENCE_MS): Promise<void> =>
  locator.first().waitFor({ state: 'visible', timeout: withinMs });

/** Waits until nothing of it is seen. */
export const gone = (locator: Locator, withinMs = PATIENCE_MS): Promise<void> =>
  locator.first().waitFor({ state: 'hidden', timeout: withinMs });

/** The page's main heading has come. */
export const heading = (page: Screen, name: string | RegExp): Promise<void> =>
  seen(page.getByRole('heading', { name, ...(typeof name === 'string' ? { exact: true } : {}) }));

/**
 * Asks again until `ask` answers something else than undefined, null or false.
 * @throws {CheckFailed} with `sentence` and the last error
 */
export const eventually = async <T>(
  sentence: string,
  ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  { withinMs = PATIENCE_MS, everyMs = 50 } = {},
): Promise<T> => {
  const until = performance.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    if (performance.now() > until)
      throw new CheckFailed(`${sentence}: did not happen within ${withinMs} ms${last ? ` (${String(last)})` : ''}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};
