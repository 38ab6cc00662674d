import type { Readable } from 'node:stream';
import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import type { DownloadView } from '@sefos/shared/contract/messages.ts';
import { equalBytes, hashToken, newToken } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { DownloadEntity, type DownloadRow } from './attachment.entity.ts';
import { DOWNLOAD_LIFETIME_MILLISECONDS, TICKET_LIFETIME_MILLISECONDS } from './attachments.domain.ts';
import type { AttachmentsService, ExtraFile, ReadableAttachment } from './attachments.service.ts';
import { UNKNOWN_TYPE } from './content-type.ts';
import { type CountedFile, DownloadSlots, type DownloadUse } from './download-slots.ts';
import type { Zip } from './zip-stream.ts';

/** What a download was asked for. */
export interface DownloadTarget {
  readonly messageId: string;
  /** Whose key row opens the message: a recipient's id, or the message's id for its sender. */
  readonly holderId: string;
  /** Null = everything as a zip. */
  readonly attachmentId: string | null;
  /** The account that the whole message is exported for; null or left out = its attachments alone. */
  readonly exportFor?: string | null;
  /** The delegation or membership that it was asked for under; null or left out = none. */
  readonly accessId?: string | null;
}

/** A download asked for. */
export interface NewDownload extends DownloadTarget {
  readonly sessionId: string;
  /** The session has no cookie: a form will post a ticket. */
  readonly bearer: boolean;
}

/** What the message's owner gives for a download at the moment that it begins. Protected data: never log. */
export interface DownloadGrant {
  readonly organisationId: string;
  /** 32-byte message key. */
  readonly messageKey: Uint8Array;
  /** Zips only. */
  readonly zipName: string;
  readonly extraFiles: readonly ExtraFile[];
  /** When the extra files were made. */
  readonly modifiedAt?: Date;
  /** How often the holder may download each attachment; null = as often as she likes. */
  readonly maxDownloads: number | null;
  /** What is made of all attachments instead of the plain zip, begun when its first byte is asked for. */
  readonly archive?: (files: readonly ReadableAttachment[]) => Readable;
}

/** The channel whose messages carry attachments: decides at every request anew. */
export interface DownloadSource {
  /**
   * `since`: other messages from before this instant are not there for whoever asked; 0 = all are.
   * @throws {DomainError} message-unavailable, link-recalled, link-expired: recalled, expired or purged by now
   */
  open(target: DownloadTarget & { readonly since: number }): Promise<DownloadGrant>;
}

/** A file ready to be sent, whole or a range of it. Protected data: never log. */
export interface DownloadFile {
  readonly name: string;
  /** What it may be served as. */
  readonly contentType: string;
  /** Null where it is made while it is sent. */
  readonly sizeBytes: number | null;
  /** Entity tag; changes when the content does. Null when the file has no ranges. */
  readonly tag: string | null;
  /**
   * The bytes, in buffers that are the taker's own. Fails rather than end early or give a byte that was altered.
   * @throws {DomainError} too-many-requests — at once, where it is made while it is sent
   */
  chunks(range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>;
  /** Lets go of a file that is not sent after all, or not to its end. */
  discard(): void;
  /** What counts the download; null where nothing is counted. */
  readonly use: DownloadUse | null;
}

export interface DownloadsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly attachments: AttachmentsService;
  /** From when on a delegation or membership lets see, null when it is not in force; without it nothing that was asked for under one is opened. */
  readonly accessSince?: (accessId: string) => Promise<number | null>;
}

const NOBODY = Buffer.alloc(32);

/** Downloads that a session asked for. Asking is recorded; fetching changes nothing, unless the message has a limit (download-slots.ts). */
export class DownloadsService {
  readonly #database: Database;
  readonly #attachments: AttachmentsService;
  readonly #clock: Clock;
  readonly #accessSince: (accessId: string) => Promise<number | null>;
  /** The downloads that are counted. */
  readonly slots: DownloadSlots;

  constructor({ database, clock, attachments, accessSince = async () => null }: DownloadsOptions) {
    this.#accessSince = accessSince;
    this.slots = new DownloadSlots(database, clock);
    this.#database = database;
    this.#attachments = attachments;
    this.#clock = clock;
  }

  /**
   * The writes that allow a session to fetch something, and where: with its cookie for ten minutes, or where it has none once
   * within a minute by the view's ticket. The caller has checked that it may.
   */
  create(
    { sessionId, bearer, messageId, holderId, attachmentId, exportFor = null, accessId = null }: NewDownload,
    nowMs: number,
  ): { readonly statements: Statement[]; readonly view: Pick<DownloadView, 'id' | 'url' | 'expiresAt' | 'ticket'> } {
    const id = newId(nowMs);
    const ticket = bearer ? newToken() : null;
    const expiresAt = nowMs + (bearer ? TICKET_LIFETIME_MILLISECONDS : DOWNLOAD_LIFETIME_MILLISECONDS);
    const row = {
      id,
      session_id: sessionId,
      message_id: messageId,
      holder_id: holderId,
      attachment_id: attachmentId,
      created_at: nowMs,
      expires_at: expiresAt,
      ticket_hash: ticket === null ? null : hashToken(ticket),
      export_account_id: exportFor,
      delegation_id: accessId,
    };
    return {
      statements: [insert(DownloadEntity, row)],
      view: { id, url: `${API_PREFIX}/downloads/${id}`, expiresAt: new Date(expiresAt).toISOString(), ticket },
    };
  }

