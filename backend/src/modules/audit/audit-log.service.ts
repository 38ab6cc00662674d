import type {
  LogChain,
  LogEntry,
  LogExport,
  LogFilter,
  LogPage,
  LogScope,
  LogSearch,
} from '@sefos/shared/contract/log.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { decodeKeyset, encodeKeyset } from '../../platform/database/keyset.ts';
import { DomainError } from '../../platform/errors.ts';
import { isId } from '../../platform/http/path-for-log.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AuditCheckRow, AuditEventRow } from './audit.entity.ts';
import { type AuditEntry, accountActor, audit } from './audit.events.ts';
import { exportEntries } from './audit-export.ts';
import { type AuditFilter, readEntries } from './audit-search.ts';
import { AuditSubjects, idsIn } from './audit-subjects.ts';
import { headOf } from './audit-verify.ts';

export interface AuditLogParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Under what the installation's own log stands. */
  readonly installationId: string;
}

/** The same search by the same person within so long is one look into the log. */
const SESSION_MILLISECONDS = 900_000;
const PAGE_ROWS = 50;

const ROLES = { organisation: 'organisation-administrator', installation: 'system-administrator' } as const;

type Facts = NonNullable<AuditEntry['facts']>;

/** What was looked for, as the log keeps it: ids, no addresses. */
const factsOf = ({ from, to, action, actors, targets, ip }: AuditFilter): Facts => ({
  ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
  ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
  ...(action === undefined ? {} : { action }),
  ...(actors === undefined ? {} : { actors: actors.join() }),
  ...(targets === undefined ? {} : { targets: targets.join() }),
  ...(ip === undefined ? {} : { network: ip }),
});

const factsIn = (text: string): LogEntry['facts'] => JSON.parse(text) as LogEntry['facts'];

const present = (row: AuditEventRow, names: ReadonlyMap<string, string>): LogEntry => {
  const party = (kind: string, id: string | null) => ({ kind, id, name: (id && names.get(id)) || null });
  const facts = factsIn(row.facts);
  const actor = party(row.actor_kind, row.actor_id);
  const support = typeof facts.supportBy === 'string' ? facts.supportBy : null;
  const named = idsIn(row).flatMap((id) => (names.has(id) ? [[id, names.get(id) ?? '']] : []));
  return {
    id: row.id,
    at: new Date(row.at).toISOString(),
    action: row.action,
    actor: { ...actor, name: actor.name ?? support },
    target: row.target_kind === null ? null : party(row.target_kind, row.target_id),
    ...{ method: row.method, level: row.level, ip: row.ip },
    facts,
    names: Object.fromEntries(named),
    sequence: row.sequence,
    hash: row.hash && Buffer.from(row.hash).toString('base64'),
  };
};

/** The log in the hands of people: an organisation's administrators read their own, system administrators the installation's. */
export class AuditLog {
  readonly #parts: AuditLogParts;
  readonly #subjects: AuditSubjects;

  constructor(parts: AuditLogParts) {
    this.#parts = parts;
    this.#subjects = new AuditSubjects(parts.database);
  }

