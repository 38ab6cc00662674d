import type { DraftRow, SaveDraft } from '@sefos/shared/contract/drafts.ts';
import { newKey, openPiece, sealPiece, wipe } from '../../crypto/index.ts';
import type { KeyRing } from '../organisations/index.ts';
import type { DraftRecord } from './draft.entity.ts';

/** Everything of a draft but its body, with the ids of its uploads. Protected data: never log. */
export type DraftFields = Omit<SaveDraft, 'revision' | 'bodyHtml'>;
/** All that is written. Protected data: never log. */
export interface DraftText {
  readonly fields: DraftFields;
  readonly bodyHtml: string;
}
/** What a row of the list shows. Protected data: never log. */
export type DraftHeadline = Pick<
  DraftRow,
  'subject' | 'recipients' | 'recipientCount' | 'assuranceLevel' | 'attachmentCount'
>;

/** Where a draft stands; its key and its seals are bound to all three. */
export type DraftPlace = Pick<DraftRecord, 'id' | 'mailbox_id' | 'organisation_id'>;
export type SealedDraft = Pick<DraftRecord, 'key_epoch' | 'wrapped_key' | 'headline' | 'fields' | 'body'>;

const FIRST_RECIPIENTS = 3;

/** What the wrapped key of a draft is bound to. */
export const draftKeyContext = ({ id, mailbox_id }: Pick<DraftPlace, 'id' | 'mailbox_id'>) => ({
  purpose: 'draft',
  draft: id,
  mailbox: mailbox_id,
});

const pieceContext = ({ id, mailbox_id, organisation_id }: DraftPlace, piece: 'headline' | 'draft' | 'body') => ({
  organisation: organisation_id,
  mailbox: mailbox_id,
  draft: id,
  piece,
});

/** What of a save is sealed as fields: all that the contract knows. */
export const fieldsOf = ({ revision: _seen, bodyHtml: _body, ...fields }: SaveDraft): DraftFields => fields;

const headlineOf = ({ subject, recipients, assuranceLevel, uploadIds }: DraftFields): DraftHeadline => ({
  subject,
  recipients: recipients.slice(0, FIRST_RECIPIENTS).map(({ name, address }) => ({ name, address })),
  recipientCount: recipients.length,
  assuranceLevel,
  attachmentCount: uploadIds.length,
});

/** Seals and opens drafts. The only place where a draft's plaintext comes to be. */
export class DraftSealing {
  readonly #keyRing: KeyRing;

  constructor(keyRing: KeyRing) {
    this.#keyRing = keyRing;
  }

  /** Seals under a new key, so that what was saved before cannot be read with it. */
  async seal(place: DraftPlace, fields: DraftFields, bodyHtml: string): Promise<SealedDraft> {
    const key = newKey();
    try {
      const { epoch, wrapped } = await this.#keyRing.wrap(place.organisation_id, key, draftKeyContext(place));
      const sealed = (piece: 'headline' | 'draft' | 'body', text: string) =>
        sealPiece(key, pieceContext(place, piece), Buffer.from(text));
      return {
        key_epoch: epoch,
        wrapped_key: wrapped,
        headline: sealed('headline', JSON.stringify(headlineOf(fields))),
        fields: sealed('draft', JSON.stringify(fields)),
        body: sealed('body', bodyHtml),
      };
    } finally {
      wipe(key);
    }
  }

  /** @throws {DomainError} key-unwrap-failed, content-unreadable */
  headline(row: Omit<DraftRecord, 'fields' | 'body'>): Promise<DraftHeadline> {
    return this.#open(row, (key) => {
      const opened = openPiece(key, pieceContext(row, 'headline'), row.headline);
      return JSON.parse(opened.toString()) as DraftHeadline;
    });
  }

  /** @throws {DomainError} key-unwrap-failed, content-unreadable */
  content(row: DraftRecord): Promise<DraftText> {
    return this.#open(row, (key) => ({
      fields: JSON.parse(openPiece(key, pieceContext(row, 'draft'), row.fields).toString()) as DraftFields,
      bodyHtml: openPiece(key, pieceContext(row, 'body'), row.body).toString(),
    }));
  }

  async #open<T>(row: DraftPlace & Pick<DraftRecord, 'key_epoch' | 'wrapped_key'>, read: (key: Buffer) => T) {
    const wrapped = { ownerId: row.organisation_id, epoch: row.key_epoch, wrapped: row.wrapped_key };
    const key = await this.#keyRing.unwrap(wrapped, draftKeyContext(row));
    try {
      return read(key);
    } finally {
      wipe(key);
    }
  }
}
