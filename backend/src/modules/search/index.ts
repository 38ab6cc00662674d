export { SearchRepository } from './search.repository.ts';
export { SearchBlocks } from './search-blocks.job.ts';
export {
  allWordsForgotten,
  filledTo,
  filledWhole,
  isWordless,
  otherSideWords,
  SearchIndex,
  textWords,
  wordsForgotten,
} from './search-index.ts';
export { type SearchHit, SearchWalk } from './search-walk.ts';
export { textOfHtml } from './words.domain.ts';
