/** The mail that is being read in the host. */
export interface HostReadMail {
  /** Changes with the selection: what was read for another key is out of date. */
  readonly key: string;
  readonly subject: string;
  /** Internet headers by lower-case name; empty where the host cannot say them. @throws {HostError} offline, failed */
  headers(): Promise<ReadonlyMap<string, string>>;
  /** @throws {HostError} offline, failed */
  bodyHtml(): Promise<string>;
}

/** What is selected in the host's list. */
export type HostSelection =
  | { readonly kind: 'one'; readonly mail: HostReadMail }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly count: number };

/** The selection of a mail program that shows mail to read; a pinned pane follows it. */
export interface HostReadItems {
  selection(): Promise<HostSelection>;
  /** Calls back on every change of the selection; returns the way to stop. */
  onChange(listener: () => void): () => void;
}
