import { createDarkTheme, createLightTheme, type Theme, teamsHighContrastTheme } from '@fluentui/react-components';
import { brand } from './brand.ts';

/** What a host can ask for. `contrast` follows Teams' high contrast theme, `glass` lets the host's own background through. */
export type ThemeName = 'light' | 'dark' | 'contrast' | 'glass';

const fluentDark = createDarkTheme(brand);

const dark: Theme = {
  ...fluentDark,
  // Fluent's own choice (100, 110) falls under 4.5:1 on the dark backgrounds with this ramp.
  colorBrandForeground1: brand[120],
  colorBrandForeground2: brand[130],
  colorBrandForegroundLink: brand[120],
  colorBrandForegroundLinkHover: brand[130],
  colorBrandForegroundLinkPressed: brand[110],
  colorBrandForegroundLinkSelected: brand[120],
  colorCompoundBrandForeground1: brand[120],
  colorCompoundBrandForeground1Hover: brand[130],
  colorCompoundBrandForeground1Pressed: brand[120],
  colorNeutralForeground2BrandHover: brand[120],
  colorNeutralForeground2BrandPressed: brand[110],
  colorNeutralForeground2BrandSelected: brand[120],
  colorNeutralForeground3BrandHover: brand[120],
  colorNeutralForeground3BrandPressed: brand[110],
  colorNeutralForeground3BrandSelected: brand[120],
};

/** Ninety per cent of a six-digit colour: text stays at 4.5:1 even where the host shows white behind it. */
const glassy = (surface: string) => `${surface}e6`;

/** Fluent themes by name; components take colours from these tokens only. */
export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: createLightTheme(brand),
  dark,
  contrast: teamsHighContrastTheme,
  glass: {
    ...dark,
    // The page's own surface only: headers, dialogs and menus stay opaque, because text would show through to text.
    colorNeutralBackground2: glassy(dark.colorNeutralBackground2),
    colorStatusDangerForeground1: dark.colorStatusDangerForeground3,
    colorPaletteRedForeground1: dark.colorPaletteRedForeground2,
  },
};
