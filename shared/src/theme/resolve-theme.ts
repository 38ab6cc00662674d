import type { ThemeName } from './themes.ts';

/** The stored choice; `system` follows the machine or the host (glass is the host's alone). */
export type ThemeChoice = Exclude<ThemeName, 'glass'> | 'system';

const STORAGE_KEY = 'sefos.theme';
const CHOICES: readonly string[] = ['light', 'dark', 'contrast', 'system'];

/** What the browser asks for: forced colours win over the colour scheme. */
export function systemTheme(matches: (query: string) => boolean): ThemeName {
  if (matches('(forced-colors: active)') || matches('(prefers-contrast: more)')) return 'contrast';
  return matches('(prefers-color-scheme: dark)') ? 'dark' : 'light';
}

/** The person's stored choice, `system` when there is none or storage is closed to us. */
export function readThemeChoice(storage: Pick<Storage, 'getItem'> | undefined): ThemeChoice {
  try {
    const stored = storage?.getItem(STORAGE_KEY);
    return stored && CHOICES.includes(stored) ? (stored as ThemeChoice) : 'system';
  } catch {
    return 'system';
  }
}

/** Keeps the choice in this browser; silently does nothing where storage is refused. */
export function writeThemeChoice(storage: Pick<Storage, 'setItem'> | undefined, choice: ThemeChoice): void {
  try {
    storage?.setItem(STORAGE_KEY, choice);
  } catch {
    // Private windows and embedded frames may refuse storage; the choice then lives as long as the page.
  }
}
