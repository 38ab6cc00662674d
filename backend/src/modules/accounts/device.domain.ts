const BROWSERS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
];

const SYSTEMS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Windows', /\bWindows\b/],
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad)\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
];

/** Browser and system of a User-Agent, as people call them; null when neither is known. Nothing else of it is kept. */
export const deviceOf = (userAgent: unknown): string | null => {
  if (typeof userAgent !== 'string') return null;
  const text = userAgent.slice(0, 500);
  const known = [BROWSERS, SYSTEMS].flatMap((signs) => signs.find(([, sign]) => sign.test(text))?.[0] ?? []);
  return known.length === 0 ? null : known.join(', ');
};
