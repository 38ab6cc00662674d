import {
  AccountImport,
  type AccountImportParts,
  AccountsAdministration,
  Invitations,
  ManagedAccounts,
  ManagedAccountsRepository,
  OwnName,
} from '../modules/account-administration/index.ts';
import type { AccountsDirectory, AccountsService, RateLimits } from '../modules/accounts/index.ts';
import { leftAllCases } from '../modules/cases/index.ts';
import { networkOf } from '../modules/identification/index.ts';
import { ClosingNotices } from '../modules/installation/index.ts';
import { DomainClaims, type OrganisationsService } from '../modules/organisations/index.ts';
import { ProvisionedAccountsRepository, ProvisioningTokens, Scim } from '../modules/provisioning/index.ts';
import type { Database } from '../platform/database/database.ts';
import { type Statement, write } from '../platform/database/statements.ts';
import type { Config } from './config.ts';
import type { Ports } from './ports.ts';

interface AccountServiceParts {
  readonly config: Pick<Config, 'publicUrl' | 'mailFrom'>;
  readonly ports: Pick<Ports, 'clock' | 'mail' | 'dns'>;
  readonly database: Database;
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  readonly directory: AccountsDirectory;
  readonly limiter: RateLimits;
  readonly licence: AccountImportParts['licence'];
}

/** What identifies an account's person, and where an account has a place: gone with it. */
const OF_AN_ACCOUNT = ['graph_token_cache', 'mailbox_member'] as const;

const forget = (accountId: string, nowMs: number): Statement[] => [
  ...OF_AN_ACCOUNT.map((table) => write(`delete from ${table} where account_id = ?`, accountId)),
  write(
    'update delegation set ended_at = ? where (giver_account_id = ? or delegate_account_id = ?) and ended_at is null',
    nowMs,
    accountId,
    accountId,
  ),
  leftAllCases(accountId, nowMs),
];

/** Accounts in the hands of administrators and directories, wired. */
export const makeAccountServices = ({ config, ports, ...parts }: AccountServiceParts) => {
  const { database, accounts, organisations, directory, limiter, licence } = parts;
  const { clock } = ports;
  const repository = new ManagedAccountsRepository(database);
  const managed = new ManagedAccounts({ database, clock, accounts, organisations, repository, forget });
  const scimBase = `${config.publicUrl}/scim/v2`;
  return {
    scimBase,
    managedAccounts: managed,
    managedRows: repository,
    accountsAdministration: new AccountsAdministration({ clock, accounts: managed, phones: accounts, repository }),
    ownName: new OwnName({ database, clock, repository }),
    accountImport: new AccountImport({ clock, accounts: managed, directory, organisations, licence }),
    invitations: new Invitations({
      ...{ database, clock, accounts, organisations, limiter, networkOf },
      ...{ mail: ports.mail, publicUrl: config.publicUrl, mailFrom: config.mailFrom },
    }),
    closingNotices: new ClosingNotices({
      ...{ database, accounts, organisations, mail: ports.mail, mailFrom: config.mailFrom },
    }),
    domainClaims: new DomainClaims({ database, clock, dns: ports.dns, limiter }),
    provisioningTokens: new ProvisioningTokens({ database, clock, organisations, publicUrl: config.publicUrl }),
    scim: new Scim({
      ...{ clock, managed, accounts, organisations, base: scimBase },
      repository: new ProvisionedAccountsRepository(database),
    }),
  };
};
