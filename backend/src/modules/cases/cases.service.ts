import type { CaseEvent, CasePage, CaseRow, CaseView, TakenFilter } from '@sefos/shared/contract/cases.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { decodeKeyset, encodeKeyset } from '../../platform/database/keyset.ts';
import { DomainError } from '../../platform/errors.ts';
import type { CaseRecord } from './case.entity.ts';
import { type CaseAccess, type CaseAt, isAdministrator } from './case-access.ts';
import type { CaseMembers } from './case-members.ts';
import type { CaseTags } from './case-tags.service.ts';
import { type CaseWorker, mayDo } from './cases.domain.ts';
import type { CaseMessages } from './cases.ports.ts';
import type { CasesRepository } from './cases.repository.ts';

export interface CasesParts {
  readonly repository: CasesRepository;
  readonly access: CaseAccess;
  readonly members: CaseMembers;
  readonly messages: CaseMessages;
  readonly tags: CaseTags;
}

export interface CaseQuery {
  readonly state: 'open' | 'closed';
  readonly taken?: TakenFilter;
  readonly tag?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/** Members that a search for one suggests. */
const SUGGESTED = 8;

const instant = (ms: number): string => new Date(ms).toISOString();

/** Who asks, as the rules of cases know her. */
export const workerOf = (actor: AccountActor): CaseWorker => ({
  accountId: actor.accountId,
  administrator: isAdministrator(actor),
});

const facts = (row: CaseRecord, tags: readonly string[]): Omit<CaseView, 'may'> => ({
  id: row.id,
  state: row.closed_at === null ? 'open' : 'closed',
  takenBy: row.taken_by === null ? null : { accountId: row.taken_by, name: row.taken_by_name ?? '' },
  dueOn: row.due_on,
  tags: [...tags],
  noteCount: row.note_count,
  openedAt: instant(row.opened_at),
  lastAt: instant(row.last_at),
});

/** Cases of function mailboxes, as their members see them. */
export class CasesService {
  readonly #parts: CasesParts;

  constructor(parts: CasesParts) {
    this.#parts = parts;
  }

  /** A page, the newest message first. Few statements whatever it holds. @throws {DomainError} not-found, invalid-request */
  async list(actor: AccountActor, mailboxId: string, query: CaseQuery): Promise<CasePage> {
    const { repository, access, messages } = this.#parts;
    await access.mailbox(actor, mailboxId);
    const after = query.cursor === undefined ? null : decodeKeyset(query.cursor);
    if (query.cursor !== undefined && !after) throw new DomainError('invalid-request');
    const { state, taken = 'anybody', tag: tagId = null, limit = LIMITS.pageRows } = query;
    const filters = { state, taken, tagId, accountId: actor.accountId, after };
    const { rows, next } = await repository.page(mailboxId, filters, limit);
    const answerIds = rows.flatMap(({ answer_id }) => answer_id ?? []);
    const [tags, copies, answers] = await Promise.all([
      repository.tagsOf(rows.map(({ id }) => id)),
      messages.rows(
        actor,
        mailboxId,
        rows.map(({ recipient_id }) => recipient_id),
      ),
      messages.statuses(answerIds),
    ]);
    return {
      rows: rows.map(
        (row): CaseRow => ({
          ...facts(row, tags.get(row.id) ?? []),
          message: copies.get(row.recipient_id) ?? null,
          answer: (row.answer_id !== null && answers.get(row.answer_id)) || null,
        }),
      ),
      nextCursor: next ? encodeKeyset(next) : null,
    };
  }

  /** @throws {DomainError} not-found */
  async counts(actor: AccountActor, mailboxId: string) {
    await this.#parts.access.mailbox(actor, mailboxId);
    return this.#parts.repository.counts(mailboxId, actor.accountId);
  }

  /** @throws {DomainError} not-found */
  async get(actor: AccountActor, at: CaseAt): Promise<CaseView> {
    return this.#present(actor, (await this.#parts.access.case(actor, at)).row);
  }

  /** The case that a message of the mailbox belongs to; null where there is none. @throws {DomainError} not-found */
  async ofMessage(actor: AccountActor, mailboxId: string, messageId: string): Promise<CaseView | null> {
    const { access, messages, repository } = this.#parts;
    await access.mailbox(actor, mailboxId);
    const conversationId = await messages.conversationOf(mailboxId, messageId);
    if (conversationId === null) throw new DomainError('not-found');
    const row = await repository.ofConversation(mailboxId, conversationId);
    return row ? this.#present(actor, row) : null;
  }

  /** Fifty lines, the last first. @throws {DomainError} not-found */
  async history(actor: AccountActor, at: CaseAt, before: number | null): Promise<CaseEvent[]> {
    const { access, repository, tags } = this.#parts;
    const { row } = await access.case(actor, at);
    const lines = await repository.history(row.id, before);
    const names = new Map(
      lines.some(({ kind }) => kind === 'tagged' || kind === 'untagged')
        ? (await tags.list(actor, at.mailboxId)).map(({ id, name }) => [id, name] as const)
        : [],
    );
    return lines.map(({ number, kind, at: ms, name, about }) => ({
      number,
      kind: kind as CaseEvent['kind'],
      at: instant(ms),
      by: name,
      about: about !== null && (kind === 'tagged' || kind === 'untagged') ? (names.get(about) ?? null) : about,
    }));
  }

  /** To whom a case can be given. @throws {DomainError} not-found */
  async members(actor: AccountActor, mailboxId: string, text: string) {
    await this.#parts.access.mailbox(actor, mailboxId);
    return this.#parts.members.search(mailboxId, text, SUGGESTED);
  }

  async #present(actor: AccountActor, row: CaseRecord): Promise<CaseView> {
    const tags = await this.#parts.repository.tagsOf([row.id]);
    return { ...facts(row, tags.get(row.id) ?? []), may: mayDo(row, workerOf(actor)) };
  }
}
