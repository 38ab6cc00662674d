/** A short notice; `intent` is success when left out. */
export interface Notice {
  readonly text: string;
  readonly detail?: string | undefined;
  readonly intent?: 'success' | 'info' | 'warning' | 'error';
  /** The way back, Ångra: such a notice stands longer, and goes when it was taken or another comes. Ctrl+Z takes the last one. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** What it tells of cannot be undone: Ctrl+Z must not take back what was done before it instead. */
  readonly isFinal?: boolean | undefined;
}
