import type {
  FunctionMailboxChange,
  FunctionMailboxContents,
  FunctionMailboxPage,
  FunctionMailboxRow,
  FunctionMailboxView,
  NewFunctionMailbox,
} from '@sefos/shared/contract/function-mailboxes.ts';
import { domainOf, normaliseEmail } from '@sefos/shared/domain/email.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { isOrganisationAdministrator, requireOrganisationAdministrator } from '../../platform/authorise.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { IdempotencyRecord } from '../../platform/http/idempotency.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import {
  changedFunctionMailbox,
  type FunctionMailboxesRepository,
  type FunctionMailboxKeyset,
  type FunctionMailboxRecord,
  type FunctionMailboxSettings,
  newFunctionMailbox,
  removedFunctionMailbox,
} from './function-mailboxes.repository.ts';
import { liveEvent } from './mailbox-events.ts';
import type { MailboxMembersRepository } from './mailbox-members.repository.ts';
import type { MailboxesService } from './mailboxes.service.ts';

export interface FunctionMailboxesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: FunctionMailboxesRepository;
  readonly members: MailboxMembersRepository;
  readonly mailboxes: MailboxesService;
  /** The domains of an organisation. */
  readonly domainsOf: (organisationId: string) => Promise<readonly string[]>;
  /** The writes that refuse one more than the organisation may have. */
  readonly room: (organisationId: string, nowMs: number) => readonly Statement[];
  /** What a mailbox holds; the channel knows. */
  readonly contents: (mailbox: {
    readonly id: string;
    readonly organisationId: string;
  }) => Promise<Omit<FunctionMailboxContents, 'members' | 'atLeast'> & { readonly exact: boolean }>;
}

const settingsOf = ({ name, address, language }: FunctionMailboxRecord): FunctionMailboxSettings => ({
  ...{ name, address },
  language: language as FunctionMailboxSettings['language'],
});

const presentRow = (row: FunctionMailboxRecord): FunctionMailboxRow => ({
  id: row.id,
  ...settingsOf(row),
  members: row.members,
  administrators: row.administrators,
  role: row.role,
});

const encodeCursor = ({ sortName, id }: FunctionMailboxKeyset): string =>
  Buffer.from(`${sortName}.${id}`).toString('base64url');

