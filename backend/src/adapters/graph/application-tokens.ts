import type { ConfidentialClientApplication } from '@azure/msal-node';
import { type ApplicationOptions, confidentialClient } from './confidential-client.ts';
import { fromTokenError, graphUnavailable } from './graph-errors.ts';

/** Whatever the tenant has granted the application: for SEFOS nothing in Entra, only what comes with the app in Teams. */
const SCOPES = ['https://graph.microsoft.com/.default'];

/** Graph tokens of the application itself (OAuth 2.0 client credentials flow), in memory until they end. */
export class ApplicationTokens {
  readonly #options: ApplicationOptions;
  readonly #clients = new Map<string, ConfidentialClientApplication>();
  /** Requests under way: jobs come many at once, and msal would ask for a token for each. */
  readonly #asked = new Map<string, Promise<string>>();

  constructor(options: ApplicationOptions) {
    this.#options = options;
  }

  /**
   * For a tenant; `renew` takes no kept one.
   * @throws {DomainError} graph-consent-needed (the tenant does not know the application), graph-unavailable
   */
  token(tenantId: string, renew: boolean): Promise<string> {
    const key = `${tenantId} ${renew}`;
    const asked = this.#asked.get(key) ?? this.#ask(tenantId, renew).finally(() => this.#asked.delete(key));
    this.#asked.set(key, asked);
    return asked;
  }

  async #ask(tenantId: string, renew: boolean): Promise<string> {
    const result = await this.#client(tenantId)
      .acquireTokenByClientCredential({ scopes: SCOPES, skipCache: renew })
      .catch((error: unknown) => {
        throw fromTokenError(error);
      });
    if (!result) throw graphUnavailable('token');
    return result.accessToken;
  }

  /** One for each tenant, which are few: it holds the tenant's token. */
  #client(tenantId: string): ConfidentialClientApplication {
    const client = this.#clients.get(tenantId) ?? confidentialClient(this.#options, tenantId);
    this.#clients.set(tenantId, client);
    return client;
  }
}
