import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { Author, ManagedAccounts } from '../account-administration/index.ts';
import type { AccountsService } from '../accounts/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import {
  deletedByDirectory,
  madeByDirectory,
  type ProvisionedAccountsRepository,
  type ProvisionedRow,
} from './provisioned-accounts.repository.ts';
import type { Directory } from './provisioning-tokens.service.ts';
import { ScimError } from './scim.errors.ts';
import { parseFilter } from './scim-filter.domain.ts';
import { GROUP_SCHEMA, listResponse, MOST_RESOURCES, USER_SCHEMA } from './scim-resources.ts';
import { readPatch, readUser, type ScimUserInput } from './scim-user.domain.ts';

/** Roles that a directory sees as groups; it changes none. */
const GROUPS = [{ id: 'organisation-administrator', displayName: 'Organisation administrators' }] as const;

export interface ListQuery {
  readonly filter?: string | undefined;
  readonly startIndex?: string | undefined;
  readonly count?: string | undefined;
}

export interface ScimParts {
  readonly clock: Clock;
  readonly repository: ProvisionedAccountsRepository;
  readonly managed: ManagedAccounts;
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  /** Of the service, as directories are told it. */
  readonly base: string;
}

const authorOf = ({ organisationId, tokenId, ip, madeBy }: Directory): Author => ({
  organisationId,
  log: { kind: 'system', id: tokenId, ip },
  ...(madeBy === null ? {} : { facts: { tokenMadeBy: madeBy } }),
});

const number = (text: string | undefined, otherwise: number): number =>
  text !== undefined && /^-?\d{1,9}$/.test(text) ? Number(text) : otherwise;

/** Users and groups of SCIM 2.0 (RFC 7643, 7644) over the accounts of one organisation. */
export class Scim {
  readonly #parts: ScimParts;

  constructor(parts: ScimParts) {
    this.#parts = parts;
  }

