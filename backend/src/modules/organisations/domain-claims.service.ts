import type { OwnDomain } from '@sefos/shared/contract/provisioning.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { newToken } from '../../crypto/index.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireOrganisationAdministrator } from '../../platform/authorise.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { DnsPort } from '../../ports/dns.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import { DomainClaimEntity, type DomainClaimRow } from './domain-claim.entity.ts';
import { normaliseDomain } from './domain-lists.ts';
import { OrganisationDomainEntity } from './organisation.entity.ts';

const PREFIX = 'sefos-domain-verification=';
const recordOf = (claim: Pick<DomainClaimRow, 'domain' | 'value'>) => ({
  name: `_sefos.${claim.domain}`,
  value: claim.value,
});
/** A DNS that is asked often is asked in vain: records live for minutes. */
const CHECKS = { limit: 30, windowSeconds: 300 };

export interface DomainClaimsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly dns: DnsPort;
  readonly limiter: {
    hit(
      name: string,
      subject: string,
      limit: { readonly limit: number; readonly windowSeconds: number },
    ): Promise<void>;
  };
}

/** Domäner: which domains are an organisation's own, each proven by a record that only who keeps the domain can write. */
export class DomainClaims {
  readonly #parts: DomainClaimsParts;

  constructor(parts: DomainClaimsParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-allowed */
  async list(actor: AccountActor): Promise<OwnDomain[]> {
    requireOrganisationAdministrator(actor);
    const { database } = this.#parts;
    const [own, claims] = await Promise.all([
      database.all<{ domain: string }>(
        'select domain from organisation_domain where organisation_id = ? order by domain',
        actor.organisationId,
      ),
      database.all<DomainClaimRow>(
        'select * from domain_claim where organisation_id = ? order by domain',
        actor.organisationId,
      ),
    ]);
    return [...own.map(({ domain }) => proven(domain)), ...claims.map(waiting)];
  }

  /** Said twice, it is answered the same. @throws {DomainError} not-allowed, domain-invalid, domain-taken, domains-too-many */
  async add(actor: AccountActor, text: string): Promise<OwnDomain> {
    const domain = this.#domain(actor, text);
    const { database, clock } = this.#parts;
    const owner = await this.#owner(domain);
    if (owner !== undefined && owner !== actor.organisationId) throw new DomainError('domain-taken');
    if (owner !== undefined) return proven(domain);
    const known = await this.#claim(actor, domain);
    if (known) return waiting(known);
    const now = clock.now().getTime();
    const row = { organisation_id: actor.organisationId, domain, value: PREFIX + newToken(), created_at: now };
    await database.commit([
      // One after the other, so that two at once are counted.
      write('update organisation set name = name where id = ?', actor.organisationId),
      insert(DomainClaimEntity, row, 'nothing'),
      guard(
        write(
          'update domain_claim set created_at = created_at where organisation_id = ? and domain = ? and (select count(*) from domain_claim c where c.organisation_id = ?) + (select count(*) from organisation_domain o where o.organisation_id = ?) <= ?',
          ...[actor.organisationId, domain, actor.organisationId, actor.organisationId, LIMITS.ownDomains],
        ),
        () => new DomainError('domains-too-many', { most: LIMITS.ownDomains }),
      ),
      this.#entry(actor, domain, 'domain.claimed', now),
    ]);
    const claim = await this.#claim(actor, domain);
    return claim ? waiting(claim) : proven(domain);
  }

  /**
   * Looks for the record; from then on the domain is the organisation's.
   * @throws {DomainError} not-allowed, not-found, domain-record-missing, domain-taken, dns-unavailable, too-many-requests
   */
  async check(actor: AccountActor, text: string): Promise<OwnDomain> {
    const domain = this.#domain(actor, text);
    const { database, clock, dns, limiter } = this.#parts;
    const claim = await this.#claim(actor, domain);
    if (!claim && (await this.#owner(domain)) === actor.organisationId) return proven(domain);
    if (!claim) throw new DomainError('not-found');
    await limiter.hit('domain-check', actor.organisationId, CHECKS);
    const { name, value } = recordOf(claim);
    const isThere = await dns.hasText(name, value);
    const now = clock.now().getTime();
    if (!isThere) {
      await database.commit([
        write(
          'update domain_claim set checked_at = ? where organisation_id = ? and domain = ?',
          now,
          actor.organisationId,
          domain,
        ),
      ]);
      throw new DomainError('domain-record-missing', { name });
    }
    await database.commit([
      guard(
        insert(OrganisationDomainEntity, { domain, organisation_id: actor.organisationId }, 'nothing'),
        () => new DomainError('domain-taken'),
      ),
      guard(deleteClaim(actor.organisationId, domain), () => new DomainError('not-found')),
      this.#entry(actor, domain, 'domain.proven', now),
    ]);
    return proven(domain);
  }

  /** @throws {DomainError} not-allowed, not-found, domain-in-use */
  async remove(actor: AccountActor, text: string): Promise<void> {
    const domain = this.#domain(actor, text);
    const { database, clock } = this.#parts;
    const now = clock.now().getTime();
    const entry = this.#entry(actor, domain, 'domain.removed', now);
    if (await this.#claim(actor, domain)) return database.commit([deleteClaim(actor.organisationId, domain), entry]);
    if ((await this.#owner(domain)) !== actor.organisationId) throw new DomainError('not-found');
    await database.commit([
      guard(
        write(
          'delete from organisation_domain where domain = ? and organisation_id = ? and not exists (select 1 from mailbox m where m.organisation_id = ? and substr(m.address, length(m.address) - ?) = ?)',
          ...[domain, actor.organisationId, actor.organisationId, domain.length, `@${domain}`],
        ),
        () => new DomainError('domain-in-use'),
      ),
      entry,
    ]);
  }

  #domain(actor: AccountActor, text: string): string {
    requireOrganisationAdministrator(actor);
    const domain = normaliseDomain(text);
    if (!domain) throw new DomainError('domain-invalid');
    return domain;
  }

  #claim({ organisationId }: AccountActor, domain: string): Promise<DomainClaimRow | undefined> {
    return this.#parts.database.get<DomainClaimRow>(
      'select * from domain_claim where organisation_id = ? and domain = ?',
      organisationId,
      domain,
    );
  }

  async #owner(domain: string): Promise<string | undefined> {
    const sql = 'select organisation_id from organisation_domain where domain = ?';
    return (await this.#parts.database.get<{ organisation_id: string }>(sql, domain))?.organisation_id;
  }

  #entry(actor: AccountActor, domain: string, action: string, now: number): Statement {
    const { organisationId } = actor;
    return audit({ organisationId, action, actor: accountActor(actor), facts: { domain } }, now);
  }
}

const deleteClaim = (organisationId: string, domain: string): Statement =>
  write('delete from domain_claim where organisation_id = ? and domain = ?', organisationId, domain);

const proven = (domain: string): OwnDomain => ({ domain, proven: true, record: null });
const waiting = (claim: DomainClaimRow): OwnDomain => ({
  domain: claim.domain,
  proven: false,
  record: recordOf(claim),
});
