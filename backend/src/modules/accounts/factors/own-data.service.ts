import type { Readable } from 'node:stream';
import type { AccountActor } from '../../../platform/actor.ts';
import type { Database } from '../../../platform/database/database.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Clock } from '../../../ports/clock.port.ts';
import { auditExtract } from '../../audit/index.ts';
import type { RateLimits } from '../accounts.ports.ts';
import type { AccountsService } from '../accounts.service.ts';
import type { OwnSessions } from '../own-sessions.service.ts';
import type { AccountFactors } from './account-factors.service.ts';
import type { Confirm } from './confirm.service.ts';
import { selfEntry } from './self-entry.ts';

/** What another part of the product keeps about a person: a file of her download. */
export interface OwnData {
  /** Without `.json`. */
  readonly name: string;
  read(actor: AccountActor): Promise<unknown>;
}

/** A file of an archive. */
export interface OwnDataFile {
  readonly path: string;
  readonly modifiedAt: Date;
  readonly content: Uint8Array;
}

export interface OwnDataParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountsService;
  readonly confirm: Confirm;
  readonly factors: AccountFactors;
  readonly ownSessions: OwnSessions;
  readonly limiter: RateLimits;
  readonly others: readonly OwnData[];
  readonly archive: (files: AsyncIterable<OwnDataFile>) => Readable;
}

const DOWNLOADS = { limit: 5, windowSeconds: 3_600 };

/** Everything that is kept about a person herself, for herself. Messages are not in it: they have an export of their own. */
export class OwnDataDownload {
  readonly #parts: OwnDataParts;

  constructor(parts: OwnDataParts) {
    this.#parts = parts;
  }

  /** A zip of JSON files. @throws {DomainError} not-allowed, confirmation-required, too-many-requests */
  async open(actor: AccountActor): Promise<{ readonly name: string; readonly archive: Readable }> {
    const { archive, clock, confirm, database, limiter } = this.#parts;
    // A telephone number and a personnummer are in it.
    await confirm.require(actor);
    await limiter.hit('own-data', actor.accountId, DOWNLOADS);
    const now = clock.now();
    await database.commit([selfEntry(actor, 'account.data-downloaded', now.getTime())]);
    return { name: `sefos-konto-${now.toISOString().slice(0, 10)}.zip`, archive: archive(this.#files(actor, now)) };
  }

  async *#files(actor: AccountActor, modifiedAt: Date): AsyncGenerator<OwnDataFile> {
    const { database, factors, others, ownSessions } = this.#parts;
    const { accountId, organisationId } = actor;
    const log = () =>
      auditExtract({ database, organisationId, targetIds: [accountId], accountId, others: () => 'act' as const });
    const own: readonly OwnData[] = [
      { name: 'account', read: () => this.#account(actor) },
      { name: 'sign-in', read: () => factors.view(actor) },
      { name: 'sessions', read: () => ownSessions.list(actor) },
      ...others,
      { name: 'log', read: log },
    ];
    for (const { name, read } of own) {
      const content = Buffer.from(`${JSON.stringify(await read(actor), null, 2)}\n`);
      yield { path: `${name}.json`, modifiedAt, content };
    }
  }

  async #account(actor: AccountActor): Promise<object> {
    const { accounts } = this.#parts;
    const account = await accounts.find(actor.accountId);
    if (!account) throw new DomainError('not-signed-in');
    const { id, organisationId, mailboxId, email, displayName, language, theme, roles } = account;
    return {
      ...{ id, organisationId, mailboxId, email, displayName, language, theme, roles },
      phone: (await accounts.phoneOf(account))?.phone ?? null,
      personalNumber: await accounts.personalNumberOf(account),
    };
  }
}
