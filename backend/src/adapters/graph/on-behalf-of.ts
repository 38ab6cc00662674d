import type { ConfidentialClientApplication, ICachePlugin, TokenCacheContext } from '@azure/msal-node';
import type { GraphPerson, GraphTokenStore } from '../../ports/graph.port.ts';
import { type ApplicationOptions, confidentialClient } from './confidential-client.ts';
import { consentNeeded, fromTokenError, graphUnavailable } from './graph-errors.ts';

/** All that SEFOS asks of Graph for a person; qualified by its resource, as Entra echoes it, or the cache never finds it again. */
const SCOPES = ['https://graph.microsoft.com/Mail.ReadWrite'];

/** msal's cache of one person: read before each use, written when it changed. */
const cacheIn = (store: GraphTokenStore): ICachePlugin => ({
  beforeCacheAccess: async (context: TokenCacheContext) => {
    const kept = await store.load();
    if (kept !== null) context.tokenCache.deserialize(kept);
  },
  afterCacheAccess: async (context: TokenCacheContext) => {
    if (context.cacheHasChanged) await store.save(context.tokenCache.serialize());
  },
});

/** Graph tokens for people (OAuth 2.0 on-behalf-of flow), by msal-node. */
export class OnBehalfOf {
  readonly #options: ApplicationOptions;

  constructor(options: ApplicationOptions) {
    this.#options = options;
  }

  /** @throws {DomainError} graph-consent-needed, graph-unavailable */
  async exchange(person: GraphPerson, accessToken: string, store: GraphTokenStore): Promise<void> {
    // What was kept before is replaced, not added to: of two refresh tokens msal would take any.
    const fresh: GraphTokenStore = { load: async () => null, save: (serialised) => store.save(serialised) };
    const request = { oboAssertion: accessToken, scopes: SCOPES };
    const result = await this.#client(person, fresh)
      .acquireTokenOnBehalfOf(request)
      .catch((error: unknown) => {
        throw fromTokenError(error);
      });
    if (result?.account?.localAccountId !== person.objectId) throw graphUnavailable('other-person');
  }

  /**
   * A token for Graph from what is kept, renewed when it is about to expire; `renew` takes no kept one.
   * @throws {DomainError} graph-consent-needed, graph-unavailable
   */
  async token(person: GraphPerson, store: GraphTokenStore, renew: boolean): Promise<string> {
    const client = this.#client(person, store);
    const accounts = await client.getTokenCache().getAllAccounts();
    const account = accounts.find(
      ({ localAccountId, tenantId }) => localAccountId === person.objectId && tenantId === person.tenantId,
    );
    if (!account) throw consentNeeded('no_account_found');
    const result = await client
      .acquireTokenSilent({ account, scopes: SCOPES, forceRefresh: renew })
      .catch((error: unknown) => {
        throw fromTokenError(error);
      });
    return result.accessToken;
  }

  /** A client of its own for each call: it holds one person's tokens in memory, and no longer than that. */
  #client(person: GraphPerson, store: GraphTokenStore): ConfidentialClientApplication {
    return confidentialClient(this.#options, person.tenantId, cacheIn(store));
  }
}
