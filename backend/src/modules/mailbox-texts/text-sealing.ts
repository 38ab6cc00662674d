import { newKey, openPiece, sealPiece, wipe } from '../../crypto/index.ts';
import type { KeyRing } from '../organisations/index.ts';
import type { MailboxTextRecord } from './mailbox-text.entity.ts';

export type TextKind = 'signature' | 'auto-reply';

/** Where a text stands; its key and its seal are bound to all three. */
export interface TextPlace {
  readonly organisation_id: string;
  readonly mailbox_id: string;
  readonly kind: string;
}

/** What the wrapped key of a mailbox's text is bound to. */
export const textKeyContext = ({ mailbox_id, kind }: Pick<TextPlace, 'mailbox_id' | 'kind'>) => ({
  purpose: 'mailbox-text',
  mailbox: mailbox_id,
  kind,
});

const pieceContext = ({ organisation_id, mailbox_id, kind }: TextPlace) => ({
  organisation: organisation_id,
  mailbox: mailbox_id,
  piece: kind,
});

/** Seals and opens signatures and automatic replies. */
export class TextSealing {
  readonly #keyRing: KeyRing;

  constructor(keyRing: KeyRing) {
    this.#keyRing = keyRing;
  }

  /** Seals under a new key, so that what was saved before cannot be read with it. */
  async seal(place: TextPlace, text: string): Promise<Pick<MailboxTextRecord, 'key_epoch' | 'wrapped_key' | 'body'>> {
    const key = newKey();
    try {
      const { epoch, wrapped } = await this.#keyRing.wrap(place.organisation_id, key, textKeyContext(place));
      return {
        key_epoch: epoch,
        wrapped_key: wrapped,
        body: sealPiece(key, pieceContext(place), Buffer.from(text)),
      };
    } finally {
      wipe(key);
    }
  }

  /** @throws {DomainError} key-unwrap-failed, content-unreadable */
  async open(row: MailboxTextRecord): Promise<string> {
    const wrapped = { ownerId: row.organisation_id, epoch: row.key_epoch, wrapped: row.wrapped_key };
    const key = await this.#keyRing.unwrap(wrapped, textKeyContext(row));
    try {
      return openPiece(key, pieceContext(row), row.body).toString();
    } finally {
      wipe(key);
    }
  }
}
