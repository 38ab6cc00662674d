/** A person of the simulated Entra ID, from `GET /dev/entra/accounts`. */
export interface EntraAccount {
  readonly email: string;
  readonly displayName: string;
  readonly tenantId: string;
  readonly objectId: string;
}

/** What the simulated Entra ID gives for the product's API, from `POST /dev/entra/token`. */
export interface EntraTokens {
  readonly account: EntraAccount;
  readonly accessToken: string;
  readonly idToken: string;
  readonly expiresInSeconds: number;
}

/** For whom, for which application, and how the token comes out. */
export interface TokenRequest {
  readonly email: string;
  readonly clientId: string;
  /** How the person has signed in: `amr` values. */
  readonly amr: readonly string[];
  /** One of the simulated Entra's, or empty. */
  readonly problem: string;
}

/** The simulated Entra ID as a host's token broker knows it. */
export interface EntraClient {
  accounts(): Promise<readonly EntraAccount[]>;
  token(request: TokenRequest): Promise<EntraTokens>;
}

const readJson = async <T>(answer: Response): Promise<T> => {
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
  return (await answer.json()) as T;
};

export const makeEntraClient = (fetchIt: typeof fetch = fetch.bind(globalThis)): EntraClient => ({
  accounts: async () => readJson(await fetchIt('/dev/entra/accounts')),
  token: async ({ problem, ...request }) =>
    readJson(
      await fetchIt('/dev/entra/token', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...request, ...(problem ? { problem } : {}) }),
      }),
    ),
});
