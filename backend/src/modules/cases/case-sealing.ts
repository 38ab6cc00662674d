import { newKey, openPiece, sealPiece, wipe } from '../../crypto/index.ts';
import type { KeyRing } from '../organisations/index.ts';

/** Where a text stands; its key and its seal are bound to all of it. */
export interface CaseTextPlace {
  readonly id: string;
  readonly organisation_id: string;
  readonly mailbox_id: string;
}
/** As it stands in the database. */
export interface SealedCaseText {
  readonly key_epoch: number;
  readonly wrapped_key: Uint8Array;
  readonly body: Uint8Array;
}
export type CaseTextKind = 'note' | 'tag';

/** What the wrapped key of a note, or of a tag's name, is bound to. */
export const caseTextKeyContext = (kind: CaseTextKind, { id, mailbox_id }: Omit<CaseTextPlace, 'organisation_id'>) => ({
  purpose: `case-${kind}`,
  mailbox: mailbox_id,
  text: id,
});

const pieceContext = (kind: CaseTextKind, { id, organisation_id, mailbox_id }: CaseTextPlace) => ({
  organisation: organisation_id,
  mailbox: mailbox_id,
  text: id,
  piece: `case-${kind}`,
});

/** Seals and opens what is written about cases: internal notes and the names of tags. */
export class CaseSealing {
  readonly #keyRing: KeyRing;

  constructor(keyRing: KeyRing) {
    this.#keyRing = keyRing;
  }

  async seal(kind: CaseTextKind, place: CaseTextPlace, text: string): Promise<SealedCaseText> {
    const key = newKey();
    try {
      const { epoch, wrapped } = await this.#keyRing.wrap(place.organisation_id, key, caseTextKeyContext(kind, place));
      const body = sealPiece(key, pieceContext(kind, place), Buffer.from(text));
      return { key_epoch: epoch, wrapped_key: wrapped, body };
    } finally {
      wipe(key);
    }
  }

  /** @throws {DomainError} key-unwrap-failed, content-unreadable */
  async open(kind: CaseTextKind, row: CaseTextPlace & SealedCaseText): Promise<string> {
    const wrapped = { ownerId: row.organisation_id, epoch: row.key_epoch, wrapped: row.wrapped_key };
    const key = await this.#keyRing.unwrap(wrapped, caseTextKeyContext(kind, row));
    try {
      return openPiece(key, pieceContext(kind, row), row.body).toString();
    } finally {
      wipe(key);
    }
  }
}
