/**
 * Works the themes out when the pages are built. Fluent computes each of its palettes while a page starts, also those that the
 * page does not show: a third of the time before the first screen. The page gets their values, and reads the one that it shows.
 */
import { pathToFileURL } from 'node:url';

const moduleOf = (themes) => `
const texts = ${JSON.stringify(Object.fromEntries(Object.entries(themes).map(([name, theme]) => [name, JSON.stringify(theme)])))};
const read = new Map();
const themeOf = (name) => {
  if (!read.has(name)) read.set(name, JSON.parse(texts[name]));
  return read.get(name);
};
export const themes = { ${Object.keys(themes)
  .map((name) => `get ${name}() { return themeOf('${name}'); }`)
  .join(', ')} };
`;

export default function themesLoader() {
  const done = this.async();
  import(pathToFileURL(this.resourcePath).href).then(
    ({ themes }) => done(null, moduleOf(themes)),
    (error) => done(error),
  );
}
