import { useMedia } from './use-media.ts';

const QUERY = '(max-width: 899px) and (max-height: 479px), (max-width: 479px) and (max-height: 679px)';

/** A phone on its side, a small one, or a page enlarged four times: the whole page scrolls there, since nothing that stays leaves room enough. */
export const LOW_SCREEN = `@media ${QUERY}`;

export const useLowScreen = (): boolean => useMedia(QUERY);
