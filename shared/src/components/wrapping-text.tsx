import { makeStyles } from '@fluentui/react-components';
import { createElement, Fragment, type ReactNode } from 'react';

const useStyles = makeStyles({
  // A place to break that is neither read aloud nor copied, as `wbr` or the character in the text would be.
  part: { '::before': { content: ['"\\200B"', '"\\200B" / ""'] } },
});

const ADDRESS = /\S*@\S*/g;

/** The parts of an address between which a line may end: before `@` and before dots. */
const partsOf = (address: string): readonly string[] => address.split(/(?=[@.])/);

/** Text whose e-mail addresses wrap at `@` and dots; an `overflow-wrap` around it is left for words that are too long even so. */
export function WrappingText({ text }: { readonly text: string }) {
  const styles = useStyles();
  const part = (words: string) => createElement('span', { className: styles.part }, words);
  const withBreaks = (address: string): readonly ReactNode[] =>
    partsOf(address).map((words, index) => (index === 0 ? words : part(words)));
  const addresses = text.match(ADDRESS) ?? [];
  const pieces = text.split(ADDRESS).flatMap((piece, index) => [piece, ...withBreaks(addresses[index] ?? '')]);
  return createElement(Fragment, null, ...pieces);
}
