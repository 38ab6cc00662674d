import { ASSURANCE_LEVELS, type AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import type { EntraLevels } from './organisations.domain.ts';
import type { TenantsService } from './tenants.service.ts';

export const TENANTS_USAGE = `  tenants list                                     Microsoft Entra tenants, their organisations and levels
  tenants add <organisation slug> <tenant id>      lets a tenant's people sign in to an organisation
  tenants remove <tenant id>                       stops that
  tenants level <organisation slug> <key> <1|2|3|none>
                                                   level of an Entra sign-in; key: default, amr:<value>, acrs:<value>`;

interface TenantsCommand {
  readonly tenants: TenantsService;
  readonly print: (line: string) => void;
}

const WRONG = 2;
const FAILED = 1;

const describeLevels = (levels: EntraLevels): string =>
  Object.entries(levels)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, level]) => `${key}=${level}`)
    .join(' ');

const list = async ({ tenants, print }: TenantsCommand): Promise<number> => {
  const known = await tenants.listTenants();
  if (known.length === 0) print('No tenant is connected.');
  for (const { slug, tenantId, levels } of known) print(`${slug}  ${tenantId}  ${describeLevels(levels)}`);
  return 0;
};

const noOrganisation = (slug: string): string =>
  `No organisation has the slug "${slug}": "select slug, name from organisation" tells which there are.`;

const add = async ({ tenants, print }: TenantsCommand, slug: string, tenantId: string): Promise<number> => {
  const added = await tenants.addTenant(slug, tenantId);
  const lines = {
    added: `Tenant ${tenantId} is connected to ${slug}. Running servers know at once.`,
    'already-there': `Tenant ${tenantId} was connected to ${slug} already.`,
    'invalid-id': `"${tenantId}" is no tenant id: it looks like 11111111-2222-3333-4444-555555555555 and stands in the Entra admin centre.`,
    'unknown-organisation': noOrganisation(slug),
  };
  if (added.outcome === 'taken') {
    print(`Tenant ${tenantId} belongs to ${added.slug}. A tenant belongs to one organisation: remove it there first.`);
    return FAILED;
  }
  print(lines[added.outcome]);
  return added.outcome === 'added' || added.outcome === 'already-there' ? 0 : FAILED;
};

const remove = async ({ tenants, print }: TenantsCommand, tenantId: string): Promise<number> => {
  const gone = await tenants.removeTenant(tenantId);
  print(
    gone
      ? `Tenant ${tenantId} is no longer connected. Sessions that were begun with it go on until they end.`
      : `Tenant ${tenantId} is connected to no organisation.`,
  );
  return gone ? 0 : FAILED;
};

const levelOf = (text: string): AssuranceLevel | null | undefined =>
  text === 'none' ? null : ASSURANCE_LEVELS.find((level) => String(level) === text);

const setLevel = async ({ tenants, print }: TenantsCommand, [slug = '', key = '', text = '']: readonly string[]) => {
  const level = levelOf(text);
  if (level === undefined) {
    print(`"${text}" is no level: give 1, 2, 3 or none.`);
    return WRONG;
  }
  const levels = await tenants.setLevel(slug, key, level);
  if (levels === 'unknown-organisation') print(noOrganisation(slug));
  else if (levels === 'invalid-key')
    print(`"${key}" cannot be ${level ?? 'taken away'}: keys are default (which stays), amr:<value> and acrs:<value>.`);
  else print(`${slug}: ${describeLevels(levels)}. Running servers know within 5 seconds; sessions keep their level.`);
  return typeof levels === 'string' ? FAILED : 0;
};

/** `sefos tenants …`. Answers the exit code: 0 done, 1 refused, 2 not understood. */
export const runTenants = async (command: TenantsCommand, args: readonly string[]): Promise<number> => {
  const [verb, first, second, third] = args;
  if (verb === 'list' && args.length === 1) return list(command);
  if (verb === 'add' && first && second && args.length === 3) return add(command, first, second);
  if (verb === 'remove' && first && args.length === 2) return remove(command, first);
  if (verb === 'level' && first && second && third && args.length === 4) return setLevel(command, args.slice(1));
  command.print(TENANTS_USAGE);
  return WRONG;
};
