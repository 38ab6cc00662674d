export { PaneEnd } from './pane-end.tsx';
export { PaneProgress } from './pane-progress.tsx';
