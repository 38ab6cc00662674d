import { OIDC_WORLDS } from '../simulators/oidc/worlds.ts';
import { DEMO_ACCOUNTS, DEMO_ORGANISATIONS, DEMO_PASSWORD } from './demo-people.ts';
import type { Services } from './services.ts';

/** The tenant that the simulated Entra ID gives the people of a domain. */
const demoTenantOf = (domain: string): string =>
  String(OIDC_WORLDS.entra.describe({ givenName: '', surname: '', email: `x@${domain}` })?.tid);

/** Makes the demo organisations, their tenants and accounts where they are missing; a second start finds them. */
export const seedDemo = async ({ organisations, tenants, accounts, database }: Services): Promise<void> => {
  const ids = new Map<string, string>();
  for (const organisation of DEMO_ORGANISATIONS) {
    const existing = await database.get<{ id: string }>(
      'select id from organisation where slug = ?',
      organisation.slug,
    );
    ids.set(organisation.slug, existing?.id ?? (await organisations.create(organisation)));
    for (const domain of organisation.domains) await tenants.addTenant(organisation.slug, demoTenantOf(domain));
  }
  for (const account of DEMO_ACCOUNTS) {
    if (await database.get('select id from account where email = ?', account.email)) continue;
    await accounts.create({
      organisationId: ids.get(account.organisation) ?? '',
      email: account.email,
      displayName: account.displayName,
      password: DEMO_PASSWORD,
      phone: account.phone,
      personalNumber: account.personalNumber,
      roles: account.roles,
      language: 'sv',
    });
  }
};
