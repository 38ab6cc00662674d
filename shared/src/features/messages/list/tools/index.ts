export { DestroyDialog } from './destroy-dialog.tsx';
export { SearchTools } from './search-tools.tsx';
export { SelectionBar } from './selection-bar.tsx';
