import type { SessionHost } from '../contract/sign-in.ts';
import type { ThemeName } from '../theme/themes.ts';
import type { HostComposeItem } from './compose-item.port.ts';
import type { HostReadItems } from './read-item.port.ts';

/** How a Microsoft host shows who the person is. Each call may be tried again; nothing is remembered here. */
export interface HostSignIn {
  /**
   * An Entra ID access token for SEFOS' own API, without asking the person; `fresh`: made anew, whatever is at hand.
   * @throws {HostError} sign-in-required (the person must act), unsupported (the host cannot), failed
   */
  silently(how?: { readonly fresh: true }): Promise<string>;
  /** The same in the host's own window. @throws {HostError} cancelled, unsupported, failed */
  interactively(): Promise<string>;
  /**
   * Opens a page of ours outside the frame, where cookies and every way to sign in work, and resolves with what the page gave to
   * {@link SignInWindow.handOver}. `path` is on our origin. @throws {HostError} cancelled (closed), blocked (by the browser), unsupported, failed
   */
  openWindow(path: string): Promise<string>;
}

/** How requests are made known to be ours: the browser's session cookie, or a session of this host as a bearer token. */
export type HostIdentity =
  | { readonly kind: 'cookie' }
  | {
      readonly kind: 'bearer';
      readonly host: SessionHost;
      readonly signIn: HostSignIn;
      /** Who sits here, as the host says: a name that tells one person from the next in the same window, never a proof. */
      readonly person: string | undefined;
    };

/** A named file that the person asked for; `url` is on our own origin. */
export interface HostDownload {
  readonly url: string;
  readonly fileName: string;
  /** Null: `url` is fetched by GET. Otherwise a form posts it to `url` as `ticket`. Secret. */
  readonly ticket: string | null;
}

/** Why a host could not do what was asked. `timeout`: no answer came, so it may or may not have been done. */
export type HostErrorCode =
  | 'sign-in-required'
  | 'cancelled'
  | 'blocked'
  | 'unsupported'
  | 'offline'
  | 'timeout'
  | 'failed';

/** Thrown by hosts; `code` decides, the message is for developers and holds nothing secret. */
export class HostError extends Error {
  readonly code: HostErrorCode;

  constructor(code: HostErrorCode, message: string) {
    super(message);
    this.name = 'HostError';
    this.code = code;
  }
}

/** True for a host's error with one of these codes. */
export const isHostError = (error: unknown, ...codes: readonly HostErrorCode[]): error is HostError =>
  error instanceof HostError && codes.includes(error.code);

/** Putting the screens to sleep and waking them (Teams keeps tabs in memory). */
export interface HostLifecycle {
  /** Called before the host hides the screens; what is typed stays in memory, live updates may stop. */
  onSuspend(listener: () => void): () => void;
  /** Called when the host shows them again, with the path that it was asked to open, if any. */
  onResume(listener: (path: string | undefined) => void): () => void;
}

/** Programs that our frames are shown in, by the names that people know. */
export const HOST_PROGRAMS = ['teams', 'outlook', 'microsoft365'] as const;
export type HostProgram = (typeof HOST_PROGRAMS)[number];

/**
 * Where the shared screens run: a browser, a Teams tab or the Outlook pane. The screens know this port only.
 * `undefined` parts are things the host does not have; nothing is thrown for asking.
 */
export interface Host {
  readonly kind: 'web' | 'teams' | 'outlook' | 'memory';
  readonly identity: HostIdentity;
  /** The program that the person sees around the screens (the tab of Teams is also shown in Outlook); undefined in a browser. */
  readonly program: HostProgram | undefined;
  /** Path that the screens' own paths stand below, without a slash at the end: '' on the web, `/teams` in the tab. */
  readonly basePath: string;
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
  readonly lifecycle: HostLifecycle | undefined;
  /** An address of a path inside SEFOS that others can open in the same kind of host. */
  deepLink(path: string): string;
  /** False: the host's frame refuses downloads; the screens offer to go on in the web instead. */
  readonly canDownload: boolean;
  /** Hands a file to the person's own download handling. */
  download(file: HostDownload): Promise<void>;
  readonly composeItem: HostComposeItem | undefined;
  readonly readItems: HostReadItems | undefined;
  /** Tells the host that something can be seen (`shown`) or that the screens work (`ready`). */
  notify(state: 'shown' | 'ready'): void;
  /** Tells the host that the screens could not start. */
  notifyFailure(reason: string): void;
  /** Storage of this browser for choices such as language; undefined where the host refuses it. */
  readonly storage: Storage | undefined;
}

/** The page that {@link HostSignIn.openWindow} opened, seen from inside. */
export interface SignInWindow {
  readonly host: SessionHost;
  /** Gives a text (a one-time code) to the frame that opened this window, and closes it. */
  handOver(text: string): void;
}
