import { newKey, openPiece, sealPiece, wipe } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { GraphPerson } from '../../ports/graph.port.ts';
import type { KeyRing } from '../organisations/index.ts';
import { graphTokensKeyContext } from './graph-tokens.keys.ts';
import { GraphTokenCacheEntity, type GraphTokenCacheRow } from './microsoft365.entity.ts';

/** Whose tokens. */
export interface TokenOwner {
  readonly accountId: string;
  readonly organisationId: string;
}

/** Tokens of one person, as they lie sealed. Protected: never log. */
export interface KeptTokens {
  readonly person: GraphPerson;
  readonly serialised: string;
}

/** The kept tokens with the state that they were read in. */
export interface LoadedTokens extends KeptTokens {
  readonly sealed: Uint8Array;
}

export interface GraphTokensParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
}

class InsertedMeanwhile extends Error {}

const pieceContext = ({ accountId, organisationId }: TokenOwner) => ({
  organisation: organisationId,
  account: accountId,
  piece: 'graph-tokens',
});

/** What is kept to speak to Graph on accounts' behalf: sealed, with the person whom it is for, under a key of each account's own. */
export class GraphTokens {
  readonly #parts: GraphTokensParts;

  constructor(parts: GraphTokensParts) {
    this.#parts = parts;
  }

  /** Null = nothing kept. @throws {DomainError} key-unwrap-failed, content-unreadable */
  async load(owner: TokenOwner): Promise<LoadedTokens | null> {
    const row = await this.#row(owner);
    if (!row) return null;
    const key = await this.#unwrap(owner, row);
    try {
      const kept = JSON.parse(openPiece(key, pieceContext(owner), row.sealed).toString('utf8')) as KeptTokens;
      return { ...kept, sealed: row.sealed };
    } finally {
      wipe(key);
    }
  }

  /** Keeps tokens of a new sign-in in place of whatever was there. */
  async replace(owner: TokenOwner, tokens: KeptTokens): Promise<void> {
    const row = await this.#row(owner);
    if (row) {
      await this.#update(owner, row, tokens);
      return;
    }
    try {
      await this.#insert(owner, tokens);
    } catch (error) {
      if (!(error instanceof InsertedMeanwhile)) throw error;
      const other = await this.#row(owner);
      if (other) await this.#update(owner, other, tokens);
    }
  }

  /** Keeps tokens that were renewed, unless others were kept since `loaded`: those are newer. Answers the state to go on from. */
  async renew(owner: TokenOwner, loaded: LoadedTokens, serialised: string): Promise<LoadedTokens> {
    const { person, sealed } = loaded;
    const row = await this.#row(owner);
    if (!row) return loaded;
    return { person, serialised, sealed: await this.#update(owner, row, { person, serialised }, sealed) };
  }

  /** Forgets an account's tokens. */
  async forget({ accountId, organisationId }: TokenOwner): Promise<void> {
    await this.#parts.database.commit([
      write('delete from graph_token_cache where account_id = ? and organisation_id = ?', accountId, organisationId),
    ]);
  }

  #row({ accountId, organisationId }: TokenOwner): Promise<GraphTokenCacheRow | undefined> {
    return this.#parts.database.get<GraphTokenCacheRow>(
      'select * from graph_token_cache where account_id = ? and organisation_id = ?',
      accountId,
      organisationId,
    );
  }

  #unwrap({ accountId, organisationId }: TokenOwner, row: GraphTokenCacheRow): Promise<Buffer> {
    const wrapped = { ownerId: organisationId, epoch: row.key_epoch, wrapped: row.wrapped_key };
    return this.#parts.keyRing.unwrap(wrapped, graphTokensKeyContext(accountId));
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }

  async #insert(owner: TokenOwner, tokens: KeptTokens): Promise<void> {
    const key = newKey();
    try {
      const { wrapped, epoch } = await this.#parts.keyRing.wrap(
        owner.organisationId,
        key,
        graphTokensKeyContext(owner.accountId),
      );
      const row = {
        account_id: owner.accountId,
        organisation_id: owner.organisationId,
        wrapped_key: Buffer.from(wrapped),
        key_epoch: epoch,
        sealed: seal(key, owner, tokens),
        updated_at: this.#now(),
      };
      await this.#parts.database.commit([
        guard(insert(GraphTokenCacheEntity, row, 'nothing'), () => new InsertedMeanwhile()),
      ]);
    } finally {
      wipe(key);
    }
  }

  /** The row keeps its key: a rotation that wraps it anew meanwhile stays right. Answers what is sealed now. */
  async #update(owner: TokenOwner, row: GraphTokenCacheRow, tokens: KeptTokens, onlyOver?: Uint8Array) {
    const { accountId, organisationId } = owner;
    const key = await this.#unwrap(owner, row);
    const sealed = seal(key, owner, tokens);
    wipe(key);
    const set = 'update graph_token_cache set sealed = ?, updated_at = ? where account_id = ? and organisation_id = ?';
    const params = [sealed, this.#now(), accountId, organisationId] as const;
    await this.#parts.database.commit([
      onlyOver ? write(`${set} and sealed = ?`, ...params, onlyOver) : write(set, ...params),
    ]);
    return sealed;
  }
}

const seal = (key: Uint8Array, owner: TokenOwner, { person, serialised }: KeptTokens): Buffer =>
  sealPiece(key, pieceContext(owner), Buffer.from(JSON.stringify({ person, serialised })));
