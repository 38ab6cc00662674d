import type { DraftRow, SaveDraft } from '@sefos/shared/contract/drafts.ts';
import { type AssuranceLevel, satisfies } from '@sefos/shared/domain/levels.ts';
import { newKey, openPiece, sealPiece, wipe } from '../../crypto/index.ts';
import type { KeyRing } from '../organisations/index.ts';
import type { DraftRecord } from './draft.entity.ts';

/** Everything of a draft but its body, with the ids of its uploads. Protected data: never log. */
export type DraftFields = Omit<SaveDraft, 'revision' | 'bodyHtml' | 'waiting'>;
/** All that is written. Protected data: never log. */
export interface DraftText {
  readonly fields: DraftFields;
  readonly bodyHtml: string;
  /** What a session must have to read it. */
  readonly requiredLevel: AssuranceLevel;
  /** How many recipients it waits for; null = it does not wait. */
  readonly waitingFor: number | null;
}
/** What a row of the list shows. Protected data: never log. */
export type DraftHeadline = Pick<
  DraftRow,
  'subject' | 'recipients' | 'recipientCount' | 'assuranceLevel' | 'attachmentCount'
> &
  Pick<DraftText, 'requiredLevel'> &
  Partial<Pick<DraftText, 'waitingFor'>>;

/** Where a draft stands; its key and its seals are bound to all three. */
export type DraftPlace = Pick<DraftRecord, 'id' | 'mailbox_id' | 'organisation_id' | 'delegate_account_id'>;
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
export const fieldsOf = ({ revision: _seen, bodyHtml: _body, waiting: _kept, ...fields }: SaveDraft): DraftFields =>
  fields;

/**
 * What was typed or quoted in a session needs that session's level to be read again, but never more than the message will:
 * a draft gives nothing away that its message would not, and nobody loses what she wrote below the level she chose.
 */
export const requiredLevel = (session: AssuranceLevel, chosen: AssuranceLevel | null): AssuranceLevel =>
  satisfies(session, chosen ?? 1) ? (chosen ?? 1) : session;

const headlineOf = ({ fields, requiredLevel, waitingFor }: DraftText): DraftHeadline => ({
  subject: fields.subject,
  recipients: fields.recipients.slice(0, FIRST_RECIPIENTS).map(({ name, address }) => ({ name, address })),
  recipientCount: fields.recipients.length,
  assuranceLevel: fields.assuranceLevel,
  attachmentCount: fields.uploadIds.length,
  requiredLevel,
  waitingFor,
});

/** Seals and opens drafts. The only place where a draft's plaintext comes to be. */
export class DraftSealing {
  readonly #keyRing: KeyRing;

  constructor(keyRing: KeyRing) {
    this.#keyRing = keyRing;
  }

  /** Seals under a new key, so that what was saved before cannot be read with it. */
  async seal(place: DraftPlace, text: DraftText): Promise<SealedDraft> {
    const key = newKey();
    try {
      const { epoch, wrapped } = await this.#keyRing.wrap(place.organisation_id, key, draftKeyContext(place));
      const sealed = (piece: 'headline' | 'draft' | 'body', plaintext: string) =>
        sealPiece(key, pieceContext(place, piece), Buffer.from(plaintext));
      return {
        key_epoch: epoch,
        wrapped_key: wrapped,
        headline: sealed('headline', JSON.stringify(headlineOf(text))),
        fields: sealed(
          'draft',
          JSON.stringify({ fields: text.fields, requiredLevel: text.requiredLevel, waitingFor: text.waitingFor }),
        ),
        body: sealed('body', text.bodyHtml),
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
      waitingFor: null,
      ...(JSON.parse(openPiece(key, pieceContext(row, 'draft'), row.fields).toString()) as Omit<
        DraftText,
        'bodyHtml' | 'waitingFor'
      > &
        Partial<Pick<DraftText, 'waitingFor'>>),
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