const decodeCursor = (cursor: string): FunctionMailboxKeyset | null => {
  const match = /^([0-9a-f]{0,92})\.([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match?.[2] ? { sortName: match[1] ?? '', id: match[2] } : null;
};

/** Funktionsbrevlådor: an organisation's administrators make and remove them, their own administrators look after them. */
export class FunctionMailboxesService {
  readonly #parts: FunctionMailboxesParts;

  constructor(parts: FunctionMailboxesParts) {
    this.#parts = parts;
  }

  /** All of the organisation for its administrators; for others those that they are in. @throws {DomainError} invalid-request */
  async list(
    actor: AccountActor,
    query: { readonly q?: string; readonly cursor?: string; readonly limit?: number },
  ): Promise<FunctionMailboxPage> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    if (query.cursor !== undefined && !after) throw new DomainError('invalid-request');
    const limit = query.limit ?? LIMITS.pageRows;
    const rows = await this.#parts.repository.list({
      organisationId: actor.organisationId,
      accountId: actor.accountId,
      own: !isOrganisationAdministrator(actor),
      text: query.q ?? '',
      after,
      limit: limit + 1,
    });
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      rows: rows.slice(0, limit).map(presentRow),
      nextCursor: last ? encodeCursor({ sortName: last.sort_name, id: last.id }) : null,
    };
  }

  /** @throws {DomainError} not-found — neither in it nor an administrator of its organisation */
  async get(actor: AccountActor, id: string): Promise<FunctionMailboxView> {
    const row = await this.requireVisible(actor, id);
    const mayRemove = isOrganisationAdministrator(actor);
    return {
      ...presentRow(row),
      createdAt: new Date(row.created_at).toISOString(),
      retentionDays: row.retention_days,
      mayManage: mayRemove || row.role === 'administrator',
      mayRemove,
    };
  }

  /** @throws {DomainError} not-allowed, mailbox-name-invalid, address-invalid, mailbox-address-invalid, mailbox-address-taken, licence-full, licence-ended */
  async create(
    actor: AccountActor,
    input: NewFunctionMailbox,
    idempotency: IdempotencyRecord,
  ): Promise<{ readonly id: string }> {
    requireOrganisationAdministrator(actor);
    const settings = await this.#checked(actor, input);
    const { database, clock } = this.#parts;
    const now = clock.now().getTime();
    const id = newId(now);
    await database.commit([
      newFunctionMailbox(id, actor.organisationId, settings, now),
      ...this.#parts.room(actor.organisationId, now),
      this.#entry(actor, 'mailbox.created', id, now, { ...settings }),
      idempotency.record({ id }),
    ]);
    return { id };
  }

  /** @throws {DomainError} not-found, not-allowed, settings-changed, mailbox-name-invalid, address-invalid, mailbox-address-invalid, mailbox-address-taken */
  async change(actor: AccountActor, id: string, { expected, ...wanted }: FunctionMailboxChange) {
    const row = await this.requireManager(actor, id);
    const before = settingsOf(row);
    // Where its mail arrives is the organisation's to decide.
    if (wanted.address !== before.address) requireOrganisationAdministrator(actor);
    const isSeen =
      expected.name === before.name && expected.address === before.address && expected.language === before.language;
    if (!isSeen) throw new DomainError('settings-changed');
    const after = await this.#checked(actor, wanted, before.address);
    const now = this.#parts.clock.now().getTime();
    const changed = (['name', 'address', 'language'] as const).filter((setting) => before[setting] !== after[setting]);
    if (changed.length > 0)
      await this.#commitAt(id, after.address, [
        ...changedFunctionMailbox(id, before, after),
        ...changed.map((setting) =>
          this.#entry(actor, 'mailbox.changed', id, now, { setting, before: before[setting], after: after[setting] }),
        ),
        liveEvent({ type: 'mailbox-changed', mailboxId: id }, now),
      ]);
    return this.get(actor, id);
  }

  /** PostgreSQL refuses the one of two addresses at once that commits later by its index, whatever the writes looked for. */
  async #commitAt(id: string, address: string, statements: readonly Statement[]): Promise<void> {
    const { database, mailboxes } = this.#parts;
    try {
      await database.commit(statements);
    } catch (error) {
      const there = (await mailboxes.byAddresses([address])).get(address);
      throw there && there.id !== id ? new DomainError('mailbox-address-taken') : error;
    }
  }

  /** What would go with it. @throws {DomainError} not-found, not-allowed */
  async contents(actor: AccountActor, id: string): Promise<FunctionMailboxContents> {
    const { members } = await this.#requireRemovable(actor, id);
    const { exact, ...counted } = await this.#parts.contents({ id, organisationId: actor.organisationId });
    return { ...counted, members, ...(exact ? {} : { atLeast: true as const }) };
  }

  /**
   * From this instant on nobody is in it and its address leads nowhere; what it holds is destroyed by a sweep.
   * @throws {DomainError} not-found, not-allowed, mailbox-name-differs, mailbox-holds-kept
   */
  async remove(actor: AccountActor, id: string, name: string): Promise<void> {
    const row = await this.#requireRemovable(actor, id);
    if (cleanLine(name) !== row.name) throw new DomainError('mailbox-name-differs');
    const { database, clock, members, contents } = this.#parts;
    const { exact: _, ...counted } = await contents({ id, organisationId: actor.organisationId });
    if (counted.held > 0) throw new DomainError('mailbox-holds-kept', { held: counted.held });
    const people = await members.all(id);
    const now = clock.now().getTime();
    await database.commit([
      ...removedFunctionMailbox(id, now),
      this.#entry(actor, 'mailbox.removed', id, now, {
        ...{ name: row.name, address: row.address, members: people.length },
        ...{ received: counted.received, sent: counted.sent, drafts: counted.drafts },
      }),
      ...people.map(({ home_mailbox_id: mailboxId }) => liveEvent({ type: 'delegations-changed', mailboxId }, now)),
    ]);
  }

  /** @throws {DomainError} not-found */
  async requireVisible(actor: AccountActor, id: string): Promise<FunctionMailboxRecord> {
    const row = await this.#parts.repository.find(id, actor.accountId, actor.organisationId);
    if (!row || (row.role === null && !isOrganisationAdministrator(actor))) throw new DomainError('not-found');
    return row;
  }

  /** @throws {DomainError} not-found, not-allowed — in it, and not looking after it */
  async requireManager(actor: AccountActor, id: string): Promise<FunctionMailboxRecord> {
    const row = await this.requireVisible(actor, id);
    if (row.role !== 'administrator') requireOrganisationAdministrator(actor);
    return row;
  }

  async #requireRemovable(actor: AccountActor, id: string): Promise<FunctionMailboxRecord> {
    const row = await this.requireVisible(actor, id);
    requireOrganisationAdministrator(actor);
    return row;
  }

  /** As it is kept. An address that stays is not looked at again. */
  async #checked(
    { organisationId }: AccountActor,
    { name: typed, address: said, language }: NewFunctionMailbox,
    unchanged?: string,
  ): Promise<FunctionMailboxSettings> {
    const name = cleanLine(typed);
    if (name === '') throw new DomainError('mailbox-name-invalid');
    const address = normaliseEmail(said);
    if (address !== null && address === unchanged) return { name, address, language };
    const domains = await this.#parts.domainsOf(organisationId);
    if (address === null) throw new DomainError('address-invalid');
    if (!domains.includes(domainOf(address))) throw new DomainError('mailbox-address-invalid');
    if ((await this.#parts.mailboxes.byAddresses([address])).has(address))
      throw new DomainError('mailbox-address-taken');
    return { name, address, language };
  }

  #entry(
    actor: AccountActor,
    action: `mailbox.${string}`,
    id: string,
    now: number,
    facts: Readonly<Record<string, string | number | null>>,
  ): Statement {
    return audit(
      {
        organisationId: actor.organisationId,
        action,
        actor: accountActor(actor),
        target: { kind: 'mailbox', id },
        facts,
      },
      now,
    );
  }
}
