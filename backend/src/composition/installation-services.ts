import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ManagedAccounts, ManagedAccountsRepository } from '../modules/account-administration/index.ts';
import type { AccountsService, RateLimits } from '../modules/accounts/index.ts';
import {
  ClosingPurge,
  type ClosingPurgeParts,
  Closings,
  InstallationOrganisations,
  InstalledMethods,
  type Licences,
  Nodes,
  OrganisationExports,
  type OrganisationExportsParts,
  SupportGrants,
} from '../modules/installation/index.ts';
import type { OrganisationsService } from '../modules/organisations/index.ts';
import type { Database } from '../platform/database/database.ts';
import type { Clock } from '../ports/clock.port.ts';
import type { Ports } from './ports.ts';

interface InstallationParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisations: OrganisationsService;
  readonly accounts: AccountsService;
  readonly managedAccounts: ManagedAccounts;
  readonly managedRows: ManagedAccountsRepository;
  readonly licences: Licences;
  readonly limiter: RateLimits;
  readonly ports: Pick<Ports, 'oidc' | 'providers' | 'externalMethods'>;
  readonly purge: Pick<ClosingPurgeParts, 'empty' | 'takeKeys'>;
  readonly figures: OrganisationExportsParts['figures'];
  /** Where providers send people back to. */
  readonly redirectUri: string;
}

const versionOf = (): string => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as { readonly version?: string }).version ?? 'unknown');
};

/** Administration of the installation, wired. */
export const makeInstallationServices = (parts: InstallationParts) => {
  const { database, clock, accounts, organisations, limiter, ports } = parts;
  return {
    licences: parts.licences,
    installationOrganisations: new InstallationOrganisations(parts),
    closings: new Closings({ database, clock }),
    organisationExports: new OrganisationExports({ database, clock, figures: parts.figures }),
    closingPurge: new ClosingPurge({ database, clock, ...parts.purge, forget: (id) => organisations.forget(id) }),
    supportGrants: new SupportGrants({ database, clock, accounts, limiter }),
    installedMethods: new InstalledMethods({
      ...{ clock, oidc: ports.oidc, providers: ports.providers, redirectUri: parts.redirectUri },
      hasBankId: ports.externalMethods.includes('bankid'),
    }),
    nodes: new Nodes({ database, clock, self: { name: hostname(), version: versionOf() } }),
  };
};
