import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { sortName } from '../../platform/sort-name.ts';
import { MailboxEntity, type MailboxRow } from './mailbox.entity.ts';

/** What people decide of a function mailbox. */
export interface FunctionMailboxSettings {
  readonly name: string;
  readonly address: string;
  readonly language: 'sv' | 'en' | 'fi' | null;
}

/** A function mailbox with how many are in it, and what the asking account is there. */
export interface FunctionMailboxRecord extends MailboxRow {
  readonly members: number;
  readonly administrators: number;
  readonly role: 'member' | 'administrator' | null;
}

/** Where a page of the list begins: the last row of the one before. */
export interface FunctionMailboxKeyset {
  readonly sortName: string;
  readonly id: string;
}

/** Takes the asking account. */
const COUNTED =
  "select m.*, (select count(*) from mailbox_member c where c.mailbox_id = m.id) as members, (select count(*) from mailbox_member c where c.mailbox_id = m.id and c.role = 'administrator') as administrators, (select c.role from mailbox_member c where c.mailbox_id = m.id and c.account_id = ?) as role from mailbox m";
const THERE = "m.organisation_id = ? and m.kind = 'function' and m.removed_at is null";

/** For the right side of `like`: what people type has no meaning of its own there. */
const literal = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** PostgreSQL answers counts as text. */
const counted = (row: FunctionMailboxRecord): FunctionMailboxRecord => ({
  ...row,
  members: Number(row.members),
  administrators: Number(row.administrators),
});

export interface FunctionMailboxQuery {
  readonly organisationId: string;
  readonly accountId: string;
  /** Only those that the account is in. */
  readonly own: boolean;
  /** The beginning of a word of the name, or of the address. */
  readonly text: string;
  readonly after: FunctionMailboxKeyset | null;
  readonly limit: number;
}

/** Rows of function mailboxes; every query is scoped by organisation. */
export class FunctionMailboxesRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find(id: string, accountId: string, organisationId: string): Promise<FunctionMailboxRecord | undefined> {
    const row = await this.#database.get<FunctionMailboxRecord>(
      `${COUNTED} where m.id = ? and ${THERE}`,
      ...[accountId, id, organisationId],
    );
    return row && counted(row);
  }

  /** By name; served by ix_mailbox_function. */
  async list({
    organisationId,
    accountId,
    own,
    text,
    after,
    limit,
  }: FunctionMailboxQuery): Promise<FunctionMailboxRecord[]> {
    const begins = sortName(text, '');
    // Hexadecimal digits of whole letters: a blank (20) before them is where a word begins.
    const found = begins === '' ? [] : [`${begins}%`, `%20${begins}%`, `${literal(text.trim().toLowerCase())}%`];
    const rows = await this.#database.all<FunctionMailboxRecord>(
      [
        `${COUNTED} where ${THERE}`,
        own ? 'and exists (select 1 from mailbox_member o where o.mailbox_id = m.id and o.account_id = ?)' : '',
        found.length > 0 ? "and (m.sort_name like ? or m.sort_name like ? or m.address like ? escape '\\')" : '',
        after ? 'and (m.sort_name, m.id) > (?, ?)' : '',
        `order by m.sort_name, m.id limit ${limit}`,
      ].join(' '),
      ...[accountId, organisationId],
      ...(own ? [accountId] : []),
      ...found,
      ...(after ? [after.sortName, after.id] : []),
    );
    return rows.map(counted);
  }
}

/** The write that makes a function mailbox. @throws {DomainError} mailbox-address-taken */
export const newFunctionMailbox = (
  id: string,
  organisationId: string,
  { name, address, language }: FunctionMailboxSettings,
  now: number,
): Statement =>
  guard(
    insert(
      MailboxEntity,
      {
        ...{ id, organisation_id: organisationId, kind: 'function', account_id: null, name, address, language },
        ...{ unread: 0, created_at: now, search_version: 0, search_filled: 1, sort_name: sortName(name, address) },
      },
      'nothing',
    ),
    () => new DomainError('mailbox-address-taken'),
  );

/** The writes that change one, from exactly what was seen. @throws {DomainError} settings-changed, mailbox-address-taken */
export const changedFunctionMailbox = (
  id: string,
  before: FunctionMailboxSettings,
  after: FunctionMailboxSettings,
): Statement[] => [
  guard(
    write(
      "update mailbox set name = ?, sort_name = ?, language = ? where id = ? and kind = 'function' and removed_at is null and name = ? and address = ? and coalesce(language, '') = ?",
      ...[after.name, sortName(after.name, after.address), after.language],
      ...[id, before.name, before.address, before.language ?? ''],
    ),
    () => new DomainError('settings-changed'),
  ),
  guard(
    write(
      'update mailbox set address = ? where id = ? and not exists (select 1 from mailbox other where other.address = ? and other.id <> ?)',
      ...[after.address, id, after.address, id],
    ),
    () => new DomainError('mailbox-address-taken'),
  ),
];

/** The writes that let nobody in any more, and free the address for others. @throws {DomainError} not-found */
export const removedFunctionMailbox = (id: string, now: number): Statement[] => [
  guard(
    write(
      "update mailbox set removed_at = ?, address = ? where id = ? and kind = 'function' and removed_at is null",
      now,
      `${id}@removed.invalid`,
      id,
    ),
    () => new DomainError('not-found'),
  ),
  write('delete from mailbox_member where mailbox_id = ?', id),
];
