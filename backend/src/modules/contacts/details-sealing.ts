import { newKey, openPiece, sealPiece, wipe } from '../../crypto/index.ts';
import { isDomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { KeyRing } from '../organisations/index.ts';
import type { ContactRecord } from './contact.entity.ts';
import { type Details, isEmpty, NO_DETAILS } from './contacts.domain.ts';

const UNREADABLE: readonly string[] = ['key-unwrap-failed', 'content-unreadable'];

/** A damaged row: a failure that operators hear of, and no message that has gone. */
export class DetailsUnreadable extends Error {
  override readonly name = 'DetailsUnreadable';
}

/** Whose details they are. The key is bound to all of it, so that a row's details open in no other row. */
export interface DetailsPlace {
  readonly organisation_id: string;
  readonly mailbox_id: string;
  readonly address: string;
}

/** The columns of a row's details. */
export type SealedDetails = Pick<ContactRecord, 'details_id' | 'key_epoch' | 'wrapped_key' | 'details'>;

const NOTHING: SealedDetails = { details_id: null, key_epoch: null, wrapped_key: null, details: null };

/** What the wrapped key of details is bound to. */
export const detailsKeyContext = ({ mailbox_id, address }: Omit<DetailsPlace, 'organisation_id'>, id: string) => ({
  purpose: 'recipient-details',
  mailbox: mailbox_id,
  address,
  details: id,
});

/** Stands in clear in the seal: ids only. */
const pieceContext = ({ organisation_id, mailbox_id }: DetailsPlace, id: string) => ({
  organisation: organisation_id,
  mailbox: mailbox_id,
  details: id,
  piece: 'recipient-details',
});

/** Seals and opens numbers and personnummer of address books and of what mailboxes remember. */
export class DetailsSealing {
  readonly #keyRing: KeyRing;

  constructor(keyRing: KeyRing) {
    this.#keyRing = keyRing;
  }

  /** Seals under a new key and a new id; nothing to seal makes empty columns. */
  async seal(place: DetailsPlace, details: Details, now: number): Promise<SealedDetails> {
    if (isEmpty(details)) return NOTHING;
    const id = newId(now);
    const key = newKey();
    try {
      const { epoch, wrapped } = await this.#keyRing.wrap(place.organisation_id, key, detailsKeyContext(place, id));
      const text = Buffer.from(JSON.stringify({ phone: details.phone, personalNumber: details.personalNumber }));
      return {
        details_id: id,
        key_epoch: epoch,
        wrapped_key: wrapped,
        details: sealPiece(key, pieceContext(place, id), text),
      };
    } finally {
      wipe(key);
    }
  }

  /** @throws {DetailsUnreadable} what was altered, or stands in another row than it was sealed for */
  async open(row: DetailsPlace & SealedDetails): Promise<Details> {
    const { details_id: id, key_epoch: epoch, wrapped_key: wrapped, details } = row;
    if (id === null || epoch === null || wrapped === null || details === null) return NO_DETAILS;
    try {
      const place = { ownerId: row.organisation_id, epoch, wrapped };
      const key = await this.#keyRing.unwrap(place, detailsKeyContext(row, id));
      try {
        return JSON.parse(openPiece(key, pieceContext(row, id), details).toString()) as Details;
      } finally {
        wipe(key);
      }
    } catch (error) {
      if (isDomainError(error) && UNREADABLE.includes(error.type)) throw new DetailsUnreadable();
      throw error;
    }
  }
}