  /**
   * Opens a download for whoever holds the session that asked for it.
   * @param sessionIds ids of all live sessions of the request
   * @throws {DomainError} not-found, download-expired, content-unreadable, and what `source` throws
   */
  async open(id: string, sessionIds: readonly string[], source: DownloadSource): Promise<DownloadFile> {
    const row = await this.#database.get<DownloadRow>('select * from download where id = ?', id);
    if (!row || row.ticket_hash !== null || !sessionIds.includes(row.session_id)) throw new DomainError('not-found');
    if (this.#clock.now().getTime() >= row.expires_at) throw new DomainError('download-expired');
    return this.#file(row, source);
  }

  /**
   * Opens a download for whoever holds its ticket, once, while the session that asked lives.
   * @throws {DomainError} not-found, download-expired — late, or used before; content-unreadable, and what `source` throws
   */
  async openByTicket(
    id: string,
    ticket: string,
    source: DownloadSource,
    isAlive: (sessionId: string) => Promise<boolean>,
  ): Promise<DownloadFile> {
    const row = await this.#database.get<DownloadRow>('select * from download where id = ?', id);
    // An unknown id takes the same comparison as a wrong ticket.
    const matches = equalBytes(hashToken(ticket), row?.ticket_hash ?? NOBODY);
    if (!row || !matches) throw new DomainError('not-found');
    const now = this.#clock.now().getTime();
    if (now >= row.expires_at || !(await isAlive(row.session_id))) throw new DomainError('download-expired');
    await this.#database.commit([
      guard(
        write('update download set ticket_used_at = ? where id = ? and ticket_used_at is null', now, id),
        () => new DomainError('download-expired'),
      ),
    ]);
    // Used once: nothing that would go on from the middle may begin.
    return { ...(await this.#file(row, source)), tag: null };
  }

  async #file(row: DownloadRow, source: DownloadSource): Promise<DownloadFile> {
    const {
      message_id: messageId,
      attachment_id: attachmentId,
      export_account_id: exportFor,
      delegation_id: accessId,
    } = row;
    const since = accessId === null ? 0 : await this.#accessSince(accessId);
    if (since === null) throw new DomainError('download-expired');
    const grant = await source.open({
      messageId,
      holderId: row.holder_id,
      attachmentId,
      exportFor,
      accessId,
      since,
    });
    const holder = { ...grant, messageId };
    const use = (files: readonly CountedFile[]): DownloadUse | null =>
      grant.maxDownloads === null || files.length === 0 ? null : this.slots.use(row, files, grant.maxDownloads);
    if (attachmentId !== null) {
      const attachment = await this.#attachments.read({ ...holder, attachmentId });
      return { ...attachmentFile(attachment), use: use([attachment]) };
    }
    const { messageKey, organisationId, archive } = grant;
    if (archive) {
      const all = await this.#attachments.readAll(holder);
      return { ...archiveFile(() => archive(all), grant.zipName), use: use(all) };
    }
    const files =
      grant.maxDownloads === null ? [] : await this.#attachments.listForMessage(messageId, organisationId, messageKey);
    return { ...zipFile(await this.#attachments.zip(holder), grant.zipName), use: use(files) };
  }
}

type UncountedFile = Omit<DownloadFile, 'use'>;

const attachmentFile = ({ id, name, contentType, sizeBytes, chunks }: ReadableAttachment): UncountedFile => ({
  name,
  contentType: SAFE_TYPES.has(contentType) ? contentType : UNKNOWN_TYPE,
  sizeBytes,
  tag: `"${id}"`,
  chunks,
  discard: () => undefined,
});

const zipFile = ({ stream, sizeBytes }: Zip, name: string): UncountedFile => ({
  name,
  contentType: 'application/zip',
  sizeBytes,
  tag: null,
  chunks: () => stream,
  discard: () => stream.destroy(),
});

const archiveFile = (begin: () => Readable, name: string): UncountedFile => {
  let stream: Readable | undefined;
  return {
    name,
    contentType: 'application/zip',
    sizeBytes: null,
    tag: null,
    chunks: () => {
      // Whoever reads it is told as well, but perhaps later.
      stream = begin().on('error', () => undefined);
      return stream;
    },
    discard: () => stream?.destroy(),
  };
};

/** Types that a browser may know, as they can carry no script; all else goes out as unknown bytes. */
const SAFE_TYPES: ReadonlySet<string> = new Set([
  'application/pdf',
  'application/zip',
  'audio/mpeg',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/webp',
  'text/plain',
  'video/mp4',
]);
