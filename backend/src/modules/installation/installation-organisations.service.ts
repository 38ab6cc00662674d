import type {
  AdministeredOrganisation,
  NewOrganisation,
  OrganisationsQuery,
} from '@sefos/shared/contract/installation.ts';
import { domainOf, normaliseEmail } from '@sefos/shared/domain/email.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireSystemAdministrator } from '../../platform/authorise.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { IdempotencyRecord } from '../../platform/http/idempotency.ts';
import { sortName } from '../../platform/sort-name.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { ManagedAccounts, ManagedAccountsRepository } from '../account-administration/index.ts';
import { type AccountsService, endAllSignIns } from '../accounts/index.ts';
import { normaliseDomain, type OrganisationsService } from '../organisations/index.ts';
import type { OrganisationClosingRow } from './closing/closing.entity.ts';
import { presentClosing } from './closing/closing-contents.ts';
import { actorIn, inBothLogs } from './installation.log.ts';
import type { Licences } from './licences.service.ts';
import { endGrants } from './support-grants.service.ts';

export interface InstallationOrganisationsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisations: Pick<OrganisationsService, 'create'>;
  readonly accounts: Pick<AccountsService, 'findByEmail'>;
  readonly managedAccounts: Pick<ManagedAccounts, 'add' | 'invite'>;
  readonly managedRows: Pick<ManagedAccountsRepository, 'find'>;
  readonly licences: Licences;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly sort_name: string;
  readonly created_at: number;
  readonly frozen_at: number | null;
}

