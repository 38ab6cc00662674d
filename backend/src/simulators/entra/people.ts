import { randomUUID } from 'node:crypto';
import { OIDC_WORLDS, type OidcTestPerson } from '../oidc/worlds.ts';

/** A person of the simulated tenants; the same ids as the simulated OpenID issuer gives, so that both lead to one account. */
export interface EntraAccount {
  readonly email: string;
  readonly displayName: string;
  readonly tenantId: string;
  readonly objectId: string;
}

/** Those of the people whom Entra knows: who have an e-mail address. */
export const entraAccounts = (people: readonly OidcTestPerson[]): EntraAccount[] =>
  people.flatMap((person) => {
    const claims = OIDC_WORLDS.entra.describe(person);
    if (!claims) return [];
    return [
      {
        email: String(claims.preferred_username),
        displayName: String(claims.name),
        tenantId: String(claims.tid),
        objectId: String(claims.oid),
      },
    ];
  });

/** Somebody in the same tenant whom nobody has an account for. */
export const strangerBeside = ({ email, tenantId }: EntraAccount): EntraAccount => ({
  email: `okand@${email.split('@')[1] ?? 'example.org'}`,
  displayName: 'Okänd Person',
  tenantId,
  objectId: randomUUID(),
});
