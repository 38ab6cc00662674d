import type { CaseView } from '@sefos/shared/contract/cases.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { CaseRecord } from './case.entity.ts';
import type { CaseAccess, CaseAt } from './case-access.ts';
import type { CaseMembers } from './case-members.ts';
import { type CaseChange, CaseMoved, changeCase, type Where } from './case-writes.ts';
import { isHersToDecide } from './cases.domain.ts';
import type { CaseMessages } from './cases.ports.ts';
import { type CasesService, workerOf } from './cases.service.ts';

export interface CaseActionsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly access: CaseAccess;
  readonly members: CaseMembers;
  readonly messages: CaseMessages;
  readonly cases: CasesService;
}

/** An action on a case: what it changes, what the log says, and what it means when the case is not as it must be. */
interface Action extends CaseChange {
  readonly entry: string;
  readonly facts?: Readonly<Record<string, string | number | null>>;
  /** Writes before and after the change, in its batch. */
  readonly before?: readonly Statement[];
  readonly after?: (now: number) => readonly Statement[];
  /** It is so already: said again, because an answer was lost. */
  readonly isDone?: (row: CaseRecord) => boolean;
  /** Why a case as it is refuses it; null = it does not (any more): tried again. */
  readonly refusal: (row: CaseRecord) => DomainError | null;
}

/** How often a request decides anew when something else happened in between. */
const TRIES = 5;

const ANY: Where = { sql: '1 = 1', values: [] };
const OPEN: Where = { sql: 'closed_at is null', values: [] };

const taken = ({ taken_by_name }: CaseRecord): DomainError =>
  new DomainError('case-taken', { name: taken_by_name ?? '' });
const closed = (): DomainError => new DomainError('case-closed');
const ifClosed = ({ closed_at }: CaseRecord): DomainError | null => (closed_at === null ? null : closed());
const notFound = (): DomainError => new DomainError('not-found');

/** Her own or nobody's; a mailbox administrator decides on everybody's. */
const hers = (actor: AccountActor): Where =>
  workerOf(actor).administrator ? ANY : { sql: '(taken_by is null or taken_by = ?)', values: [actor.accountId] };
const both = (one: Where, other: Where): Where => ({
  sql: `${one.sql} and ${other.sql}`,
  values: [...one.values, ...other.values],
});

/** What members do with cases. Each is one guarded batch: of two who want the same the first has it, the other is told. */
export class CaseActions {
  readonly #parts: CaseActionsParts;