const encodeCursor = ({ sort_name, id }: Row): string => Buffer.from(`${sort_name}.${id}`).toString('base64url');
const decodeCursor = (cursor: string): readonly [sortName: string, id: string] => {
  const match = /^([0-9a-f]{0,92})\.([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new DomainError('invalid-request');
  return [match[1] ?? '', match[2] ?? ''];
};

/** For the right side of `like`: what people type has no meaning of its own there. */
const literal = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

const FOUND =
  "(o.sort_name like ? or o.sort_name like ? or exists (select 1 from organisation_domain d where d.organisation_id = o.id and d.domain like ? escape '\\'))";

/** Organisations in the hands of those who run the installation: names and figures, never what is inside. */
export class InstallationOrganisations {
  readonly #parts: InstallationOrganisationsParts;

  constructor(parts: InstallationOrganisationsParts) {
    this.#parts = parts;
  }

  /** A page, by name. @throws {DomainError} not-allowed, step-up-required, invalid-request */
  async list(actor: AccountActor, query: OrganisationsQuery) {
    requireSystemAdministrator(actor);
    const { limit = LIMITS.pageRows, cursor, search = '' } = query;
    const rows = await this.#rows(search, cursor === undefined ? null : decodeCursor(cursor), limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      rows: await this.#present(shown, actor.organisationId),
      nextCursor: rows.length > limit && last ? encodeCursor(last) : null,
    };
  }

  /**
   * Makes an organisation and invites its first administrator. Broken off between the two, the same call goes on.
   * @throws {DomainError} not-allowed, step-up-required, domain-invalid, domain-taken, domain-unproven, address-invalid, account-exists
   */
  async create(
    actor: AccountActor,
    wanted: NewOrganisation,
    idempotency: IdempotencyRecord,
  ): Promise<{ readonly id: string }> {
    requireSystemAdministrator(actor);
    const { accounts, managedAccounts } = this.#parts;
    const domain = normaliseDomain(wanted.domain);
    if (!domain) throw new DomainError('domain-invalid');
    const email = normaliseEmail(wanted.administrator.email);
    if (!email) throw new DomainError('address-invalid');
    if (domainOf(email) !== domain) throw new DomainError('domain-unproven', { domain: domainOf(email) });
    const name = cleanLine(wanted.name);
    const begun = await this.#begun(domain, name);
    if (await accounts.findByEmail(email)) throw new DomainError('account-exists');
    const id = begun ?? (await this.#make(actor, name, domain, wanted.language));
    const { displayName } = wanted.administrator;
    await managedAccounts.add(
      { organisationId: id, log: actorIn(id, actor) },
      {
        ...{ email, displayName: cleanLine(displayName), role: 'organisation-administrator' },
        ...{ language: wanted.language, invite: true, and: () => [idempotency.record({ id })] },
      },
    );
    return { id };
  }

  /**
   * Mails the first administrator a new invitation: one that was not used in time must not leave an organisation to nobody.
   * @throws {DomainError} not-allowed, step-up-required, not-found, already-signs-in
   */
  async inviteFirst(actor: AccountActor, id: string): Promise<void> {
    requireSystemAdministrator(actor);
    const { database, managedAccounts, managedRows } = this.#parts;
    const organisation = await database.get('select id from organisation where id = ?', id);
    if (!organisation) throw new DomainError('not-found');
    if (!(await this.#awaited([id])).has(id)) throw new DomainError('already-signs-in');
    const first = await database.get<{ id: string }>(
      "select id from account where organisation_id = ? and roles <> 'user' and removed_at is null order by id limit 1",
      id,
    );
    const row = first && (await managedRows.find(id, first.id));
    if (!row) throw new DomainError('not-found');
    await managedAccounts.invite({ organisationId: id, log: actorIn(id, actor) }, row);
  }

  /** Nothing happens when it is so already. @throws {DomainError} not-allowed, step-up-required, not-found, organisation-own, organisation-closing */
  async setFrozen(actor: AccountActor, id: string, frozen: boolean): Promise<void> {
    requireSystemAdministrator(actor);
    const { database, clock } = this.#parts;
    const row = await database.get<Pick<Row, 'frozen_at'> & { closing: number }>(
      'select o.frozen_at, (select count(*) from organisation_closing c where c.organisation_id = o.id) as closing from organisation o where o.id = ?',
      id,
    );
    if (!row) throw new DomainError('not-found');
    if (id === actor.organisationId) throw new DomainError('organisation-own');
    if ((row.frozen_at !== null) === frozen) return;
    if (Number(row.closing) > 0) throw new DomainError('organisation-closing');
    const now = clock.now().getTime();
    const change = frozen
      ? write('update organisation set frozen_at = ? where id = ? and frozen_at is null', now, id)
      : write(
          'update organisation set frozen_at = null where id = ? and frozen_at is not null and not exists (select 1 from organisation_closing c where c.organisation_id = organisation.id)',
          id,
        );
    await database.commit([
      // One after the other: what opens it again sees a closing that came first.
      write('update organisation set name = name where id = ?', id),
      guard(change, () => new DomainError('settings-changed')),
      // Thawing must not bring back who was signed in before, or began to sign in before it was known everywhere.
      ...endAllSignIns(id, now),
      ...(frozen ? [endGrants(id, now)] : []),
      ...inBothLogs(actor, id, { action: frozen ? 'organisation.frozen' : 'organisation.thawed', facts: {} }, now),
    ]);
  }

  #rows(search: string, after: readonly [string, string] | null, limit: number): Promise<Row[]> {
    const text = search.trim();
    const begins = sortName(text, '');
    // Hexadecimal digits of whole letters: a blank (20) before them is where a word begins.
    const found = text === '' ? [] : [`${begins}%`, `%20${begins}%`, `${literal(text.toLowerCase())}%`];
    const where = [...(found.length > 0 ? [FOUND] : []), ...(after ? ['(o.sort_name, o.id) > (?, ?)'] : [])];
    return this.#parts.database.all<Row>(
      `select o.id, o.name, o.sort_name, o.created_at, o.frozen_at from organisation o${where.length > 0 ? ` where ${where.join(' and ')}` : ''} order by o.sort_name, o.id limit ?`,
      ...found,
      ...(after ?? []),
      limit,
    );
  }

  async #present(rows: readonly Row[], ownId: string): Promise<AdministeredOrganisation[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const [licences, awaited, closings, domains] = await Promise.all([
      this.#parts.licences.of(ids),
      this.#awaited(ids),
      this.#parts.database.all<OrganisationClosingRow>(
        `select * from organisation_closing where organisation_id in (${ids.map(() => '?').join(', ')})`,
        ...ids,
      ),
      this.#parts.database.all<{ domain: string; organisation_id: string }>(
        `select domain, organisation_id from organisation_domain where organisation_id in (${ids.map(() => '?').join(', ')}) order by domain`,
        ...ids,
      ),
    ]);
    const closing = new Map(closings.map((row) => [row.organisation_id, presentClosing(row)]));
    return rows.map(({ id, name, created_at, frozen_at }) => ({
      ...{ id, name, own: id === ownId, awaited: awaited.has(id) },
      domains: domains.flatMap((row) => (row.organisation_id === id ? [row.domain] : [])),
      createdAt: new Date(created_at).toISOString(),
      frozenAt: frozen_at === null ? null : new Date(frozen_at).toISOString(),
      closing: closing.get(id) ?? null,
      licence: licences.get(id) ?? { terms: null, used: { accounts: 0, functionMailboxes: 0 } },
    }));
  }

  /** Those of which nobody can sign in yet. */
  async #awaited(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#parts.database.all<{ id: string }>(
      `select o.id from organisation o where o.id in (${ids.map(() => '?').join(', ')}) and not exists (select 1 from account a where a.organisation_id = o.id and (a.removed_at is not null or a.password_hash is not null or exists (select 1 from account_identity i where i.account_id = a.id)))`,
      ...ids,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** An organisation that was begun with this name and domain, and has nobody yet; null = nobody has the domain. @throws {DomainError} domain-taken */
  async #begun(domain: string, name: string): Promise<string | null> {
    const row = await this.#parts.database.get<{ id: string; name: string; peopled: number }>(
      'select o.id, o.name, case when exists (select 1 from account a where a.organisation_id = o.id) then 1 else 0 end as peopled from organisation_domain d join organisation o on o.id = d.organisation_id where d.domain = ?',
      domain,
    );
    if (!row) return null;
    if (row.peopled === 1 || row.name !== name) throw new DomainError('domain-taken');
    return row.id;
  }

  async #make(actor: AccountActor, name: string, domain: string, language: NewOrganisation['language']) {
    const made = this.#parts.organisations.create({
      ...{ name, domains: [domain], settings: { language } },
      // Domains have one owner, so this is nobody else's either.
      slug: slugOf(domain),
      and: (id, now) => inBothLogs(actor, id, { action: 'organisation.created', facts: { name, domain } }, now),
    });
    return made.catch(asTaken);
  }
}

/** As long as the column is. */
const MOST_SLUG = 60;
const slugOf = (domain: string): string => domain.replaceAll('.', '-').slice(0, MOST_SLUG);

/** How the two engines name a value that is there already. */
const UNIQUENESS: ReadonlySet<unknown> = new Set(['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);

/** Of two who take the same domain at once, the second is told as if the first had been there before. */
const asTaken = (error: unknown): never => {
  if (error instanceof Error && 'code' in error && UNIQUENESS.has(error.code)) throw new DomainError('domain-taken');
  throw error;
};
