export { RowCheck } from './row-check.tsx';
export { SearchTools } from './search-tools.tsx';
export { SelectionBar } from './selection-bar.tsx';
