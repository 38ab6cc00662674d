import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { DelegationEntity, type DelegationRecord } from './delegation.entity.ts';
import { liveEvent } from './mailbox-events.ts';
import { padToPowerOfTwo } from './mailboxes.service.ts';

/** A delegation with the people and the mailbox that it is about. */
export interface NamedDelegation extends DelegationRecord {
  readonly giver_name: string;
  readonly giver_address: string;
  readonly delegate_name: string;
  readonly delegate_address: string;
  readonly mailbox_unread: number;
}

const NAMED =
  'select d.*, m.name as giver_name, m.address as giver_address, m.unread as mailbox_unread, t.display_name as delegate_name, t.email as delegate_address from delegation d join mailbox m on m.id = d.mailbox_id join account t on t.id = d.delegate_account_id';
/** Takes the organisation and twice the instant. A frozen account gives nothing but what was handed over, and one that lost its mailbox nothing at all. */
const ACTIVE =
  'd.organisation_id = ? and d.ended_at is null and d.starts_at <= ? and d.ends_at > ? and exists (select 1 from account g where g.id = d.giver_account_id and (g.frozen_at is null or d.read_only = 1)) and exists (select 1 from mailbox o where o.id = d.mailbox_id and o.account_id = d.giver_account_id)';

/** Rows of delegations; every query is scoped by organisation. */
export class DelegationsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Those that let an account into other mailboxes at this instant. */
  activeFor(accountId: string, organisationId: string, nowMs: number): Promise<NamedDelegation[]> {
    return this.#database.all<NamedDelegation>(
      `${NAMED} where d.delegate_account_id = ? and ${ACTIVE} order by m.name, d.id`,
      accountId,
      organisationId,
      nowMs,
      nowMs,
    );
  }

  /** The one that lets an account into this mailbox at this instant. */
  activeIn(
    mailboxId: string,
    accountId: string,
    organisationId: string,
    nowMs: number,
  ): Promise<DelegationRecord | undefined> {
    return this.#database.get<DelegationRecord>(
      `select d.* from delegation d where d.mailbox_id = ? and d.delegate_account_id = ? and ${ACTIVE}`,
      mailboxId,
      accountId,
      organisationId,
      nowMs,
      nowMs,
    );
  }

  find(id: string): Promise<DelegationRecord | undefined> {
    return this.#database.get<DelegationRecord>('select * from delegation where id = ?', id);
  }

  /** The personal mailbox of an account. */
  async ownMailbox(accountId: string): Promise<string | undefined> {
    const sql = "select id from mailbox where account_id = ? and kind = 'personal'";
    return (await this.#database.get<{ id: string }>(sql, accountId))?.id;
  }

  /** Which of these are in force at this instant. */
  async activeIds(ids: readonly string[], nowMs: number): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const padded = padToPowerOfTwo(ids);
    const rows = await this.#database.all<{ id: string }>(
      `select d.id from delegation d join account t on t.id = d.delegate_account_id where d.id in (${padded.map(() => '?').join(', ')}) and t.frozen_at is null and ${ACTIVE.replace('d.organisation_id = ?', 'd.organisation_id = t.organisation_id')}`,
      ...padded,
      nowMs,
      nowMs,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** What an account has given and received and what has not ended, planned ones as well, in order of their beginning. */
  current(accountId: string, organisationId: string, nowMs: number): Promise<NamedDelegation[]> {
    return this.#database.all<NamedDelegation>(
      `${NAMED} where (d.giver_account_id = ? or d.delegate_account_id = ?) and d.organisation_id = ? and d.ended_at is null and d.ends_at > ? order by d.starts_at, d.id`,
      accountId,
      accountId,
      organisationId,
      nowMs,
    );
  }

  /** A delegation of which the account is one side, not ended. */
  async mine(id: string, accountId: string, organisationId: string, nowMs: number) {
    return (await this.current(accountId, organisationId, nowMs)).find((row) => row.id === id);
  }

  /** The account that a mailbox belongs to, unless it is frozen. */
  async holderOf(mailboxId: string): Promise<string | undefined> {
    const sql =
      "select a.id from mailbox m join account a on a.id = m.account_id where m.id = ? and m.kind = 'personal' and a.frozen_at is null";
    return (await this.#database.get<{ id: string }>(sql, mailboxId))?.id;
  }
}

/** The writes that give a delegation; `inTurn` comes before them. @throws {DomainError} delegation-exists, delegations-too-many */
export const giveStatements = (row: DelegationRecord): Statement[] => [
  insert(DelegationEntity, row),
  guard(
    write(
      'update delegation set ends_at = ends_at where id = ? and (select count(*) from delegation o where o.mailbox_id = ? and o.delegate_account_id = ? and o.ended_at is null and o.ends_at > ?) = 1',
      row.id,
      row.mailbox_id,
      row.delegate_account_id,
      row.created_at,
    ),
    () => new DomainError('delegation-exists'),
  ),
  guard(
    write(
      'update delegation set ends_at = ends_at where id = ? and (select count(*) from delegation o where o.mailbox_id = ? and o.ended_at is null and o.ends_at > ?) <= ?',
      row.id,
      row.mailbox_id,
      row.created_at,
      LIMITS.delegationsPerMailbox,
    ),
    () => new DomainError('delegations-too-many', { most: LIMITS.delegationsPerMailbox }),
  ),
];

/** The writes that take back what an account has given of its own mailbox, planned ones as well; pages that are open learn of it. */
export const endGivenDelegations = (accountId: string, mailboxId: string, nowMs: number): Statement[] => [
  write(
    'update delegation set ended_at = ? where giver_account_id = ? and mailbox_id = ? and ended_at is null and ends_at > ?',
    ...[nowMs, accountId, mailboxId, nowMs],
  ),
  liveEvent({ type: 'delegations-changed', mailboxId }, nowMs),
];

/** The write that ends one; refused with not-found when it has ended already. */
export const endStatement = (id: string, nowMs: number): Statement =>
  guard(
    write('update delegation set ended_at = ? where id = ? and ended_at is null', nowMs, id),
    () => new DomainError('not-found'),
  );
