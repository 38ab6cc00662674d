import type { DownloadView } from '@sefos/shared/contract/messages.ts';
import { senderLine } from '@sefos/shared/domain/sender-line.ts';
import type { AccountActor, LinkActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError } from '../../platform/errors.ts';
import { escapeHtml } from '../../platform/escape-html.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { DownloadGrant, DownloadSource, DownloadsService } from '../attachments/index.ts';
import { accountActor, audit } from '../audit/index.ts';
import { exactTime } from '../exports/index.ts';
import { requireDownloadsLeft } from './downloads-left.ts';
import type { MessageExports } from './export.service.ts';
import { downloadedStatements, type LinkAccess } from './link-access.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import { type MessageAccess, requireReadable } from './message-access.ts';
import type { MessageContentReader } from './message-content.ts';
import { actingName } from './messages.domain.ts';
import { messageUnavailable } from './messages.errors.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { colleagueDownloaded, type OrganisationReading } from './organisation-reading.service.ts';

export interface MessageDownloadsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly access: MessageAccess;
  readonly linkAccess: LinkAccess;
  readonly colleagues: OrganisationReading;
  readonly content: MessageContentReader;
  readonly downloads: DownloadsService;
  readonly exports: MessageExports;
}

/** A message as somebody downloads from it: what is counted is hers, the key may be one that she shares. */
interface AskedFor {
  readonly message: MessageRecord;
  readonly recipient: RecipientRecord | null;
  readonly holderId: string;
  readonly keyHolderId: string;
}

/** Downloads of attachments and of a whole message. Asking is a POST and is recorded; fetching changes nothing. */
export class MessageDownloads implements DownloadSource {
  readonly #parts: MessageDownloadsParts;

  constructor(parts: MessageDownloadsParts) {
    this.#parts = parts;
  }

  async createForAccount(actor: AccountActor, messageId: string, attachmentId: string | null): Promise<DownloadView> {
    const accessed = await this.#parts.access.lookUp(actor, messageId);
    if (!accessed) return this.#createForColleague(actor, messageId, attachmentId);
    requireReadable(accessed, actor.level);
    // Attachments are read with the message: whoever downloads has opened it.
    if (accessed.recipient?.opened_at === null) throw new DomainError('not-allowed');
    const { message, recipient, holderId } = accessed;
    return this.#create(actor, { message, recipient, holderId, keyHolderId: holderId }, attachmentId);
  }

  async createForLink(actor: LinkActor, attachmentId: string | null): Promise<DownloadView> {
    const { message, recipient } = await this.#parts.linkAccess.downloadable(actor);
    return this.#create(actor, { message, recipient, holderId: recipient.id, keyHolderId: recipient.id }, attachmentId);
  }

