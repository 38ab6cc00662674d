import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { isDomainError } from '../../platform/errors.ts';
import type { SettingsService } from '../organisations/index.ts';
import { roleOf } from './account-changes.ts';
import type { ManagedAccountsRepository, ManagedRow } from './managed-accounts.repository.ts';
import type { Author, ManagedAccounts } from './managed-accounts.ts';

export const ADMINISTRATORS_USAGE = `  administrators list <organisation slug>          who administers the organisation
  administrators make <organisation slug> <e-mail>
                                                   makes one of its accounts an administrator
  administrators reset <organisation slug> <e-mail>
                                                   forgets what she signs in with and invites her anew
  administrators passwords <organisation slug>     lets accounts sign in by password where that was turned off`;

interface AdministratorsCommand {
  readonly settings: Pick<SettingsService, 'find' | 'allowPasswords'>;
  readonly repository: Pick<ManagedAccountsRepository, 'administrators' | 'byAddresses'>;
  readonly accounts: Pick<ManagedAccounts, 'change' | 'resetByOperator'>;
  readonly print: (line: string) => void;
}

const WRONG = 2;
const FAILED = 1;
const MOST_LISTED = 200;
/** How many words follow each verb. */
const WORDS = { list: 1, make: 2, reset: 2, passwords: 1 } as const;
type Verb = keyof typeof WORDS;

const isVerb = (text: string | undefined): text is Verb => text !== undefined && Object.hasOwn(WORDS, text);

/** What an operator is told where the product refuses. */
const REFUSALS: Readonly<Record<string, string>> = {
  'account-frozen': 'Her sign-in is frozen: an administrator thaws it, or make somebody else administrator.',
  'invitations-off': 'Nobody signs in by password there: `administrators passwords` turns that on again.',
  'not-allowed': 'She runs the installation: her role is not changed here.',
  'settings-changed': 'Something changed meanwhile: run the command again.',
};

const listed = (row: ManagedRow): string =>
  [
    ...[row.email, row.display_name, roleOf(row), row.has_password === 1 ? 'has a password' : 'has no password'],
    ...(row.frozen_at === null ? [] : ['frozen']),
  ].join('; ');

/** Why a change is refused, or null once it is made. */
const change = async (
  { accounts }: AdministratorsCommand,
  verb: 'make' | 'reset',
  row: ManagedRow,
): Promise<string | null> => {
  const author: Author = { organisationId: row.organisation_id, log: { kind: 'system' } };
  if (verb === 'reset' && roleOf(row) === 'user')
    return 'She administers nothing: an administrator of the organisation resets her sign-in.';
  if (row.frozen_at !== null) return REFUSALS['account-frozen'] ?? null;
  try {
    await (verb === 'reset'
      ? accounts.resetByOperator(author, row)
      : accounts.change(author, row, { role: 'organisation-administrator' }));
    return null;
  } catch (error) {
    const refusal = isDomainError(error) ? REFUSALS[error.type] : undefined;
    if (refusal === undefined) throw error;
    return refusal;
  }
};

/** `sefos administrators …`. Answers the exit code: 0 done, 1 refused, 2 not understood. */
export const runAdministrators = async (parts: AdministratorsCommand, args: readonly string[]): Promise<number> => {
  const { settings, repository, print } = parts;
  const [verb, slug = '', address = ''] = args;
  if (!isVerb(verb) || args.length !== 1 + WORDS[verb]) {
    print(ADMINISTRATORS_USAGE);
    return WRONG;
  }
  const refuse = (line: string): number => {
    print(line);
    return FAILED;
  };
  const organisation = await settings.find(slug);
  if (!organisation)
    return refuse(
      `No organisation has the slug "${slug}": "select slug, name from organisation" tells which there are.`,
    );
  if (verb === 'list') {
    for (const row of await repository.administrators(organisation.id, MOST_LISTED)) print(listed(row));
    return 0;
  }
  if (verb === 'passwords') {
    await settings.allowPasswords(slug);
    print(`${slug}: accounts sign in by password, too.`);
    return 0;
  }
  const [row] = await repository.byAddresses(organisation.id, [normaliseEmail(address) ?? '']);
  if (!row) return refuse(`${slug} has no account with the address "${address}".`);
  const refused = await change(parts, verb, row);
  if (refused !== null) return refuse(refused);
  print(
    verb === 'make'
      ? `${row.email} administers ${slug}.`
      : `${row.email} is signed out everywhere. A running server mails her an invitation; it lasts for ${LIMITS.invitationDays} days.`,
  );
  return 0;
};
