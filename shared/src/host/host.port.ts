import type { ThemeName } from '../theme/themes.ts';

/** How requests are made known to be ours: the browser's session cookie, or a bearer token that the host hands out. */
export type HostIdentity =
  | { readonly kind: 'cookie' }
  /** `token()` never prompts by itself; it rejects with `HostError('sign-in-required')` when the person must act. */
  | { readonly kind: 'bearer'; token(): Promise<string> };

/** A named file that the person asked for; `url` is on our own origin. */
export interface HostDownload {
  readonly url: string;
  readonly fileName: string;
}

/** An address as the host's own mail item has it. */
export interface HostAddress {
  readonly emailAddress: string;
  readonly displayName: string;
}

/** A file of the host's mail item; `content` reads it when it is needed. */
export interface HostAttachment {
  readonly fileName: string;
  readonly sizeBytes: number;
  content(): Promise<Blob>;
}

/** The mail that is being written, as it was at one moment. */
export interface HostMail {
  readonly to: readonly HostAddress[];
  readonly copy: readonly HostAddress[];
  readonly subject: string;
  readonly bodyHtml: string;
  readonly attachments: readonly HostAttachment[];
}

/** The mail that is being written in the host (Outlook compose). */
export interface HostComposeItem {
  read(): Promise<HostMail>;
}

/** The mail that is being read in the host (Outlook read). */
export interface HostReadItem {
  read(): Promise<{ readonly subject: string; readonly bodyHtml: string }>;
}

/** Why a host could not do what was asked. */
export type HostErrorCode = 'sign-in-required' | 'unsupported' | 'failed';

/** Thrown by hosts; `code` decides, the message is for developers. */
export class HostError extends Error {
  readonly code: HostErrorCode;

  constructor(code: HostErrorCode, message: string) {
    super(message);
    this.name = 'HostError';
    this.code = code;
  }
}

/**
 * Where the shared screens run: a browser, a Teams tab or the Outlook pane. The screens know this port only.
 * `undefined` parts are things the host does not have; nothing is thrown for asking.
 */
export interface Host {
  readonly kind: 'web' | 'teams' | 'outlook' | 'memory';
  readonly identity: HostIdentity;
  /** The theme that the host shows now. */
  theme(): ThemeName;
  /** Calls back on every change of theme; returns the way to stop. */
  onThemeChange(listener: (theme: ThemeName) => void): () => void;
  /** BCP 47 tags, strongest wish first. */
  locales(): readonly string[];
  /** Opens a page outside the host's frame, without giving it a handle on ours. */
  openExternal(url: string): void;
  /** The path inside SEFOS that the host was asked to open, undefined when none. */
  readonly initialPath: string | undefined;
  /** An address of a path inside SEFOS that others can open in the same kind of host. */
  deepLink(path: string): string;
  /** Hands a file to the person's own download handling. */
  download(file: HostDownload): Promise<void>;
  readonly composeItem: HostComposeItem | undefined;
  readonly readItem: HostReadItem | undefined;
  /** Tells the host that something can be seen (`shown`) or that the screens work (`ready`). */
  notify(state: 'shown' | 'ready'): void;
  /** Tells the host that the screens could not start. */
  notifyFailure(reason: string): void;
  /** Storage of this browser for choices such as language; undefined where the host refuses it. */
  readonly storage: Storage | undefined;
}
