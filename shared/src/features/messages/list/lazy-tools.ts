import { lazy } from 'react';

// One chunk: whoever uses one of them will soon use the others.
const load = () => import(/* webpackChunkName: "list-tools" */ './tools/index.ts');

export const SearchTools = lazy(() => load().then((module) => ({ default: module.SearchTools })));
export const SelectionBar = lazy(() => load().then((module) => ({ default: module.SelectionBar })));
export const DestroyDialog = lazy(() => load().then((module) => ({ default: module.DestroyDialog })));