  /** Out of bounds means the nearest that is within them (RFC 7644 §3.4.2.4). @throws {ScimError} invalidFilter */
  async list({ organisationId }: Directory, query: ListQuery) {
    const { repository } = this.#parts;
    const startIndex = Math.max(1, number(query.startIndex, 1));
    const count = Math.min(MOST_RESOURCES, Math.max(0, number(query.count, MOST_RESOURCES)));
    if (query.filter !== undefined) {
      const found = await this.#found(organisationId, query.filter);
      const page = startIndex === 1 && count > 0 ? found : [];
      return listResponse(
        page.map((row) => this.#present(row)),
        found.length,
        startIndex,
      );
    }
    const total = await repository.count(organisationId);
    const rows = count === 0 || startIndex > total ? [] : await repository.page(organisationId, startIndex - 1, count);
    return listResponse(
      rows.map((row) => this.#present(row)),
      total,
      startIndex,
    );
  }

  /** @throws {ScimError} 404 */
  async get(directory: Directory, id: string) {
    return this.#present(await this.#require(directory, id));
  }

  /** One that the directory deleted, or that was made by hand and it has not seen, comes back as it was. @throws {ScimError, DomainError} */
  async create(directory: Directory, body: unknown) {
    const input = readUser(body);
    const { repository, managed, accounts } = this.#parts;
    const { organisationId } = directory;
    const email = await managed.ownAddress(organisationId, input.userName);
    const known = await repository.byAddress(organisationId, email);
    if (known?.deprovisioned_at === null || (!known && (await accounts.findByEmail(email))))
      throw new ScimError(409, 'there is an account with this userName', 'uniqueness');
    const externalId = input.externalId ?? undefined;
    if (externalId !== undefined) await this.#requireFree(directory, externalId);
    if (known) return this.#revive(directory, known, input);
    const { settings } = await this.#parts.organisations.get(organisationId);
    const id = await managed.add(authorOf(directory), {
      email,
      displayName: input.displayName ?? email,
      role: 'user',
      language: input.language ?? settings.language,
      invite: false,
      frozen: input.active === false,
      ...(externalId === undefined ? {} : { externalId }),
    });
    return this.get(directory, id);
  }

  /** @throws {ScimError, DomainError} */
  async patch(directory: Directory, id: string, body: unknown) {
    return this.#change(directory, await this.#require(directory, id), readPatch(body));
  }

  /** What is not said stays as it is. @throws {ScimError, DomainError} */
  async replace(directory: Directory, id: string, body: unknown) {
    return this.#change(directory, await this.#require(directory, id), readUser(body));
  }

  /** Sign-in is frozen and the account is not there for the directory any more; mail still arrives. @throws {ScimError, DomainError} */
  async remove(directory: Directory, id: string): Promise<void> {
    const row = await this.#require(directory, id);
    const now = this.#parts.clock.now().getTime();
    await this.#parts.managed.setFrozen(authorOf(directory), row, true, [deletedByDirectory(id, now)]);
  }

  /** @throws {ScimError} invalidFilter */
  async groups(directory: Directory, { filter }: ListQuery, withMembers: boolean) {
    const wanted = filter === undefined ? null : parseFilter(filter);
    if (filter !== undefined && !wanted) throw new ScimError(400, 'this filter is not supported', 'invalidFilter');
    const groups = GROUPS.filter(
      ({ id, displayName }) =>
        !wanted || [id, displayName].some((text) => text.toLowerCase() === wanted.value.toLowerCase()),
    );
    return listResponse(await Promise.all(groups.map(({ id }) => this.group(directory, id, withMembers))));
  }

  /** @throws {ScimError} 404 */
  async group({ organisationId }: Directory, id: string, withMembers: boolean) {
    const { base, repository } = this.#parts;
    const group = GROUPS.find((one) => one.id === id);
    if (!group) throw new ScimError(404, 'there is no such group');
    const members = withMembers ? await repository.administrators(organisationId, MOST_RESOURCES) : null;
    return {
      schemas: [GROUP_SCHEMA],
      ...group,
      ...(members
        ? {
            members: members.map((row) => ({
              value: row.id,
              display: row.display_name,
              $ref: `${base}/Users/${row.id}`,
            })),
          }
        : {}),
      meta: { resourceType: 'Group', location: `${base}/Groups/${id}` },
    };
  }

  async #revive(directory: Directory, row: ProvisionedRow, input: ScimUserInput) {
    const { managed } = this.#parts;
    const frozen = input.active === false;
    const made = madeByDirectory(row.id, input.externalId ?? null);
    await managed.setFrozen(authorOf(directory), row, frozen, [made]);
    const { externalId: _, active: __, ...rest } = input;
    return this.#change(directory, await this.#require(directory, row.id), rest);
  }

  async #change(directory: Directory, row: ProvisionedRow, input: ScimUserInput) {
    const { managed, accounts } = this.#parts;
    const author = authorOf(directory);
    const { userName, displayName, externalId, active, language } = input;
    if (typeof externalId === 'string' && externalId !== row.external_id)
      await this.#requireFree(directory, externalId, row.id);
    // Shutting somebody out comes first: whatever else is refused must not hold it up.
    if (active !== undefined) await managed.setFrozen(author, row, !active);
    await managed.change(author, await this.#require(directory, row.id), {
      ...(userName === undefined ? {} : { email: userName }),
      ...(displayName === undefined ? {} : { displayName }),
      ...(externalId === undefined ? {} : { externalId }),
    });
    if (language !== undefined && language !== row.language) await accounts.updatePreferences(row.id, { language });
    return this.get(directory, row.id);
  }

  async #found(organisationId: string, text: string): Promise<ProvisionedRow[]> {
    const { repository } = this.#parts;
    const filter = parseFilter(text);
    if (!filter || filter.attribute === 'displayname')
      throw new ScimError(400, 'filters are userName, externalId or id with eq', 'invalidFilter');
    const { attribute, value } = filter;
    if (attribute === 'id') return [(await repository.find(organisationId, value)) ?? []].flat();
    if (attribute === 'externalid') return [(await repository.byExternalId(organisationId, value)) ?? []].flat();
    const email = normaliseEmail(value);
    const row = email === null ? undefined : await repository.byAddress(organisationId, email);
    return row?.deprovisioned_at === null ? [row] : [];
  }

  async #requireFree({ organisationId }: Directory, externalId: string, except?: string): Promise<void> {
    const other = await this.#parts.repository.byExternalId(organisationId, externalId);
    if (other && other.id !== except)
      throw new ScimError(409, 'there is an account with this externalId', 'uniqueness');
  }

  async #require({ organisationId }: Directory, id: string): Promise<ProvisionedRow> {
    const row = await this.#parts.repository.find(organisationId, id);
    if (!row) throw new ScimError(404, 'there is no such user');
    return row;
  }

  #present(row: ProvisionedRow) {
    return {
      schemas: [USER_SCHEMA],
      id: row.id,
      ...(row.external_id === null ? {} : { externalId: row.external_id }),
      userName: row.email,
      displayName: row.display_name,
      name: { formatted: row.display_name },
      emails: [{ value: row.email, type: 'work', primary: true }],
      preferredLanguage: row.language,
      active: row.frozen_at === null,
      meta: {
        resourceType: 'User',
        created: new Date(row.created_at).toISOString(),
        location: `${this.#parts.base}/Users/${row.id}`,
      },
    };
  }
}
