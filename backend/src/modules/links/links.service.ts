import { type ExternalMethod, verificationFor } from '@sefos/shared/domain/levels.ts';
import { maskPhone } from '@sefos/shared/domain/phone.ts';
import {
  blindIndex,
  deriveLinkToken,
  deriveSharedLinkToken,
  hashToken,
  openPiece,
  sealPiece,
} from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { ExternalLinkEntity, type ExternalLinkRow, SharedLinkEntity, type SharedLinkRow } from './link.entity.ts';
import { endOf } from './links.domain.ts';

/** A link to be made. Number, personnummer, open text and key are protected: never log. */
export interface NewLink {
  readonly recipientId: string;
  readonly messageId: string;
  readonly organisationId: string;
  /** Normalised. */
  readonly address: string;
  readonly method: ExternalMethod;
  readonly language: 'sv' | 'en' | 'fi';
  /** E.164; method sms needs it. */
  readonly phone?: string | null;
  /** 12 digits; the e-identifications need it. */
  readonly personalNumber?: string | null;
  readonly openText?: string | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly messageKey: Uint8Array;
  readonly now: number;
}

/** A shared link to be made. The key is protected: never log. */
export interface NewSharedLink {
  readonly messageId: string;
  readonly organisationId: string;
  readonly messageKey: Uint8Array;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly now: number;
}

/** What the notification says. */
export interface LinkNotice {
  readonly language: 'sv' | 'en' | 'fi';
  /** Empty = the sender wrote none: the default text. */
  readonly openText: string;
  /** Secret. */
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What seals a link's number and open text. */
export const contextOf = (
  row: Pick<ExternalLinkRow, 'id' | 'organisation_id' | 'message_id'>,
  piece: 'link' | 'open-text',
) => ({
  organisation: row.organisation_id,
  message: row.message_id,
  piece,
  recipient: row.id,
});

const opened = (
  row: ExternalLinkRow,
  sealed: Uint8Array | null,
  piece: 'link' | 'open-text',
  messageKey: Uint8Array,
): string | null => (sealed ? openPiece(messageKey, contextOf(row, piece), sealed).toString('utf8') : null);

/** The number that the sender gave, E.164; null when the method needs none. @throws {DomainError} content-unreadable */
export const phoneOf = (row: ExternalLinkRow, messageKey: Uint8Array): string | null =>
  opened(row, row.phone_sealed, 'link', messageKey);

/** The open text; null = the default. @throws {DomainError} content-unreadable */
export const openTextOf = (row: ExternalLinkRow, messageKey: Uint8Array): string | null =>
  opened(row, row.open_text_sealed, 'open-text', messageKey);

/** The address that the mail holds. The token is in the fragment: it reaches no server and no log. */
export const linkUrl = (publicUrl: string, recipientId: string, token: string): string =>
  `${publicUrl}/m/${recipientId}#${token}`;

/** The address that a mail to everybody holds; the token is in the fragment as well. */
export const sharedLinkUrl = (publicUrl: string, messageId: string, token: string): string =>
  `${publicUrl}/o/${messageId}#${token}`;

/** Makes and ends links; what a channel needs of them. Readers come through LinkSessions. */
export class LinksService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #organisations: OrganisationsService;

  constructor(dependencies: {
    readonly database: Database;
    readonly clock: Clock;
    readonly organisations: OrganisationsService;
  }) {
    this.#database = dependencies.database;
    this.#clock = dependencies.clock;
    this.#organisations = dependencies.organisations;
  }

  /**
   * The writes that make a link. On the send path: no query, the organisation's index key is in memory.
   * @throws {DomainError} recipient-step-missing — the method needs a number or personnummer that is not there
   */
  async newLink(link: NewLink): Promise<Statement[]> {
    const { phone, personalNumber, openText, messageKey } = link;
    const needs = verificationFor(link.method);
    if ((needs === 'phone' && !phone) || (needs === 'personalNumber' && !personalNumber))
      throw new DomainError('recipient-step-missing');
    const indexKey = phone || personalNumber ? await this.#organisations.indexKey(link.organisationId) : null;
    const ids = { id: link.recipientId, organisation_id: link.organisationId, message_id: link.messageId };
    const seal = (piece: 'link' | 'open-text', text: string | null | undefined): Buffer | null =>
      text ? sealPiece(messageKey, contextOf(ids, piece), Buffer.from(text, 'utf8')) : null;
    const index = (purpose: string, value: string | null | undefined): Buffer | null =>
      value && indexKey ? blindIndex(indexKey, purpose, value) : null;
    return [
      insert(ExternalLinkEntity, {
        ...ids,
        token_hash: hashToken(deriveLinkToken(messageKey, link.recipientId)),
        address: link.address,
        method: link.method,
        language: link.language,
        phone_sealed: seal('link', phone),
        open_text_sealed: seal('open-text', openText),
        personal_number_index: index('personal-number', personalNumber),
        phone_index: index('phone', phone),
        expires_at: link.expiresAt,
        failed_tries: 0,
        shared_failed_tries: 0,
        created_at: link.now,
      }),
    ];
  }

