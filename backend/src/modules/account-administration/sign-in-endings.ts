import type { Statement } from '../../platform/database/statements.ts';
import { endSignIns, forgetFactors } from '../accounts/index.ts';
import { endGivenDelegations } from '../mailboxes/index.ts';
import { changeStatement } from './account-changes.ts';
import type { ManagedRow } from './managed-accounts.repository.ts';

/** The writes after which nothing opens that she had, or that somebody gave away in her name, but for a provider that vouches for her. */
export const withoutSignIn = (row: ManagedRow, now: number): Statement[] => [
  changeStatement(row, { password_hash: null, phone_sealed: null }),
  ...forgetFactors(row.id),
  ...endSignIns(row.id, now),
  ...endGivenDelegations(row.id, row.mailbox_id, now),
];
