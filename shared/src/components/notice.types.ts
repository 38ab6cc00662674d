/** A short notice; `intent` is success when left out. */
export interface Notice {
  readonly text: string;
  readonly detail?: string | undefined;
  readonly intent?: 'success' | 'info' | 'warning' | 'error';
  /** What can be done about it, usually Ångra: the notice stands longer, and goes when it was done. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}
