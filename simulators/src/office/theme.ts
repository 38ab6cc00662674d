const THEMES = {
  light: {
    bodyBackgroundColor: '#FFFFFF',
    bodyForegroundColor: '#242424',
    controlBackgroundColor: '#F5F5F5',
    controlForegroundColor: '#242424',
    isDarkTheme: false,
    themeId: 0,
  },
  dark: {
    bodyBackgroundColor: '#1F1F1F',
    bodyForegroundColor: '#FFFFFF',
    controlBackgroundColor: '#292929',
    controlForegroundColor: '#FFFFFF',
    isDarkTheme: true,
    themeId: 1,
  },
} as const;

/** Outlook's colours for a theme; contrast is the browser's own (forced colours), so Outlook calls it dark. */
export const officeTheme = (name: string): Office.OfficeTheme =>
  (name === 'light' ? THEMES.light : THEMES.dark) as unknown as Office.OfficeTheme;
