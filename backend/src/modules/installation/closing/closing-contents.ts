import type { Closing, ClosingView } from '@sefos/shared/contract/closing.ts';
import type { Database } from '../../../platform/database/database.ts';
import { type Statement, write } from '../../../platform/database/statements.ts';
import type { OrganisationClosingRow } from './closing.entity.ts';

/** Rows of `by` that are shown. */
const MOST_NAMED = 10;

/**
 * What is kept and would go with an organisation: what it keeps itself, and what another one keeps that nobody else has a key of.
 * Takes the organisation's id three times. Walks what is kept in the installation (ix_message_held), which is little; `in` has SQLite
 * look keys up by the message, where `exists` took it through all of the organisation's.
 */
const HELD =
  'm.held_at is not null and m.purged_at is null and (m.organisation_id = ? or (? in (select k.organisation_id from message_key k where k.message_id = m.id) and not exists (select 1 from message_key k where k.message_id = m.id and k.organisation_id <> ?)))';

/** True for a row of any table when nothing that is kept would go with the organisation. */
export const nothingHeld = (organisationId: string): Statement =>
  write(`not exists (select 1 from message m where ${HELD})`, organisationId, organisationId, organisationId);

/** How much is kept, and whose it is: somebody must be asked to release it. */
export const heldIn = async (database: Database, id: string): Promise<ClosingView['held']> => {
  const rows = await database.all<{ name: string | null; messages: number }>(
    `select case when m.organisation_id = ? then b.address else o.name end as name, count(*) as messages from message m join organisation o on o.id = m.organisation_id left join mailbox b on b.id = coalesce(m.sender_mailbox_id, (select r.mailbox_id from recipient r where r.message_id = m.id and r.mailbox_id is not null order by r.position limit 1)) where ${HELD} group by 1 order by 2 desc, 1`,
    ...[id, id, id, id],
  );
  const by = rows.map(({ name, messages }) => ({ name: name ?? '', messages: Number(messages) }));
  return { messages: by.reduce((sum, { messages }) => sum + messages, 0), by: by.slice(0, MOST_NAMED) };
};

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** A closing as the contract shows it. */
export const presentClosing = (row: Omit<OrganisationClosingRow, 'organisation_id' | 'begun_by'>): Closing => ({
  begunAt: new Date(row.begun_at).toISOString(),
  purgeAfter: new Date(row.purge_after).toISOString(),
  exportedAt: instant(row.exported_at),
  purgeBegunAt: instant(row.purge_begun_at),
  purgedAt: instant(row.purged_at),
});

/** What goes with an organisation; each number is counted in an index. */
export const closingContents = async (
  database: Database,
  id: string,
): Promise<Omit<ClosingView, 'closing' | 'held'>> => {
  const number = async (sql: string) => Number((await database.get<{ n: number | null }>(sql, id))?.n ?? 0);
  const [accounts, mailboxes, copies, bytes] = await Promise.all([
    number('select count(*) as n from account where organisation_id = ? and removed_at is null'),
    number('select count(*) as n from mailbox where organisation_id = ? and emptied_at is null'),
    number('select count(*) as n from message_key where organisation_id = ?'),
    number('select cast(sum(size_bytes) as bigint) as n from attachment where organisation_id = ?'),
  ]);
  return { accounts, mailboxes, copies, bytes };
};
