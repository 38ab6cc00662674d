import type { CaseNote } from '@sefos/shared/contract/cases.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { IdempotencyRecord } from '../../platform/http/idempotency.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import { SCRUB_JOB } from '../../platform/jobs/scrub.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import { CaseNoteEntity } from './case.entity.ts';
import { type CaseAccess, type CaseAt, isAdministrator } from './case-access.ts';
import type { CaseSealing } from './case-sealing.ts';
import { CaseMoved, changeCase, type Where } from './case-writes.ts';
import type { CasesRepository } from './cases.repository.ts';

export interface CaseNotesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: CasesRepository;
  readonly access: CaseAccess;
  readonly sealing: CaseSealing;
}

/** Internal notes: written and read in the mailbox alone. They are in no message, no export, no mail and no search. */
export class CaseNotes {
  readonly #parts: CaseNotesParts;

  constructor(parts: CaseNotesParts) {
    this.#parts = parts;
  }

  /** The last first. @throws {DomainError} not-found */
  async list(actor: AccountActor, at: CaseAt): Promise<CaseNote[]> {
    const { repository, access, sealing } = this.#parts;
    const { row } = await access.case(actor, at);
    return Promise.all(
      (await repository.notes(row.id)).map(async (note) => ({
        id: note.id,
        by: note.name,
        own: note.account_id === actor.accountId,
        at: new Date(note.written_at).toISOString(),
        text: await sealing.open('note', note),
      })),
    );
  }

  /** What it answers is remembered for retries, so it says nothing of the text. @throws {DomainError} not-found, invalid-request, case-notes-too-many */
  async add(
    actor: AccountActor,
    at: CaseAt,
    written: string,
    idempotency: IdempotencyRecord,
  ): Promise<{ id: string; at: string }> {
    const { clock, access, sealing } = this.#parts;
    const { mailbox } = await access.case(actor, at);
    const text = written.trim();
    if (text === '') throw new DomainError('invalid-request', { field: 'text' });
    const now = clock.now().getTime();
    const place = { id: newId(now), organisation_id: mailbox.organisationId, mailbox_id: mailbox.id };
    const sealed = await sealing.seal('note', place, text);
    const answer = { id: place.id, at: new Date(now).toISOString() };
    const most = LIMITS.notesPerCase;
    await this.#commit([
      ...changeCase(at, { kind: 'note', by: actor, set: counted('+'), from: ANY }, now),
      guard(
        write('update mailbox_case set note_count = note_count where id = ? and note_count <= ?', at.caseId, most),
        () => new DomainError('case-notes-too-many', { most }),
      ),
      insert(CaseNoteEntity, {
        ...{ ...place, case_id: at.caseId, account_id: actor.accountId, name: actor.displayName },
        ...{ ...sealed, written_at: now },
      }),
      noted(actor, 'case.note-added', at, place.id, now),
      idempotency.record(answer),
    ]);
    return answer;
  }

  /** @throws {DomainError} not-found, not-allowed */
  async remove(actor: AccountActor, at: CaseAt, noteId: string): Promise<void> {
    const { clock, access, repository } = this.#parts;
    await access.case(actor, at);
    const note = await repository.note(at.caseId, noteId);
    if (!note) throw new DomainError('not-found');
    if (note.account_id !== actor.accountId && !isAdministrator(actor)) throw new DomainError('not-allowed');
    const now = clock.now().getTime();
    await this.#commit([
      ...changeCase(at, { kind: 'note-removed', by: actor, set: counted('-'), from: ANY }, now),
      guard(
        write('delete from case_note where id = ? and case_id = ?', noteId, at.caseId),
        () => new DomainError('not-found'),
      ),
      noted(actor, 'case.note-removed', at, noteId, now),
      enqueue(SCRUB_JOB, {}, now),
    ]);
  }

  async #commit(statements: readonly Statement[]): Promise<void> {
    try {
      await this.#parts.database.commit(statements);
    } catch (error) {
      // Deleted meanwhile.
      throw error instanceof CaseMoved ? new DomainError('not-found') : error;
    }
  }
}

const ANY: Where = { sql: '1 = 1', values: [] };
const counted = (sign: '+' | '-'): Where => ({ sql: `note_count = note_count ${sign} 1`, values: [] });

const noted = (actor: AccountActor, action: string, at: CaseAt, noteId: string, now: number): Statement =>
  audit(
    {
      ...{ organisationId: actor.organisationId, action, actor: accountActor(actor) },
      ...{ target: { kind: 'case', id: at.caseId }, facts: { mailbox: at.mailboxId, note: noteId } },
    },
    now,
  );
