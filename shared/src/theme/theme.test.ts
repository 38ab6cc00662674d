import { describe, expect, it } from '@jest/globals';
import { readThemeChoice, systemTheme, writeThemeChoice } from './resolve-theme.ts';
import { themes } from './themes.ts';

const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((start) => channel(Number.parseInt(hex.slice(start, start + 2), 16) / 255));
  return 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0);
}

const expand = (hex: string) =>
  hex.length === 4 ? `#${[...hex.slice(1)].map((digit) => digit + digit).join('')}` : hex;

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(expand(one)), luminance(expand(other))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** What is seen where a colour of eight digits lies over another. */
function over(top: string, behind: string): string {
  const alpha = Number.parseInt(top.slice(7), 16) / 255;
  const mix = [1, 3, 5].map((start) => {
    const [a, b] = [top, behind].map((hex) => Number.parseInt(hex.slice(start, start + 2), 16)) as [number, number];
    return Math.round(a * alpha + b * (1 - alpha))
      .toString(16)
      .padStart(2, '0');
  });
  return `#${mix.join('')}`;
}

describe('themes', () => {
  const { light, dark } = themes;

  it.each([
    ['light button', light.colorNeutralForegroundOnBrand, light.colorBrandBackground],
    ['light button hover', light.colorNeutralForegroundOnBrand, light.colorBrandBackgroundHover],
    ['light text', light.colorBrandForeground1, light.colorNeutralBackground2],
    ['light link', light.colorBrandForegroundLink, light.colorNeutralBackground1],
    ['light tint', light.colorBrandForeground2, light.colorBrandBackground2],
    ['dark button', dark.colorNeutralForegroundOnBrand, dark.colorBrandBackground],
    ['dark button hover', dark.colorNeutralForegroundOnBrand, dark.colorBrandBackgroundHover],
    ['dark text', dark.colorBrandForeground1, dark.colorNeutralBackground1],
    ['dark text on the page', dark.colorBrandForeground1, dark.colorNeutralBackground2],
    ['dark tint', dark.colorBrandForeground2, dark.colorBrandBackground2],
    ['dark link', dark.colorBrandForegroundLink, dark.colorNeutralBackground1],
  ])('%s has at least 4.5:1 (WCAG 1.4.3)', (_name, foreground, background) => {
    expect(contrast(foreground, background)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    'colorNeutralForeground1',
    'colorNeutralForeground2',
    'colorNeutralForeground3',
    'colorBrandForeground1',
    'colorBrandForegroundLink',
    'colorCompoundBrandForeground1',
    'colorStatusDangerForeground1',
    'colorPaletteRedForeground1',
  ] as const)('%s on glass has at least 4.5:1, whatever the host shows behind it', (token) => {
    for (const behind of ['#ffffff', '#808080', '#000000']) {
      expect(contrast(themes.glass[token], over(themes.glass.colorNeutralBackground2, behind))).toBeGreaterThanOrEqual(
        4.5,
      );
    }
  });

  it('lets the host through on the page alone', () => {
    expect(themes.glass.colorNeutralBackground2).toMatch(/^#[\da-f]{8}$/);
    expect(themes.glass.colorNeutralBackground1).toBe(dark.colorNeutralBackground1);
  });

  it('follows forced colours before the colour scheme', () => {
    expect(systemTheme(() => true)).toBe('contrast');
    expect(systemTheme((query) => query.includes('dark'))).toBe('dark');
    expect(systemTheme(() => false)).toBe('light');
  });

  it('keeps a choice and ignores what it does not know', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    expect(readThemeChoice(storage)).toBe('system');
    writeThemeChoice(storage, 'dark');
    expect(readThemeChoice(storage)).toBe('dark');
    for (const key of kept.keys()) kept.set(key, 'pink');
    expect(readThemeChoice(storage)).toBe('system');
  });
});
