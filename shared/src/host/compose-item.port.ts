import type { DraftMark } from '../domain/draft-mark.ts';

/** An address as the host's own mail item has it. */
export interface HostAddress {
  readonly emailAddress: string;
  readonly displayName: string;
  /** A distribution list or group: nobody but the mail server knows who is in it. */
  readonly isList: boolean;
}

/** A file of the host's mail item. */
export interface HostAttachment {
  /** Lives only as long as the host's session with the item. */
  readonly id: string;
  readonly fileName: string;
  /** As the host says it; may be a little more than the file's own size. */
  readonly sizeBytes: number;
  /** Shown inside the body, which names it by `cid:` or by its address. */
  readonly isInline: boolean;
  /** What the body calls it after `cid:`, undefined where the host does not say (before 1.16). */
  readonly contentId: string | undefined;
  /** `cloud`: a link to a file elsewhere, whose content the host does not give. `item`: an attached mail or appointment. */
  readonly kind: 'file' | 'item' | 'cloud';
  /** Reads it when it is needed. @throws {HostError} unsupported (cloud, or a format we do not know), offline, failed */
  content(): Promise<Blob>;
}

/** The item that is being written, as it was at one moment. */
export interface HostMail {
  readonly to: readonly HostAddress[];
  readonly copy: readonly HostAddress[];
  readonly blindCopy: readonly HostAddress[];
  readonly subject: string;
  readonly bodyHtml: string;
  readonly attachments: readonly HostAttachment[];
}

/** What this host can do with the item; by requirement set. */
export interface ComposeAbilities {
  /** Read attachments (1.8). */
  readonly attachments: boolean;
  /** Set internet headers of the draft (1.8). */
  readonly headers: boolean;
  /** Send the item itself (1.15): path A. */
  readonly send: boolean;
  /** Close the window and discard the item (1.14). */
  readonly close: boolean;
}

/** The mail (or appointment) that is being written in the host. Every method may throw {HostError} offline, timeout, unsupported, failed. */
export interface HostComposeItem {
  readonly surface: 'message' | 'appointment';
  readonly abilities: ComposeAbilities;
  read(): Promise<HostMail>;
  /** Saves the draft and answers the id that it has on every device; undefined where the host gives none. */
  save(): Promise<string | undefined>;
  /** Graph's id of a saved item, undefined where the host cannot say it. */
  restId(itemId: string): string | undefined;
  /** The mark of an earlier try, from the session's data or the draft's headers. */
  mark(): Promise<DraftMark | undefined>;
  /** Marks the draft in both places that the host has. */
  setMark(mark: DraftMark): Promise<void>;
  /** Takes the mark away from both places. When it throws, either may still have it. */
  clearMark(): Promise<void>;
  setSubject(subject: string): Promise<void>;
  /** Replaces the body. */
  setBody(html: string): Promise<void>;
  setHeaders(headers: Readonly<Record<string, string>>): Promise<void>;
  removeAttachment(id: string): Promise<void>;
  /** Takes every recipient out of a mail. */
  clearRecipients(): Promise<void>;
  /** Sends the item as it stands. */
  send(): Promise<void>;
  /** Closes the window without saving; the host moves what was saved to Deleted Items. */
  discard(): Promise<void>;
}
