import { createDarkTheme, createLightTheme, type Theme, teamsHighContrastTheme } from '@fluentui/react-components';
import { brand } from './brand.ts';

/** What a person or a host can ask for. `contrast` follows Teams' high contrast theme. */
export type ThemeName = 'light' | 'dark' | 'contrast';

const dark = createDarkTheme(brand);

/** Fluent themes by name; components take colours from these tokens only. */
export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: createLightTheme(brand),
  dark: {
    ...dark,
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
  },
  contrast: teamsHighContrastTheme,
};
