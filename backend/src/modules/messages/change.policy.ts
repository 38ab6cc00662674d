/** How long an ended link keeps its reader's key, so that its sender can extend it (ADR 0017). */
export const EXTENDABLE_MILLISECONDS = 30 * 86_400_000;

/** What decides whether a link's end may be changed; instants in milliseconds. */
export interface LinkEnd {
  readonly expires_at: number | null;
  readonly recalled_at: number | null;
  readonly purged_at: number | null;
}

/** True while a link's end may be changed: its reader's key is still there. */
export const isChangeable = <R extends LinkEnd>(row: R, now: number): row is R & { readonly expires_at: number } =>
  row.expires_at !== null &&
  row.recalled_at === null &&
  row.purged_at === null &&
  now < row.expires_at + EXTENDABLE_MILLISECONDS;
