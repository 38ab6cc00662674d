import { hashToken } from '../../crypto/index.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { DraftRemoval, GraphPerson, GraphPort, GraphTokenStore } from '../../ports/graph.port.ts';
import { audit } from '../audit/index.ts';
import type { KeyRing } from '../organisations/index.ts';
import { GraphTokens, type LoadedTokens, type TokenOwner } from './graph-tokens.ts';

export interface Microsoft365Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  readonly graph: GraphPort;
  /** Which organisation a tenant is connected with; null = none. */
  readonly tenantOwner: (tenantId: string) => Promise<string | null>;
  /** Only sessions that began with an Entra token speak to Graph: what it gave outlives them, sealed, for the next one. */
  readonly beganWithEntra: (sessionId: string) => Promise<boolean>;
  /** Whether a draft of the actor's own mailbox became a message of SEFOS; the key is the hex SHA-256 of its Graph id. */
  readonly isSentDraft: (actor: AccountActor, draftKey: string) => Promise<boolean>;
}

/** What SEFOS does in Microsoft 365 on the behalf of people who signed in with an Entra token. */
export class Microsoft365 {
  readonly #parts: Microsoft365Parts;
  readonly #tokens: GraphTokens;
  /** Exchanges under way in this process, by account; they never reject. Sign-in does not wait for them. */
  readonly #connecting = new Map<string, Promise<void>>();

  constructor(parts: Microsoft365Parts) {
    this.#parts = parts;
    this.#tokens = new GraphTokens(parts);
  }

  /**
   * Exchanges the access token that a verified person signed in to an account with, and keeps what it gives.
   * @throws {DomainError} graph-consent-needed, graph-unavailable
   */
  connect(owner: TokenOwner, accessToken: string, person: GraphPerson): Promise<void> {
    const { accountId } = owner;
    const work = this.#connect(owner, accessToken, person);
    const ended = work
      .catch(() => {})
      .finally(() => {
        if (this.#connecting.get(accountId) === ended) this.#connecting.delete(accountId);
      });
    this.#connecting.set(accountId, ended);
    return work;
  }

  async #connect(owner: TokenOwner, accessToken: string, person: GraphPerson): Promise<void> {
    const { tenantId, objectId } = person;
    const store: GraphTokenStore = {
      load: async () => null,
      save: (serialised) => this.#tokens.replace(owner, { person: { tenantId, objectId }, serialised }),
    };
    await this.#parts.graph.connect({ tenantId, objectId }, accessToken, store);
  }

  /** Waits for the exchange of an account that is under way in this process, however it ends. */
  async settled(accountId: string): Promise<void> {
    await this.#connecting.get(accountId);
  }

  /**
   * Removes a draft that became a message of SEFOS from the actor's own mailbox for good. False = it was not there any more.
   * @throws {DomainError} not-found — for any other mail, and for what is no draft in the mailbox —, graph-consent-needed — also for a session that began with no Entra
   * token, or whose tenant is connected no more —, graph-unavailable
   */
  async removeMailItem(actor: AccountActor, restId: string): Promise<boolean> {
    // Graph would let anything in the mailbox be removed: a stolen session must not.
    if (!(await this.#parts.isSentDraft(actor, hashToken(restId).toString('hex')))) throw new DomainError('not-found');
    if (!(await this.#parts.beganWithEntra(actor.sessionId)))
      throw new DomainError('graph-consent-needed', { reason: 'not-connected' });
    const owner = { accountId: actor.accountId, organisationId: actor.organisationId };
    await this.settled(actor.accountId);
    const loaded = await this.#tokens.load(owner);
    if (!loaded) throw new DomainError('graph-consent-needed', { reason: 'not-connected' });
    const { person } = loaded;
    if ((await this.#parts.tenantOwner(person.tenantId)) !== owner.organisationId) {
      await this.#tokens.forget(owner);
      throw new DomainError('graph-consent-needed', { reason: 'tenant-not-connected' });
    }
    const outcome = await this.#parts.graph.permanentlyDeleteDraft(person, this.#storeOf(owner, loaded), restId);
    await this.#log(actor, restId, outcome);
    // A stolen session can claim any id by sending a message in its name: what came or was sent stays.
    if (outcome === 'no-draft') throw new DomainError('not-found');
    return outcome === 'removed';
  }

  /** The item by a hash of its id: enough to prove which one it was to who has the id, and to nobody else. */
  async #log(actor: AccountActor, restId: string, outcome: DraftRemoval): Promise<void> {
    const { accountId: id, ip, method, level, organisationId } = actor;
    const entry = {
      organisationId,
      action: outcome === 'no-draft' ? 'mail-item.removal-refused' : 'mail-item.removed',
      actor: { kind: 'account', id, ip, method, level },
      target: { kind: 'mail-item-hash', id: hashToken(restId).toString('base64url') },
      facts: outcome === 'no-draft' ? { reason: outcome } : { wasThere: outcome === 'removed' },
    } as const;
    await this.#parts.database.commit([audit(entry, this.#parts.clock.now().getTime())]);
  }

  #storeOf(owner: TokenOwner, loaded: LoadedTokens): GraphTokenStore {
    let current = loaded;
    return {
      load: async () => current.serialised,
      save: async (serialised) => {
        current = await this.#tokens.renew(owner, current, serialised);
      },
    };
  }
}
