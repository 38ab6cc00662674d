import type { ApiKeyView, CreateApiKey, CreatedApiKey } from '@sefos/shared/contract/api-keys.ts';
import { API_SCOPES, type ApiScope } from '@sefos/shared/contract/endpoint.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import { hashToken, newToken } from '../../crypto/index.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireOrganisationAdministrator } from '../../platform/authorise.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { RateLimiter } from '../identification/index.ts';
import type { MailboxesService } from '../mailboxes/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { ApiKeyEntity, type ApiKeyRow } from './api-key.entity.ts';

const DAY = 86_400_000;
/** So that a program in a loop does not keep people waiting. */
const CALLS = { limit: 120, windowSeconds: 60 };
const SEEN_MILLISECONDS = 60_000;
/** How long a key that has ended is listed. */
const LISTED_MILLISECONDS = 90 * DAY;
/** What a key is told by in logs and scanners for secrets. */
const PREFIX = 'sefos_';
const BEARER = /^Bearer sefos_([A-Za-z0-9_-]{43})$/i;

export interface ApiKeysParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly mailboxes: Pick<MailboxesService, 'byAddresses' | 'byId'>;
  readonly organisations: OrganisationsService;
  readonly limiter: RateLimiter;
}

type Listed = ApiKeyRow & { readonly address: string };

const scopesOf = (row: Pick<ApiKeyRow, 'scopes'>): ApiScope[] =>
  API_SCOPES.filter((scope) => row.scopes.split(',').includes(scope));

const present = (row: Listed): ApiKeyView => ({
  ...{ id: row.id, name: row.name, mailboxId: row.mailbox_id, address: row.address, scopes: scopesOf(row) },
  createdAt: new Date(row.created_at).toISOString(),
  expiresAt: new Date(row.expires_at).toISOString(),
  usedAt: row.used_at === null ? null : new Date(row.used_at).toISOString(),
  revokedAt: row.revoked_at === null ? null : new Date(row.revoked_at).toISOString(),
});

/** The key of a request, or null: `Authorization: Bearer sefos_…`. */
export const apiTokenOf = (authorization: string | undefined): string | null =>
  (authorization === undefined ? undefined : BEARER.exec(authorization)?.[1]) ?? null;

/** Keys of an organisation: made and ended by its administrators, each for one mailbox and a few operations. */
export class ApiKeys {
  readonly #parts: ApiKeysParts;

  constructor(parts: ApiKeysParts) {
    this.#parts = parts;
  }

