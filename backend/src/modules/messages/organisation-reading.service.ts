import type { MessageContent } from '@sefos/shared/contract/messages.ts';
import type { OrganisationReaders } from '@sefos/shared/contract/reading.ts';
import { type AssuranceLevel, satisfies } from '@sefos/shared/domain/levels.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { DownloadSlots } from '../attachments/index.ts';
import { accountActor, audit } from '../audit/index.ts';
import { liveEvent } from '../mailboxes/index.ts';
import { withDownloadsLeft } from './downloads-left.ts';
import type { MessageKeyRow, MessageRecord, OrganisationReaderRecord, RecipientRecord } from './message.entity.ts';
import type { MessageAccess, Unavailable } from './message-access.ts';
import type { MessageContentReader } from './message-content.ts';
import { messageNotFound, messageUnavailable, stepUpRequired } from './messages.errors.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { LostRace } from './recipient-events.ts';

/** A message as a colleague has it, who neither sent nor received it. */
export interface ColleagueMessage {
  readonly message: MessageRecord;
  /** Without hidden copies. */
  readonly recipients: readonly RecipientRecord[];
  /** The organisation's; null = nobody of it may open any more. */
  readonly key: MessageKeyRow | null;
  readonly unavailable: Unavailable | null;
  readonly now: number;
}

export interface OrganisationReadingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly access: MessageAccess;
  readonly content: MessageContentReader;
  readonly slots: DownloadSlots;
}

/** More have opened than a screen shows. */
const SHOWN = 100;

/** Messages that everybody of the sender's organisation may open who has the link. */
export class OrganisationReading {
  readonly #parts: OrganisationReadingParts;

  constructor(parts: OrganisationReadingParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-found — not of the organisation, or not meant for all of it */
  async find(actor: AccountActor, messageId: string): Promise<ColleagueMessage> {
    const { repository, clock } = this.#parts;
    const message = await repository.message(messageId);
    // A delegate reads as herself, without the delegation.
    if (!message?.organisation_holder_id || message.organisation_id !== actor.organisationId || actor.entered)
      throw messageNotFound();
    const recipients = await repository.recipients(messageId);
    const key = (await repository.key(message.organisation_holder_id)) ?? null;
    return {
      message,
      recipients: recipients.filter(({ kind }) => kind !== 'bcc'),
      key,
      unavailable: key ? null : endedBy(message, recipients),
      now: clock.now().getTime(),
    };
  }

  /** As `find`, for somebody who reads it now. @throws {DomainError} not-found, message-unavailable, step-up-required */
  async requireReadable(actor: AccountActor, messageId: string): Promise<ColleagueMessage & { key: MessageKeyRow }> {
    const found = await this.find(actor, messageId);
    const { key, unavailable, message } = found;
    if (!key) throw messageUnavailable(unavailable ?? 'purged');
    const required = message.assurance_level as AssuranceLevel;
    if (!satisfies(actor.level, required)) throw stepUpRequired(required);
    return { ...found, key };
  }

  /** Opens it; durable before any content is answered. @throws {DomainError} as requireReadable */
  async open(actor: AccountActor, messageId: string): Promise<MessageContent> {
    const { repository, content, slots } = this.#parts;
    const { message, key } = await this.requireReadable(actor, messageId);
    const reader = await this.#recordOpening(actor, message, key);
    const messageKey = await content.messageKey(key);
    const { subject, attachments } = content.headline(messageKey, message);
    return {
      subject,
      attachments: await withDownloadsLeft(slots, message, reader, attachments),
      bodyHtml: content.body(messageKey, message, await repository.body(messageId)),
    };
  }

  /** Who of the organisation has opened, the last one first; for the sender. @throws {DomainError} not-found */
  async readers(actor: AccountActor, messageId: string): Promise<OrganisationReaders> {
    const { database, access, repository } = this.#parts;
    await access.findSent(actor, messageId);
    const rows = await database.all<OrganisationReaderRecord>(
      `select * from organisation_reader where message_id = ? order by opened_at desc, id desc limit ${SHOWN}`,
      messageId,
    );
    const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString());
    return {
      count: await repository.organisationReaders(messageId),
      readers: rows.map(({ id, name, method, opened_at, downloaded_at }) => ({
        ...{ id, name, method },
        openedAt: new Date(opened_at).toISOString(),
        downloadedAt: instant(downloaded_at),
      })),
    };
  }

  /** The sender is told once of each colleague; the log of every opening. */
  async #recordOpening(
    actor: AccountActor,
    message: MessageRecord,
    key: MessageKeyRow,
  ): Promise<OrganisationReaderRecord> {
    const { database, repository, clock } = this.#parts;
    const now = clock.now().getTime();
    const entry = audit(
      {
        organisationId: actor.organisationId,
        action: 'message.opened',
        actor: accountActor(actor),
        target: { kind: 'message', id: message.id },
        facts: { as: 'colleague' },
      },
      now,
    );
    const known = await repository.organisationReader(message.id, actor.accountId);
    if (known) {
      await database.commit([entry]);
      return known;
    }
    try {
      await database.commit([...firstOpening(actor, message, key, now), entry]);
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
      if (!(await repository.key(key.holder_id))) throw messageUnavailable('recalled');
      // She opened it elsewhere at the same moment, and that was recorded.
      await database.commit([entry]);
    }
    const reader = await repository.organisationReader(message.id, actor.accountId);
    if (!reader) throw messageUnavailable('purged');
    return reader;
  }
}

const lost = () => new LostRace();

/** Refused by LostRace when the key was taken first, or she opened it elsewhere. A recall holds the message's row as well. */
const firstOpening = (actor: AccountActor, message: MessageRecord, key: MessageKeyRow, now: number): Statement[] => {
  const id = newId(now);
  return [
    write('update message set recipient_count = recipient_count where id = ?', message.id),
    guard(write('update message_key set epoch = epoch where holder_id = ?', key.holder_id), lost),
    guard(
      write(
        'insert into organisation_reader (message_id, account_id, id, name, method, opened_at) values (?, ?, ?, ?, ?, ?) on conflict do nothing',
        message.id,
        actor.accountId,
        id,
        actor.displayName,
        actor.method,
        now,
      ),
      lost,
    ),
    ...readerChanged(message, id, now),
  ];
};

/** The sender's pages learn that somebody of the organisation did something. */
const readerChanged = (message: MessageRecord, readerId: string, now: number): Statement[] =>
  message.sender_mailbox_id
    ? [
        liveEvent(
          {
            type: 'recipient-changed',
            mailboxId: message.sender_mailbox_id,
            messageId: message.id,
            recipientId: readerId,
          },
          now,
        ),
      ]
    : [];

/** The writes of a colleague's download. */
export const colleagueDownloaded = (message: MessageRecord, readerId: string, now: number): Statement[] => [
  write('update organisation_reader set downloaded_at = ? where id = ? and downloaded_at is null', now, readerId),
  ...readerChanged(message, readerId, now),
];

const endedBy = (message: MessageRecord, recipients: readonly RecipientRecord[]): Unavailable => {
  if (message.purge_reason !== null) return message.purge_reason as Unavailable;
  if (recipients.some(({ recalled_at }) => recalled_at !== null)) return 'recalled';
  return message.sender_purged_at === null && recipients.every(({ purged_at }) => purged_at === null)
    ? 'expired'
    : 'purged';
};
