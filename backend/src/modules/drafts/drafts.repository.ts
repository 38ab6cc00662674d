import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Keyset } from '../../platform/database/keyset.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { DraftEntity, type DraftRecord } from './draft.entity.ts';
import type { DraftPlace, SealedDraft } from './draft-sealing.ts';

/** Thrown inside a batch when the draft is no more as it was read; the caller reads again. */
export class DraftMoved extends Error {}

export type DraftHead = Omit<DraftRecord, 'fields' | 'body'>;
export type DraftState = Pick<DraftRecord, 'revision' | 'waiting_since'>;
/** What a save writes. */
export type SavedPieces = SealedDraft & Pick<DraftRecord, 'waiting_since'>;
export interface DraftAt {
  readonly mailboxId: string;
  readonly draftId: string;
  /** The delegate whose draft it is; null = the mailbox's holder. */
  readonly writerId: string | null;
}

const HEAD_COLUMNS =
  'id, organisation_id, mailbox_id, delegate_account_id, revision, key_epoch, wrapped_key, headline, created_at, saved_at, waiting_since';
/** A save that came while the draft was being sent may have left a row: what has become a message is no draft. */
const UNSENT =
  'not exists (select 1 from draft_claim c where c.mailbox_id = draft.mailbox_id and c.draft_key = draft.id)';

/** Takes the writer's id, empty for the holder. */
const WRITTEN_BY = "coalesce(delegate_account_id, '') = ?";

/** Rows of drafts; every query is scoped by mailbox, but for the sweep's. */
export class DraftsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find({ mailboxId, draftId, writerId }: DraftAt): Promise<DraftRecord | undefined> {
    return this.#database.get<DraftRecord>(
      `select * from draft where id = ? and mailbox_id = ? and ${WRITTEN_BY} and ${UNSENT}`,
      draftId,
      mailboxId,
      writerId ?? '',
    );
  }

  /** Another mailbox's counts as well: ids are made by clients. */
  async isTaken(draftId: string): Promise<boolean> {
    return (await this.#database.get('select id from draft where id = ?', draftId)) !== undefined;
  }

  /** True when it is in this mailbox, written by somebody else. */
  async isOthers({ mailboxId, draftId, writerId }: DraftAt): Promise<boolean> {
    const sql = `select id from draft where id = ? and mailbox_id = ? and not (${WRITTEN_BY})`;
    return (await this.#database.get(sql, draftId, mailboxId, writerId ?? '')) !== undefined;
  }

  /** How far it has come, and since when it waits. */
  state({ mailboxId, draftId, writerId }: DraftAt): Promise<DraftState | undefined> {
    const sql = `select revision, waiting_since from draft where id = ? and mailbox_id = ? and ${WRITTEN_BY}`;
    return this.#database.get<DraftState>(sql, draftId, mailboxId, writerId ?? '');
  }

  /** The last saved first. */
  list({ mailboxId, writerId }: Omit<DraftAt, 'draftId'>, after: Keyset | null, limit: number): Promise<DraftHead[]> {
    const keyset = after ? ' and (saved_at, id) < (?, ?)' : '';
    return this.#database.all<DraftHead>(
      `select ${HEAD_COLUMNS} from draft where mailbox_id = ? and ${WRITTEN_BY} and ${UNSENT}${keyset} order by saved_at desc, id desc limit ${limit}`,
      mailboxId,
      writerId ?? '',
      ...(after ? [after.at, after.id] : []),
    );
  }

  /** Whoever writes them. */
  ofMailbox(mailboxId: string, limit: number): Promise<DraftHead[]> {
    const sql = `select ${HEAD_COLUMNS} from draft where mailbox_id = ? order by saved_at limit ${limit}`;
    return this.#database.all<DraftHead>(sql, mailboxId);
  }

  async organisations(): Promise<string[]> {
    const rows = await this.#database.all<{ organisation_id: string }>('select distinct organisation_id from draft');
    return rows.map(({ organisation_id }) => organisation_id);
  }

  /** Drafts that nobody saved after `before`, oldest first. */
  unchanged(organisationId: string, before: number, limit: number): Promise<DraftHead[]> {
    return this.#database.all<DraftHead>(
      `select ${HEAD_COLUMNS} from draft where organisation_id = ? and saved_at <= ? order by saved_at limit ${limit}`,
      organisationId,
      before,
    );
  }
}

/** The writes of a first save. Refused with DraftMoved when the id is taken or was sent, with drafts-too-many at the limit. */
export const createDraft = (place: DraftPlace, sealed: SavedPieces, now: number): Statement[] => [
  guard(
    insert(DraftEntity, { ...place, revision: 1, ...sealed, created_at: now, saved_at: now }, 'nothing'),
    () => new DraftMoved(),
  ),
  guard(write(`update draft set saved_at = ? where id = ? and ${UNSENT}`, now, place.id), () => new DraftMoved()),
  guard(
    write(
      'update draft set saved_at = ? where id = ? and (select count(*) from draft d where d.mailbox_id = ?) <= ?',
      now,
      place.id,
      place.mailbox_id,
      LIMITS.draftsPerMailbox,
    ),
    () => new DomainError('drafts-too-many', { most: LIMITS.draftsPerMailbox }),
  ),
];

/** The write of a later save, over exactly the revision that was seen; else DraftMoved. */
export const replaceDraft = (place: DraftPlace, revision: number, sealed: SavedPieces, now: number): Statement =>
  guard(
    write(
      `update draft set revision = revision + 1, key_epoch = ?, wrapped_key = ?, headline = ?, fields = ?, body = ?, waiting_since = ?, saved_at = ? where id = ? and mailbox_id = ? and revision = ? and ${WRITTEN_BY} and ${UNSENT}`,
      sealed.key_epoch,
      sealed.wrapped_key,
      sealed.headline,
      sealed.fields,
      sealed.body,
      sealed.waiting_since,
      now,
      place.id,
      place.mailbox_id,
      revision,
      place.delegate_account_id ?? '',
    ),
    () => new DraftMoved(),
  );

/** The query that finds a draft in its mailbox, written by its writer: ids of other people's may be said by anybody. */
export const ownDraft = ({ mailboxId, draftId, writerId }: DraftAt): Pick<Statement, 'sql' | 'params'> => ({
  sql: `select id from draft where id = ? and mailbox_id = ? and ${WRITTEN_BY}`,
  params: [draftId, mailboxId, writerId ?? ''],
});

/** The write that destroys a draft with its key, as it was read; else DraftMoved. */
export const destroyDraft = ({ id, mailbox_id, revision }: DraftHead): Statement =>
  guard(
    write('delete from draft where id = ? and mailbox_id = ? and revision = ?', id, mailbox_id, revision),
    () => new DraftMoved(),
  );
