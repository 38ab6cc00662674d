import { openPiece } from '../../crypto/index.ts';
import type { KeyRing } from '../organisations/index.ts';
import type { MessageKeyRow, MessageRecord } from './message.entity.ts';
import { type Headline, keyContext, pieceContext } from './messages.domain.ts';
import { messageUnavailable } from './messages.errors.ts';
import type { KeyColumns } from './messages.repository.ts';

/** Opens what is sealed. The only place where a message's plaintext comes to be. */
export class MessageContentReader {
  readonly #keyRing: KeyRing;

  constructor(keyRing: KeyRing) {
    this.#keyRing = keyRing;
  }

  /** The message key as `holderId` holds it. @throws {DomainError} key-unwrap-failed */
  messageKey(
    row: Pick<MessageKeyRow, 'message_id' | 'holder_id' | 'organisation_id' | 'epoch' | 'wrapped'>,
  ): Promise<Buffer> {
    return this.#keyRing.unwrap(
      { ownerId: row.organisation_id, epoch: row.epoch, wrapped: row.wrapped },
      keyContext(row.message_id, row.holder_id),
    );
  }

  /** The headline of a list's row, or null when the holder's key or the headline is gone. */
  async headlineOfRow(
    row: KeyColumns & { message_id: string; organisation_id: string; headline: Uint8Array | null },
    holderId: string,
  ): Promise<Headline | null> {
    if (!row.headline || !row.key_owner || row.key_epoch === null || !row.key_wrapped) return null;
    const key = await this.messageKey({
      message_id: row.message_id,
      holder_id: holderId,
      organisation_id: row.key_owner,
      epoch: row.key_epoch,
      wrapped: row.key_wrapped,
    });
    return this.#headline(key, row.organisation_id, row.message_id, row.headline);
  }

  /** Subject and attachments. */
  headline(key: Uint8Array, message: Pick<MessageRecord, 'id' | 'organisation_id' | 'headline'>): Headline {
    if (!message.headline) throw messageUnavailable('purged');
    return this.#headline(key, message.organisation_id, message.id, message.headline);
  }

  body(
    key: Uint8Array,
    message: Pick<MessageRecord, 'id' | 'organisation_id'>,
    sealed: Uint8Array | undefined,
  ): string {
    if (!sealed) throw messageUnavailable('purged');
    return openPiece(key, pieceContext(message.organisation_id, message.id, 'body'), sealed).toString();
  }

  #headline(key: Uint8Array, organisationId: string, messageId: string, sealed: Uint8Array): Headline {
    return JSON.parse(
      openPiece(key, pieceContext(organisationId, messageId, 'headline'), sealed).toString(),
    ) as Headline;
  }
}
