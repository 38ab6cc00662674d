import { browserTheme, onBrowserThemeChange } from '@sefos/shared/host/browser.ts';
import type { ThemeName } from '@sefos/shared/theme/themes.ts';

/** The colours that say whether Outlook is dark: its own `isDarkTheme` is not supported in Outlook (Office.OfficeTheme). */
export type OfficeColours = Pick<Office.OfficeTheme, 'bodyBackgroundColor'>;

/** True for a background that light text stands on; undefined when the text is no colour. */
export function isDark(colour: string | undefined): boolean | undefined {
  const digits = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})/i.exec(colour ?? '')?.slice(1);
  if (!digits) return undefined;
  const [red = 0, green = 0, blue = 0] = digits.map((pair) => Number.parseInt(pair, 16));
  // Weights of relative luminance (WCAG 2), without its curve: enough to tell dark from light.
  return red * 0.2126 + green * 0.7152 + blue * 0.0722 < 128;
}

export interface OfficeThemeSource {
  readonly colours: () => OfficeColours | undefined;
  /** Asks Office.js to tell of changes; undefined where it cannot (before 1.14). */
  readonly follow: ((changed: (colours: OfficeColours) => void) => void) | undefined;
}

/** Outlook's theme where it says it (1.14), else the browser's. A browser in high contrast wins. */
export function makeOfficeTheme(source: OfficeThemeSource, target: Window) {
  let colours = source.colours();
  const listeners = new Set<() => void>();
  source.follow?.((changed) => {
    colours = changed;
    for (const listener of listeners) listener();
  });
  const theme = (): ThemeName => {
    const own = browserTheme(target);
    const dark = isDark(colours?.bodyBackgroundColor);
    return own === 'contrast' || dark === undefined ? own : dark ? 'dark' : 'light';
  };
  return {
    theme,
    onThemeChange: (listener: (theme: ThemeName) => void) => {
      const tell = () => listener(theme());
      listeners.add(tell);
      const stop = onBrowserThemeChange(target, tell);
      return () => {
        listeners.delete(tell);
        stop();
      };
    },
  };
}