  /** A page, newest first. What is looked for is logged, its further pages within a quarter of an hour are not. @throws {DomainError} not-allowed, invalid-request, names-too-many */
  async search(actor: AccountActor, query: LogSearch): Promise<LogPage> {
    const filter = await this.#filter(actor, query);
    const after = query.cursor === undefined ? null : decodeKeyset(query.cursor);
    if (query.cursor !== undefined && !after) throw new DomainError('invalid-request');
    // Before anything is answered: nobody reads without it, with a cursor of her own making either.
    await this.#recordSearch(actor, filter);
    const limit = query.limit ?? PAGE_ROWS;
    const rows = await readEntries(this.#parts.database, filter, { order: 'newest', after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const names = await this.#subjects.names(shown.flatMap(idsIn), this.#within(filter));
    return {
      rows: shown.map((row) => present(row, names)),
      nextCursor: rows.length > limit && last ? encodeKeyset(last) : null,
    };
  }

  /** The log as a file, made while it is read; logged before its first byte. @throws {DomainError} not-allowed, names-too-many */
  async export(actor: AccountActor, { format, ...query }: LogExport): Promise<AsyncIterable<Uint8Array>> {
    const { database, clock } = this.#parts;
    const now = clock.now().getTime();
    const asked = await this.#filter(actor, query);
    // What is written meanwhile, this export's own entry too, is not in it: it has an end.
    const filter = { ...asked, to: Math.min(asked.to ?? now, now) };
    await this.#record(actor, asked.organisationId, 'log.exported', { ...factsOf(asked), format });
    const within = this.#within(filter);
    return exportEntries({
      ...{ database, filter, format, now, language: actor.language },
      names: (ids) => this.#subjects.names(ids, within),
    });
  }

  /** How far the log has been checked. @throws {DomainError} not-allowed */
  async chain(actor: AccountActor, scope: LogScope | undefined): Promise<LogChain> {
    const { database } = this.#parts;
    const organisationId = this.#organisation(actor, scope);
    const head = await headOf(database, organisationId);
    const row = await database.get<AuditCheckRow>(
      'select * from audit_check where organisation_id = ?',
      organisationId,
    );
    const instant = (at: number | null | undefined) => (at == null ? null : new Date(at).toISOString());
    return {
      entries: head?.sequence ?? 0,
      verifiedEntries: row?.verified_sequence ?? 0,
      verifiedTo: instant(row?.verified_to),
      checkedAt: instant(row?.checked_at),
      signedEntries: head?.signed_sequence ?? 0,
      fault:
        row?.fault && row.fault_sequence !== null
          ? { kind: row.fault, sequence: row.fault_sequence, entryId: row.fault_entry_id }
          : null,
    };
  }

  #organisation({ roles, organisationId }: AccountActor, scope: LogScope = 'organisation'): string {
    if (!roles.includes(ROLES[scope])) throw new DomainError('not-allowed');
    return scope === 'organisation' ? organisationId : this.#parts.installationId;
  }

  /** Whose names may be told beside entries: the installation's are about people of every organisation. */
  #within({ organisationId }: AuditFilter): string | null {
    return organisationId === this.#parts.installationId ? null : organisationId;
  }

  async #filter(actor: AccountActor, query: LogFilter): Promise<AuditFilter> {
    const organisationId = this.#organisation(actor, query.scope);
    const within = this.#within({ organisationId });
    const ids = async (given: string): Promise<readonly string[]> => {
      const address = given.includes('@') ? normaliseEmail(given) : null;
      if (address) return this.#subjects.idsAt(address, within);
      // Whose names there are in the whole installation is nobody's to look through.
      return within === null || isId(given) ? [given] : [given, ...(await this.#subjects.idsNamed(given, within))];
    };
    const { from, to, action, actor: who, target, network } = query;
    return {
      organisationId,
      ...(from === undefined ? {} : { from: Date.parse(from) }),
      ...(to === undefined ? {} : { to: Date.parse(to) }),
      ...(action === undefined ? {} : { action }),
      ...(who === undefined ? {} : { actors: await ids(who) }),
      ...(target === undefined ? {} : { targets: await ids(target) }),
      ...(network === undefined ? {} : { ip: network.toLowerCase() }),
    };
  }

  async #recordSearch(actor: AccountActor, filter: AuditFilter): Promise<void> {
    const { database, clock } = this.#parts;
    const facts = factsOf(filter);
    const written = JSON.stringify(facts);
    const since = clock.now().getTime() - SESSION_MILLISECONDS;
    const looks = await database.all<{ facts: string }>(
      "select facts from audit_event where organisation_id = ? and actor_id = ? and at > ? and (action || '') = 'log.read'",
      filter.organisationId,
      actor.accountId,
      since,
    );
    if (looks.some((look) => look.facts === written)) return;
    await this.#record(actor, filter.organisationId, 'log.read', facts);
  }

  async #record(actor: AccountActor, organisationId: string, action: string, facts: Facts): Promise<void> {
    const { database, clock } = this.#parts;
    const entry = { organisationId, action, actor: accountActor(actor), facts };
    await database.commit([audit(entry, clock.now().getTime())]);
  }
}
