/** One form for what people type and what things are called: composed, lower case, single spaces. */
export const foldForSearch = (text: string): string =>
  text.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('sv');

/** What a name is found by, folded: the whole of it, and the rest from each later word on. */
export const fromEachWord = (name: string): string[] => {
  const words = foldForSearch(name).split(' ');
  return words.map((_, index) => words.slice(index).join(' '));
};
