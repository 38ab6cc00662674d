/** A short notice; `intent` is success when left out. */
export interface Notice {
  readonly text: string;
  readonly detail?: string | undefined;
  readonly intent?: 'success' | 'info' | 'warning' | 'error';
}
