import type { MailServerView, SaveMailServer } from '@sefos/shared/contract/mail-server.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireOrganisationAdministrator } from '../../platform/authorise.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OwnMailPort, OwnMailServer } from '../../ports/own-mail.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { RateLimiter } from '../identification/index.ts';
import { type KeyRing, normaliseDomain, type OrganisationsService } from '../organisations/index.ts';
import { MailServerEntity, type MailServerRow } from './mail-server.entity.ts';
import { testMail } from './mail-server.mail.ts';
import { openPassword, sealPassword } from './mail-server-sealing.ts';

/** Tries connect to where an administrator says: few of them. */
const TRIES = { limit: 10, windowSeconds: 600 };
const CACHE_MILLISECONDS = 5_000;

export interface MailServersParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  readonly organisations: OrganisationsService;
  readonly limiter: RateLimiter;
  readonly ownMail: OwnMailPort;
}

/** A server that is in use. Holds a password: never log. */
export interface ActiveServer {
  readonly server: OwnMailServer;
  readonly from: string;
  readonly revision: number;
}

type Wanted = NonNullable<SaveMailServer['server']>;
/** What a save did, for the log. */
interface Saved {
  readonly before: MailServerRow | undefined;
  readonly after: MailServerRow | null;
  readonly newPassword?: boolean;
}

const settingsChanged = () => new DomainError('settings-changed');

/** What is told of a server; never its password. */
const present = (row: MailServerRow): MailServerView => ({
  ...{ host: row.host, port: row.port, tls: row.tls as MailServerView['tls'], user: row.user_name },
  ...{ from: row.mail_from, revision: row.revision, testedAt: new Date(row.tested_at).toISOString() },
  failedAt: row.failed_at === null ? null : new Date(row.failed_at).toISOString(),
});

/** For the log: where mail goes, and as whom. */
const described = (server: Pick<MailServerView, 'host' | 'port' | 'tls' | 'user' | 'from'> | null): string =>
  server === null ? 'none' : `${server.host}:${server.port} ${server.tls} ${server.user ?? '-'} ${server.from}`;

/** Why a test failed, in words that an administrator can act on. */
const testFailure = (error: unknown): DomainError => {
  if (isDomainError(error, 'mail-server-address')) return error;
  if (isDomainError(error, 'mail-refused')) return new DomainError('mail-server-refused');
  if (isDomainError(error) && error.facts.reason === 'EAUTH') return new DomainError('mail-server-login');
  return new DomainError('mail-server-unreachable');
};

/** Mail servers of organisations: tried before they are saved, with a password that can be written and never read. */
export class MailServers {
  readonly #parts: MailServersParts;
  readonly #cache = new Map<string, { readonly active: ActiveServer | null; readonly readAt: number }>();

