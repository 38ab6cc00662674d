import { useMedia } from './use-media.ts';

/** True where list and reading pane stand one at a time (below 900 px). */
export const useNarrow = (): boolean => useMedia('(max-width: 899px)');