  constructor(parts: CaseActionsParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-found, case-taken, case-closed */
  take(actor: AccountActor, at: CaseAt): Promise<CaseView> {
    return this.#act(actor, at, (now) => ({
      ...{ kind: 'taken', by: actor, entry: 'case.taken' },
      before: [this.#parts.members.still(at.mailboxId, actor.accountId, notFound)],
      set: {
        sql: 'taken_by = ?, taken_by_name = ?, taken_at = ?',
        values: [actor.accountId, actor.displayName, now],
      },
      from: both({ sql: 'taken_by is null', values: [] }, OPEN),
      isDone: (row) => row.taken_by === actor.accountId && row.closed_at === null,
      refusal: (row) => ifClosed(row) ?? (row.taken_by === null ? null : taken(row)),
    }));
  }

  /** @throws {DomainError} not-found, case-taken, case-closed */
  release(actor: AccountActor, at: CaseAt): Promise<CaseView> {
    return this.#act(actor, at, () => ({
      ...{ kind: 'released', by: actor, entry: 'case.released' },
      set: { sql: 'taken_by = null, taken_by_name = null, taken_at = null', values: [] },
      from: both({ sql: 'taken_by is not null', values: [] }, both(OPEN, hers(actor))),
      isDone: (row) => row.taken_by === null && row.closed_at === null,
      refusal: (row) => ifClosed(row) ?? (isHersToDecide(row, workerOf(actor)) ? null : taken(row)),
    }));
  }

  /** @throws {DomainError} not-found, case-taken, case-closed, case-changed, case-member-invalid */
  async assign(
    actor: AccountActor,
    at: CaseAt,
    to: { readonly accountId: string; readonly expected: string | null },
  ): Promise<CaseView> {
    const { members, access } = this.#parts;
    await access.case(actor, at);
    const invalid = () => new DomainError('case-member-invalid');
    const member = await members.find(at.mailboxId, to.accountId);
    if (!member) throw invalid();
    const expected: Where =
      to.expected === null
        ? { sql: 'taken_by is null', values: [] }
        : { sql: 'taken_by is not null and taken_by = ?', values: [to.expected] };
    return this.#act(actor, at, (now) => ({
      ...{ kind: 'assigned', by: actor, about: member.name, entry: 'case.assigned' },
      facts: { to: to.accountId, from: to.expected },
      before: [members.still(at.mailboxId, to.accountId, invalid)],
      set: { sql: 'taken_by = ?, taken_by_name = ?, taken_at = ?', values: [to.accountId, member.name, now] },
      from: both(expected, both(OPEN, hers(actor))),
      isDone: (row) => row.taken_by === to.accountId && row.closed_at === null,
      refusal: (row) => {
        if (row.closed_at !== null) return closed();
        if (row.taken_by === to.expected) return isHersToDecide(row, workerOf(actor)) ? null : taken(row);
        return row.taken_by === null ? new DomainError('case-changed') : taken(row);
      },
    }));
  }

  /** @throws {DomainError} not-found, case-taken */
  close(actor: AccountActor, at: CaseAt): Promise<CaseView> {
    return this.#act(actor, at, (now) => ({
      ...{ kind: 'closed', by: actor, entry: 'case.closed' },
      set: { sql: 'closed_at = ?', values: [now] },
      from: both(OPEN, hers(actor)),
      isDone: ({ closed_at }) => closed_at !== null,
      refusal: (row) => (isHersToDecide(row, workerOf(actor)) ? null : taken(row)),
    }));
  }

  /** @throws {DomainError} not-found */
  reopen(actor: AccountActor, at: CaseAt): Promise<CaseView> {
    return this.#act(actor, at, () => ({
      ...{ kind: 'reopened', by: actor, entry: 'case.reopened' },
      set: { sql: 'closed_at = null', values: [] },
      from: { sql: 'closed_at is not null', values: [] },
      isDone: ({ closed_at }) => closed_at === null,
      refusal: () => null,
    }));
  }

  /** @throws {DomainError} not-found, case-closed, invalid-request */
  setDue(actor: AccountActor, at: CaseAt, dueOn: string | null): Promise<CaseView> {
    if (dueOn !== null && !isDay(dueOn)) throw new DomainError('invalid-request', { field: 'dueOn' });
    return this.#act(actor, at, () => ({
      ...{ kind: 'due', by: actor, about: dueOn, entry: 'case.due', facts: { dueOn } },
      set: { sql: 'due_on = ?', values: [dueOn] },
      from: both(OPEN, { sql: "coalesce(due_on, '') <> ?", values: [dueOn ?? ''] }),
      isDone: (row) => row.due_on === dueOn && row.closed_at === null,
      refusal: ifClosed,
    }));
  }

  /** @throws {DomainError} not-found, case-tags-too-many */
  tag(actor: AccountActor, at: CaseAt, tagId: string): Promise<CaseView> {
    const most = LIMITS.tagsPerCase;
    const isThere = 'exists (select 1 from tagged_case t where t.case_id = mailbox_case.id and t.tag_id = ?)';
    const put = guard(
      write(
        'insert into tagged_case (case_id, tag_id) select ?, id from case_tag where id = ? and mailbox_id = ?',
        ...[at.caseId, tagId, at.mailboxId],
      ),
      notFound,
    );
    const fits = guard(
      write(
        'update mailbox_case set revision = revision where id = ? and (select count(*) from tagged_case where case_id = ?) <= ?',
        ...[at.caseId, at.caseId, most],
      ),
      () => new DomainError('case-tags-too-many', { most }),
    );
    return this.#act(actor, at, () => ({
      ...{ kind: 'tagged', by: actor, about: tagId, entry: 'case.tagged', facts: { tagId } },
      from: { sql: `not ${isThere}`, values: [tagId] },
      after: () => [put, fits],
      // Nothing else refuses it: the tag is on the case.
      isDone: () => true,
      refusal: () => null,
    }));
  }

  /** @throws {DomainError} not-found */
  untag(actor: AccountActor, at: CaseAt, tagId: string): Promise<CaseView> {
    return this.#act(actor, at, () => ({
      ...{ kind: 'untagged', by: actor, about: tagId, entry: 'case.untagged', facts: { tagId } },
      from: {
        sql: 'exists (select 1 from tagged_case t where t.case_id = mailbox_case.id and t.tag_id = ?)',
        values: [tagId],
      },
      after: () => [write('delete from tagged_case where case_id = ? and tag_id = ?', at.caseId, tagId)],
      isDone: () => true,
      refusal: () => null,
    }));
  }

  /** Its messages go to Borttagna with it. @throws {DomainError} not-found, case-taken */
  async remove(actor: AccountActor, at: CaseAt): Promise<void> {
    const { access, messages } = this.#parts;
    const { row } = await access.case(actor, at);
    await this.#change(actor, at, (now) => ({
      ...{ kind: 'deleted', by: actor, entry: 'case.deleted' },
      set: { sql: 'deleted_at = ?', values: [now] },
      from: hers(actor),
      after: (ms) => messages.deleted(at.mailboxId, row.conversation_id, ms),
      refusal: (there) => (isHersToDecide(there, workerOf(actor)) ? null : taken(there)),
    }));
  }

  async #act(actor: AccountActor, at: CaseAt, action: (now: number) => Action): Promise<CaseView> {
    await this.#parts.access.case(actor, at);
    await this.#change(actor, at, action);
    return this.#parts.cases.get(actor, at);
  }

  async #change(actor: AccountActor, at: CaseAt, actionAt: (now: number) => Action): Promise<void> {
    const { database, clock, access } = this.#parts;
    for (let attempt = 1; ; attempt++) {
      const now = clock.now().getTime();
      const { entry, facts = {}, before = [], after, isDone, refusal, ...change } = actionAt(now);
      const target = { kind: 'case', id: at.caseId };
      const { organisationId } = actor;
      const logged = audit(
        {
          organisationId,
          action: entry,
          actor: accountActor(actor),
          target,
          facts: { mailbox: at.mailboxId, ...facts },
        },
        now,
      );
      try {
        await database.commit([...before, ...changeCase(at, change, now), ...(after?.(now) ?? []), logged]);
        return;
      } catch (error) {
        if (!(error instanceof CaseMoved)) throw error;
        const { row } = await access.case(actor, at);
        if (isDone?.(row)) return;
        const refused = refusal(row);
        if (refused) throw refused;
        if (attempt === TRIES) throw new DomainError('case-changed');
      }
    }
  }
}

/** Whether a text of the right form is a day that there is. */
const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};