  /** Those that live, and of those that ended in the last 90 days the newest; newest first. @throws {DomainError} not-allowed */
  async list(actor: AccountActor): Promise<ApiKeyView[]> {
    requireOrganisationAdministrator(actor);
    const now = this.#now();
    const since = now - LISTED_MILLISECONDS;
    const rows = await this.#parts.database.all<Listed>(
      'select k.*, m.address from api_key k join mailbox m on m.id = k.mailbox_id where k.organisation_id = ? and k.expires_at > ? and (k.revoked_at is null or k.revoked_at > ?) order by case when k.revoked_at is null and k.expires_at > ? then 0 else 1 end, k.id desc limit 200',
      actor.organisationId,
      since,
      since,
      now,
    );
    return rows.map(present);
  }

  /**
   * Makes a key and answers it, this once. For function mailboxes alone: what is a person's acts by her own sign-in.
   * @throws {DomainError} not-allowed, api-key-mailbox, api-keys-too-many, invalid-request
   */
  async create(actor: AccountActor, wanted: CreateApiKey): Promise<CreatedApiKey> {
    requireOrganisationAdministrator(actor);
    const name = cleanLine(wanted.name);
    if (name === '') throw new DomainError('invalid-request', { field: 'name' });
    const address = normaliseEmail(wanted.address) ?? '';
    const mailbox = await this.#mailbox(actor, address);
    const now = this.#now();
    const token = newToken();
    const row: ApiKeyRow = {
      ...{ id: newId(now), organisation_id: actor.organisationId, mailbox_id: mailbox.id, name },
      scopes: API_SCOPES.filter((scope) => wanted.scopes.includes(scope)).join(),
      token_hash: hashToken(token),
      ...{ created_by: actor.accountId, created_at: now, expires_at: now + wanted.days * DAY },
      ...{ used_at: null, revoked_at: null },
    };
    const facts = { name, mailbox: mailbox.id, scopes: row.scopes, expiresAt: new Date(row.expires_at).toISOString() };
    const most = LIMITS.apiKeys;
    await this.#parts.database.commit([
      // One after the other, so that two at once are counted.
      write('update organisation set name = name where id = ?', actor.organisationId),
      insert(ApiKeyEntity, row),
      guard(
        write(
          'update api_key set name = name where id = ? and (select count(*) from api_key k where k.organisation_id = ? and k.revoked_at is null and k.expires_at > ?) <= ?',
          ...[row.id, actor.organisationId, now, most],
        ),
        () => new DomainError('api-keys-too-many', { most }),
      ),
      this.#entry(actor, 'api-key.created', row.id, facts, now),
    ]);
    return { key: present({ ...row, address }), token: PREFIX + token };
  }

  /** Ends a key at once; one that has ended stays so. @throws {DomainError} not-allowed, not-found */
  async revoke(actor: AccountActor, id: string): Promise<void> {
    requireOrganisationAdministrator(actor);
    const now = this.#now();
    const ended = new DomainError('not-found');
    const key = await this.#parts.database.get<Pick<ApiKeyRow, 'name' | 'mailbox_id'>>(
      'select name, mailbox_id from api_key where id = ? and organisation_id = ?',
      id,
      actor.organisationId,
    );
    if (!key) throw ended;
    await this.#parts.database.commit([
      guard(
        write(
          'update api_key set revoked_at = ? where id = ? and organisation_id = ? and revoked_at is null',
          now,
          id,
          actor.organisationId,
        ),
        () => ended,
      ),
      this.#entry(actor, 'api-key.revoked', id, { name: key.name, mailbox: key.mailbox_id }, now),
    ]);
  }

  /**
   * Who calls by a key: a program in the key's mailbox, at LoA1, without roles and without an account. Null when the key is unknown or has
   * ended, or its mailbox or organisation has. @throws {DomainError} not-allowed — the key is not for that; too-many-requests
   */
  async authenticate(token: string, scope: ApiScope | undefined, ip: string): Promise<AccountActor | null> {
    const now = this.#now();
    const row = await this.#parts.database.get<ApiKeyRow>(
      'select * from api_key where token_hash = ? and revoked_at is null and expires_at > ?',
      hashToken(token),
      now,
    );
    if (!row) return null;
    const mailbox = await this.#parts.mailboxes.byId(row.mailbox_id);
    const organisation = await this.#parts.organisations.get(row.organisation_id);
    if (!mailbox || mailbox.organisationId !== row.organisation_id || organisation.frozen) return null;
    await this.#parts.limiter.hit('api-key', row.id, CALLS);
    if (scope === undefined || !scopesOf(row).includes(scope)) throw new DomainError('not-allowed');
    await this.#seen(row, now);
    return {
      kind: 'account',
      host: 'api',
      ...{ ip, apiKeyId: row.id, accountId: row.id, sessionId: row.id },
      ...{ organisationId: row.organisation_id, mailboxId: row.mailbox_id },
      ...{ email: mailbox.address, displayName: row.name, language: organisation.settings.language },
      roles: [],
      level: 1,
      method: 'api-key',
      csrfToken: '',
      entered: { mailboxId: row.mailbox_id, accessId: row.id, role: 'member', giverAccountId: null, since: 0 },
    };
  }

  async #mailbox({ organisationId }: AccountActor, address: string) {
    const found = (await this.#parts.mailboxes.byAddresses([address])).get(address);
    const mailbox = found ? await this.#parts.mailboxes.byId(found.id) : null;
    if (mailbox?.organisationId !== organisationId || mailbox.kind !== 'function')
      throw new DomainError('api-key-mailbox');
    return mailbox;
  }

  async #seen({ id, used_at: usedAt }: ApiKeyRow, now: number): Promise<void> {
    if (usedAt !== null && now - usedAt < SEEN_MILLISECONDS) return;
    await this.#parts.database.commit([write('update api_key set used_at = ? where id = ?', now, id)]);
  }

  #entry(
    actor: AccountActor,
    action: string,
    id: string,
    facts: Readonly<Record<string, string>>,
    now: number,
  ): Statement {
    const { organisationId } = actor;
    return audit({ organisationId, action, actor: accountActor(actor), target: { kind: 'api-key', id }, facts }, now);
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }
}