  constructor(parts: MailServersParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-allowed */
  async get(actor: AccountActor): Promise<{ server: MailServerView | null }> {
    requireOrganisationAdministrator(actor);
    const row = await this.#row(actor.organisationId);
    return { server: row ? present(row) : null };
  }

  /** Saves a server that has just sent the administrator a mail, or with null removes it. @throws {DomainError} see contract/mail-server.ts */
  async save(actor: AccountActor, { server, expected }: SaveMailServer): Promise<{ server: MailServerView | null }> {
    requireOrganisationAdministrator(actor);
    const before = await this.#row(actor.organisationId);
    if ((before?.revision ?? 0) !== expected) throw settingsChanged();
    if (server === null) {
      if (before) await this.#commit(actor, { before, after: null }, [this.#removal(before)]);
      return { server: null };
    }
    const tried = await this.#try(actor, server, before);
    const now = this.#parts.clock.now().getTime();
    const { login, ...place } = tried.server;
    const row: MailServerRow = {
      id: actor.organisationId,
      ...place,
      user_name: login?.user ?? null,
      ...(await sealPassword(this.#parts.keyRing, actor.organisationId, login?.password ?? '')),
      ...{ mail_from: tried.from, revision: expected + 1, tested_at: now, failed_at: null },
    };
    const inserted = guard(insert(MailServerEntity, row, 'nothing'), settingsChanged);
    const newPassword = login !== null && server.password !== undefined;
    const statements = [...(before ? [this.#removal(before)] : []), inserted];
    await this.#commit(actor, { before, after: row, newPassword }, statements);
    return { server: present(row) };
  }

  /** The server that an organisation's mail goes through; null = the installation's. */
  async active(organisationId: string): Promise<ActiveServer | null> {
    const now = this.#parts.clock.now().getTime();
    const known = this.#cache.get(organisationId);
    if (known && now - known.readAt < CACHE_MILLISECONDS) return known.active;
    const row = await this.#row(organisationId);
    const active = row ? await this.#activeOf(row) : null;
    this.#cache.set(organisationId, { active, readAt: now });
    return active;
  }

  /** Remembers that the installation's server had to stand in. */
  async failed(organisationId: string, revision: number): Promise<void> {
    const now = this.#parts.clock.now().getTime();
    await this.#parts.database.commit([
      write('update mail_server set failed_at = ? where id = ? and revision = ?', now, organisationId, revision),
    ]);
  }

  /** Sends the administrator a mail through it. @throws {DomainError} too-many-requests, mail-server-*, invalid-request */
  async #try(actor: AccountActor, wanted: Wanted, before: MailServerRow | undefined) {
    const { limiter, ownMail, organisations } = this.#parts;
    const host = normaliseDomain(wanted.host);
    if (!host) throw new DomainError('mail-server-address');
    const from = normaliseEmail(wanted.from);
    if (!from) throw new DomainError('invalid-request', { field: 'from' });
    const { port, tls } = wanted;
    const login = await this.#login({ ...wanted, host }, before);
    await limiter.hit('mail-server', actor.organisationId, TRIES);
    const { name: organisation } = await organisations.get(actor.organisationId);
    const { language, email: to } = actor;
    const id = newId(this.#parts.clock.now().getTime());
    const server: OwnMailServer = { host, port, tls, login };
    try {
      await ownMail.send(server, testMail({ language, organisation, from, to, id }));
    } catch (error) {
      throw testFailure(error);
    }
    return { server, from };
  }

  /** A saved password stays with the server and the user that it was given for: nobody sends it elsewhere. @throws {DomainError} mail-server-password */
  async #login({ host, port, user, password }: Wanted, before: MailServerRow | undefined) {
    if (user === null) return null;
    if (password !== undefined) return { user, password };
    const isSame = before && before.host === host && before.port === port && before.user_name === user;
    if (!isSame) throw new DomainError('mail-server-password');
    return { user, password: await openPassword(this.#parts.keyRing, before) };
  }

  async #activeOf(row: MailServerRow): Promise<ActiveServer> {
    const password = row.user_name === null ? '' : await openPassword(this.#parts.keyRing, row);
    const login = row.user_name === null ? null : { user: row.user_name, password };
    const { host, port, mail_from: from, revision } = row;
    return { server: { host, port, tls: row.tls as OwnMailServer['tls'], login }, from, revision };
  }

  #removal({ id, revision }: MailServerRow): Statement {
    return guard(write('delete from mail_server where id = ? and revision = ?', id, revision), settingsChanged);
  }

  async #commit(
    actor: AccountActor,
    { before, after, newPassword = false }: Saved,
    statements: readonly Statement[],
  ): Promise<void> {
    const was = described(before ? present(before) : null);
    const facts = { before: was, after: described(after && present(after)), newPassword };
    const { organisationId } = actor;
    const entry = { organisationId, action: 'organisation.mail-server-changed', actor: accountActor(actor), facts };
    await this.#parts.database.commit([...statements, audit(entry, this.#parts.clock.now().getTime())]);
    this.#cache.delete(organisationId);
  }

  #row(organisationId: string): Promise<MailServerRow | undefined> {
    return this.#parts.database.get<MailServerRow>('select * from mail_server where id = ?', organisationId);
  }
}
