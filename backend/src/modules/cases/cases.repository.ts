import type { TakenFilter } from '@sefos/shared/contract/cases.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Keyset } from '../../platform/database/keyset.ts';
import type { SqlValue } from '../../platform/database/statements.ts';
import type { CaseEventRecord, CaseNoteRecord, CaseRecord, CaseTagRecord } from './case.entity.ts';
import type { Where } from './case-writes.ts';

/** Which cases of a mailbox a list shows. */
export interface CaseFilters {
  readonly state: 'open' | 'closed';
  readonly taken: TakenFilter;
  readonly accountId: string;
  readonly tagId: string | null;
  readonly after: Keyset | null;
}

/** Cases that one page of a filtered list looks at. */
const MOST_LOOKED_AT = 5_000;
const HISTORY_ROWS = 50;

const OPEN = 'closed_at is null and deleted_at is null';
const CLOSED = 'closed_at is not null and deleted_at is null';

/** What one of the indexes holds in order: ix_mailbox_case_open, _closed, each also _free (nobody's) and _taken. */
const walked = (mailboxId: string, { state, taken, accountId, after }: CaseFilters): Where => {
  const values: SqlValue[] = [mailboxId];
  let sql = `mailbox_id = ? and ${state === 'open' ? OPEN : CLOSED}`;
  if (taken === 'nobody') sql += ' and taken_by is null';
  if (taken === 'mine') {
    sql += ' and taken_by is not null and taken_by = ?';
    values.push(accountId);
  }
  if (after) {
    sql += ' and (last_at, id) < (?, ?)';
    values.push(after.at, after.id);
  }
  return { sql, values };
};

/** What is looked up case by case. */
const looked = ({ taken, accountId, tagId }: CaseFilters): Where => ({
  sql: [
    taken === 'others' ? ' and taken_by is not null and taken_by <> ?' : '',
    tagId === null
      ? ''
      : ' and exists (select 1 from tagged_case t where t.case_id = mailbox_case.id and t.tag_id = ?)',
  ].join(''),
  values: [...(taken === 'others' ? [accountId] : []), ...(tagId === null ? [] : [tagId])],
});

/** Rows of cases; every query is scoped by mailbox. */
export class CasesRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(mailboxId: string, caseId: string): Promise<CaseRecord | undefined> {
    return this.#database.get<CaseRecord>(
      'select * from mailbox_case where id = ? and mailbox_id = ? and deleted_at is null',
      caseId,
      mailboxId,
    );
  }

  ofConversation(mailboxId: string, conversationId: string): Promise<CaseRecord | undefined> {
    return this.#database.get<CaseRecord>(
      'select * from mailbox_case where mailbox_id = ? and conversation_id = ? and deleted_at is null',
      mailboxId,
      conversationId,
    );
  }

  /** A page, the newest message first; `next` goes on after it, also where it found nothing in what it looked at. */
  async page(
    mailboxId: string,
    filters: CaseFilters,
    limit: number,
  ): Promise<{ readonly rows: CaseRecord[]; readonly next: Keyset | null }> {
    const index = walked(mailboxId, filters);
    const more = looked(filters);
    const edge = more.sql === '' ? null : await this.#edge(index);
    const rows = await this.#database.all<CaseRecord>(
      `select * from mailbox_case where ${index.sql}${edge ? ' and (last_at, id) >= (?, ?)' : ''}${more.sql} order by last_at desc, id desc limit ${limit + 1}`,
      ...index.values,
      ...(edge ? [edge.at, edge.id] : []),
      ...more.values,
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { rows: page, next: rows.length > limit && last ? { at: last.last_at, id: last.id } : edge };
  }

  /** Open ones, each counted to a limit. */
  async counts(mailboxId: string, accountId: string): Promise<Record<'mine' | 'others' | 'nobody', number>> {
    const most = LIMITS.countedCases;
    const count = async (where: string, ...values: SqlValue[]): Promise<number> => {
      const row = await this.#database.get<{ c: number }>(
        `select count(*) as c from (select 1 from mailbox_case where mailbox_id = ? and ${OPEN} and ${where} limit ${most}) counted`,
        ...[mailboxId, ...values],
      );
      return Number(row?.c ?? 0);
    };
    const mine = await count('taken_by is not null and taken_by = ?', accountId);
    const before = await count('taken_by is not null and taken_by < ?', accountId);
    const after = await count('taken_by is not null and taken_by > ?', accountId);
    return { mine, others: Math.min(before + after, most), nobody: await count('taken_by is null') };
  }

  /** Cases that were deleted before an instant. */
  async deletedBefore(before: number, limit: number): Promise<string[]> {
    const rows = await this.#database.all<{ id: string }>(
      `select id from mailbox_case where deleted_at is not null and deleted_at < ? order by deleted_at limit ${limit}`,
      before,
    );
    return rows.map(({ id }) => id);
  }

  /** A mailbox in which an account has a case, `mailboxId` or else any; null where it has none. */
  async mailboxOfTaken(accountId: string, mailboxId: string | null): Promise<string | null> {
    // In order, so that an index is walked whatever share of all cases is hers.
    const row = await this.#database.get<{ mailbox_id: string }>(
      'select mailbox_id from mailbox_case where taken_by is not null and taken_by = ? and mailbox_id >= ? order by mailbox_id limit 1',
      ...[accountId, mailboxId ?? ''],
    );
    return row && (mailboxId === null || row.mailbox_id === mailboxId) ? row.mailbox_id : null;
  }

  /** The tags of cases, by case. One query. */
  async tagsOf(caseIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    if (caseIds.length === 0) return new Map();
    const rows = await this.#database.all<{ case_id: string; tag_id: string }>(
      `select case_id, tag_id from tagged_case where case_id in (${caseIds.map(() => '?').join(', ')}) order by case_id, tag_id`,
      ...caseIds,
    );
    const byCase = new Map<string, string[]>();
    for (const { case_id, tag_id } of rows) byCase.set(case_id, [...(byCase.get(case_id) ?? []), tag_id]);
    return byCase;
  }

  /** The last first. */
  history(caseId: string, before: number | null): Promise<CaseEventRecord[]> {
    return this.#database.all<CaseEventRecord>(
      `select * from case_event where case_id = ?${before === null ? '' : ' and number < ?'} order by number desc limit ${HISTORY_ROWS}`,
      ...[caseId, ...(before === null ? [] : [before])],
    );
  }

  /** The last first. */
  notes(caseId: string): Promise<CaseNoteRecord[]> {
    return this.#database.all<CaseNoteRecord>(
      `select * from case_note where case_id = ? order by id desc limit ${LIMITS.notesPerCase}`,
      caseId,
    );
  }

  note(caseId: string, noteId: string): Promise<CaseNoteRecord | undefined> {
    return this.#database.get<CaseNoteRecord>('select * from case_note where id = ? and case_id = ?', noteId, caseId);
  }

  tags(mailboxId: string): Promise<CaseTagRecord[]> {
    return this.#database.all<CaseTagRecord>(
      `select * from case_tag where mailbox_id = ? order by id limit ${LIMITS.tagsPerMailbox}`,
      mailboxId,
    );
  }

  /** The case as far as one page looks. */
  async #edge(index: Where): Promise<Keyset | null> {
    const row = await this.#database.get<Keyset>(
      `select last_at as at, id from mailbox_case where ${index.sql} order by last_at desc, id desc limit 1 offset ${MOST_LOOKED_AT - 1}`,
      ...index.values,
    );
    return row ?? null;
  }
}
