import type { AccountRole } from '@sefos/shared/contract/accounts.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { sortName } from '../../platform/sort-name.ts';
import { searchKeyRows } from '../accounts/index.ts';
import { liveEvent } from '../mailboxes/index.ts';
import type { ManagedRow } from './managed-accounts.repository.ts';

/** The role that a list shows: the highest. */
export const roleOf = ({ roles }: Pick<ManagedRow, 'roles'>): AccountRole => {
  const all = roles.split(',');
  if (all.includes('system-administrator')) return 'system-administrator';
  return all.includes('organisation-administrator') ? 'organisation-administrator' : 'user';
};

/** Roles as accounts hold them. */
export const rolesOf = (role: 'user' | 'organisation-administrator'): ('user' | 'organisation-administrator')[] =>
  role === 'user' ? ['user'] : ['user', 'organisation-administrator'];

/** The write that changes an account which is as it was read, or refuses its batch with settings-changed. `set` names columns of ours. */
export const changeStatement = (row: ManagedRow, set: Readonly<Record<string, string | number | null>>): Statement =>
  guard(
    write(
      `update account set ${Object.keys(set)
        .map((name) => `${name} = ?`)
        .join(
          ', ',
        )} where id = ? and organisation_id = ? and removed_at is null and roles = ? and display_name = ? and email = ?`,
      ...Object.values(set),
      row.id,
      row.organisation_id,
      row.roles,
      row.display_name,
      row.email,
    ),
    () => new DomainError('settings-changed'),
  );

/** The writes that give an account another name or address, and its mailbox with it; open pages show it. @throws {DomainError} settings-changed */
export const nameStatements = (
  row: ManagedRow,
  { displayName, email }: { readonly displayName: string; readonly email: string },
  nowMs: number,
): Statement[] => [
  changeStatement(row, { display_name: displayName, email, sort_name: sortName(displayName, email) }),
  write('delete from account_search_key where account_id = ?', row.id),
  ...searchKeyRows({ id: row.id, organisationId: row.organisation_id, displayName, email }),
  write('update mailbox set name = ?, address = ? where id = ?', displayName, email, row.mailbox_id),
  liveEvent({ type: 'account-renamed', mailboxId: row.mailbox_id }, nowMs),
];
