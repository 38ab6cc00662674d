import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { noticeOf } from '../accounts/index.ts';
import { endInvitation } from './invitations.service.ts';
import type { ManagedRow } from './managed-accounts.repository.ts';

const DAY_MILLISECONDS = 86_400_000;

/** Where her mail went before, as long as she is told there too; null = nowhere else. */
const addressBefore = ({ address_before, address_changed_at }: ManagedRow, now: number): string | null =>
  address_changed_at !== null && now < address_changed_at + LIMITS.formerAddressDays * DAY_MILLISECONDS
    ? address_before
    : null;

/** Somebody has signed in to it, can, or has had mail there: what is in it is hers. */
const USED =
  '(password_hash is not null or exists (select 1 from account_identity i where i.account_id = account.id) or exists (select 1 from session s where s.account_id = account.id) or exists (select 1 from recipient r where r.mailbox_id = account.mailbox_id))';

/**
 * The writes beside an account's change of address: both addresses are told, what was sent to the first opens nothing any more, and
 * until the new one is settled nobody begins anew by it (docs/adr/0036-accounts.md). Back to where it was is as if nothing had been.
 */
export const addressStatements = (row: ManagedRow, email: string, now: number): Statement[] => {
  const former = addressBefore(row, now);
  const before = former ?? row.email;
  const isBack = former === email;
  const told = [...new Set([before, row.email, email])];
  return [
    write(
      `update account set address_before = ?, address_changed_at = ? where id = ? and ${USED}`,
      ...[isBack ? null : before, isBack ? null : now, row.id],
    ),
    endInvitation(row.id, now),
    ...told.map((to) => noticeOf(row.id, 'address-changed', now, { to, address: email })),
  ];
};

/** What tells somebody that her sign-in was reset, where she was before as well. `isInvited`: the invitation tells it to the address she has. */
export const resetNotices = (row: ManagedRow, isInvited: boolean, now: number): Statement[] => {
  const before = addressBefore(row, now);
  return [...(isInvited ? [] : [row.email]), ...(before === null || before === row.email ? [] : [before])].map((to) =>
    noticeOf(row.id, 'sign-in-reset', now, { to }),
  );
};

/** Before anything that opens an account is sent to its address. @throws {DomainError} address-changed */
export const requireSettledAddress = ({ address_changed_at }: ManagedRow, now: number): void => {
  if (address_changed_at !== null && now < address_changed_at + LIMITS.settledAddressDays * DAY_MILLISECONDS)
    throw new DomainError('address-changed', { days: LIMITS.settledAddressDays });
};