  async #createForColleague(
    actor: AccountActor,
    messageId: string,
    attachmentId: string | null,
  ): Promise<DownloadView> {
    const { colleagues, repository } = this.#parts;
    const { message, key } = await colleagues.requireReadable(actor, messageId);
    const reader = await repository.organisationReader(messageId, actor.accountId);
    if (!reader) throw new DomainError('not-allowed');
    const asked = { message, recipient: null, holderId: reader.id, keyHolderId: key.holder_id };
    return this.#create(actor, asked, attachmentId);
  }

  /** What a download that was asked for earlier may have now. @throws {DomainError} message-unavailable */
  async open(download: {
    readonly messageId: string;
    readonly holderId: string;
    readonly attachmentId: string | null;
    readonly exportFor?: string | null;
    readonly since?: number;
  }): Promise<DownloadGrant> {
    const { repository, content, clock } = this.#parts;
    const [message, keyRow] = await Promise.all([
      repository.message(download.messageId),
      repository.key(download.holderId).then((row) => row ?? repository.readerKey(download.holderId)),
    ]);
    if (!message || !keyRow) throw messageUnavailable('purged');
    const own = download.holderId === message.id;
    const recipient = own ? undefined : await repository.recipient(download.holderId);
    if (recipient?.recalled_at != null) throw messageUnavailable('recalled');
    if (recipient?.expires_at != null && clock.now().getTime() >= recipient.expires_at)
      throw messageUnavailable('expired');
    const messageKey = await content.messageKey(keyRow);
    const given = {
      organisationId: message.organisation_id,
      messageKey,
      maxDownloads: own ? null : message.max_downloads,
    };
    const accountId = download.exportFor ?? null;
    if (accountId !== null) {
      const target = { message, recipient: recipient ?? null, messageKey, accountId, since: download.since ?? 0 };
      return { ...given, extraFiles: [], ...(await this.#parts.exports.grant(target)) };
    }
    return {
      ...given,
      extraFiles: download.attachmentId === null ? [await this.#page(message, messageKey)] : [],
      modifiedAt: new Date(message.sent_at),
      zipName: `meddelande-${new Date(message.sent_at).toISOString().slice(0, 10)}.zip`,
    };
  }

  async #create(
    actor: AccountActor | LinkActor,
    { message, recipient, holderId, keyHolderId }: AskedFor,
    attachmentId: string | null,
  ): Promise<DownloadView> {
    const { database, clock, repository, content, downloads } = this.#parts;
    const keyRow = await repository.key(keyHolderId);
    if (!keyRow) throw messageUnavailable('purged');
    const { attachments } = content.headline(await content.messageKey(keyRow), message);
    const attachment = attachments.find(({ id }) => id === attachmentId);
    if (attachmentId !== null && !attachment) throw new DomainError('not-found');
    const counted = holderId === message.id ? null : { id: holderId };
    await requireDownloadsLeft(downloads.slots, message, counted, attachment ? [attachment] : attachments);
    const now = clock.now().getTime();
    const { statements, view } = downloads.create(
      {
        sessionId: actor.sessionId,
        bearer: actor.kind === 'account' && actor.host !== 'web',
        messageId: message.id,
        holderId,
        attachmentId,
        accessId: actor.kind === 'account' ? (actor.entered?.accessId ?? null) : null,
      },
      now,
    );
    await database.commit([
      ...statements,
      ...(holderId === keyHolderId ? [] : colleagueDownloaded(message, holderId, now)),
      ...downloadedStatements(
        { message, recipient },
        attachmentId,
        actor.method,
        now,
        actor.kind === 'account' ? actingName(actor, message) : null,
      ),
      audit(
        {
          organisationId: actor.organisationId,
          action: actor.kind === 'link' ? 'link.downloaded' : 'message.downloaded',
          actor:
            actor.kind === 'link'
              ? { kind: 'link', id: actor.linkId, ip: actor.ip, method: actor.method }
              : accountActor(actor),
          target: { kind: 'message', id: message.id },
          facts: { attachment: attachmentId },
        },
        now,
      ),
    ]);
    return {
      ...view,
      fileName: attachment?.name ?? 'meddelande.zip',
      sizeBytes: attachment?.sizeBytes ?? null,
    };
  }

  /** The message itself as a page of the zip. */
  async #page(message: MessageRecord, messageKey: Buffer): Promise<{ name: string; content: Buffer }> {
    const { repository, content } = this.#parts;
    const { subject } = content.headline(messageKey, message);
    const body = content.body(messageKey, message, await repository.body(message.id));
    const sender = `${escapeHtml(senderLine('sv', { name: message.sender_name, sentBy: message.sent_by }))} &lt;${escapeHtml(message.sender_address)}&gt;`;
    const page = `<!doctype html><html lang="sv"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:"><title>${escapeHtml(subject)}</title><h1>${escapeHtml(subject)}</h1><p>Från: ${sender}<br>Skickat: ${exactTime(new Date(message.sent_at))}</p>${body}</html>`;
    return { name: 'message.html', content: Buffer.from(page) };
  }
}
