import { lazy } from 'react';

/** The dialog in which a message gets what it waits for, fetched when somebody asks for it. */
export const DetailsDialog = lazy(() =>
  import(/* webpackChunkName: "draft-details" */ './details-dialog.tsx').then((module) => ({
    default: module.DetailsDialog,
  })),
);