  /** What the mail with the link says; null when the link has been revoked. @throws {DomainError} content-unreadable */
  async forNotification(recipientId: string, messageKey: Uint8Array): Promise<LinkNotice | null> {
    const row = await this.#database.get<ExternalLinkRow>(
      'select * from external_link where id = ? and revoked_at is null',
      recipientId,
    );
    return row
      ? {
          language: row.language as LinkNotice['language'],
          openText: openTextOf(row, messageKey) ?? '',
          token: deriveLinkToken(messageKey, recipientId),
          expiresAt: row.expires_at,
        }
      : null;
  }

  /** The numbers that a message's codes go to, by link, as their readers see them. One query. @throws {DomainError} content-unreadable */
  async maskedPhones(messageId: string, messageKey: Uint8Array): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#database.all<ExternalLinkRow>(
      'select * from external_link where message_id = ? and phone_sealed is not null',
      messageId,
    );
    return new Map(
      rows.flatMap((row): [string, string][] => {
        const phone = row.method === 'sms' ? phoneOf(row, messageKey) : null;
        return phone === null ? [] : [[row.id, maskPhone(phone)]];
      }),
    );
  }

  /** The writes that make the one link of a mail to everybody; the message's personal links are made apart. */
  newSharedLink({ messageId, organisationId, messageKey, expiresAt, now }: NewSharedLink): Statement[] {
    return [
      insert(SharedLinkEntity, {
        id: messageId,
        organisation_id: organisationId,
        token_hash: hashToken(deriveSharedLinkToken(messageKey, messageId)),
        expires_at: expiresAt,
        failed_tries: 0,
        created_at: now,
      }),
    ];
  }

  /** The secret of the message's shared link; null when it has none, when it has expired, or when all its personal links have ended. */
  async sharedLinkFor(
    messageId: string,
    messageKey: Uint8Array,
  ): Promise<{ readonly token: string; readonly expiresAt: number } | null> {
    const now = this.#clock.now().getTime();
    const row = await this.#database.get<SharedLinkRow>('select * from shared_link where id = ?', messageId);
    if (!row || now >= row.expires_at) return null;
    const links = await this.#database.all<ExternalLinkRow>(
      'select * from external_link where message_id = ?',
      messageId,
    );
    if (links.length > 0 && links.every((link) => endOf(link, now) !== null)) return null;
    return { token: deriveSharedLinkToken(messageKey, messageId), expiresAt: row.expires_at };
  }

  /** The write that gives a link another end; refused with `otherwise` once it is revoked and its reader's key gone. */
  changeEnd(recipientId: string, expiresAt: number, otherwise: () => Error): Statement {
    return guard(
      write(
        'update external_link set expires_at = ?, expired_at = null where id = ? and revoked_at is null',
        expiresAt,
        recipientId,
      ),
      otherwise,
    );
  }

  /** The write that moves the end of the message's shared link on, if it has one: it lasts as long as the last of its readers. */
  extendSharedLink(messageId: string, expiresAt: number): Statement {
    return write(
      'update shared_link set expires_at = ? where id = ? and expires_at < ?',
      expiresAt,
      messageId,
      expiresAt,
    );
  }

  /** The write that notes that a link's end has been told; refused with `otherwise` when it was, or when the end has moved. */
  markExpired(recipientId: string, now: number, otherwise: () => Error): Statement {
    return guard(
      write(
        'update external_link set expired_at = ? where id = ? and expired_at is null and revoked_at is null and expires_at <= ?',
        now,
        recipientId,
        now,
      ),
      otherwise,
    );
  }

  /** As revokeStatements, of a link that ended at `endedBy` or before; refused with `otherwise` when it has been extended since. */
  revokeEnded(recipientId: string, endedBy: number, now: number, otherwise: () => Error): Statement {
    return guard(
      write(
        'update external_link set revoked_at = ?, phone_sealed = null, open_text_sealed = null, personal_number_index = null, phone_index = null where id = ? and revoked_at is null and expires_at <= ?',
        now,
        recipientId,
        endedBy,
      ),
      otherwise,
    );
  }

  /**
   * The writes that end links (recall, expiry, purge) and forget what identified their readers. Ids without a link change
   * nothing; sessions stay, so that an open page learns why.
   */
  revokeStatements(recipientIds: readonly string[], now: number): Statement[] {
    return recipientIds.map((id) =>
      write(
        'update external_link set revoked_at = ?, phone_sealed = null, open_text_sealed = null, personal_number_index = null, phone_index = null where id = ? and revoked_at is null',
        now,
        id,
      ),
    );
  }

  /** As revokeStatements, for retention: the page says that the time is up, and not that somebody took it back. */
  purgeStatements(recipientIds: readonly string[], now: number): Statement[] {
    return [
      ...recipientIds.map((id) =>
        write('update external_link set expires_at = ? where id = ? and expires_at > ?', now, id, now),
      ),
      ...this.revokeStatements(recipientIds, now),
    ];
  }
}
