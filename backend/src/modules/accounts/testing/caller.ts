import { SESSION_HOST_HEADER, SESSION_TOKEN_HEADER } from '@sefos/shared/contract/sign-in.ts';
import type { Harness } from './harness.ts';

/** What a call carries to say who makes it. */
export interface Carried {
  readonly cookie?: string;
  readonly csrf?: string;
  readonly bearer?: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls the API of a harness from an address of one's own. */
export const makeCaller =
  (harness: Harness, remoteAddress: () => string = () => '192.0.2.77') =>
  async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object, carried: Carried = {}) => {
    const response = await harness.app.inject({
      method,
      url: `/api/v1${path}`,
      remoteAddress: remoteAddress(),
      ...(body ? { payload: body } : {}),
      headers: {
        ...(carried.cookie === undefined ? {} : { cookie: `__Host-sefos=${carried.cookie}` }),
        ...(carried.csrf === undefined ? {} : { 'x-csrf-token': carried.csrf }),
        ...(carried.bearer === undefined ? {} : { authorization: `Bearer ${carried.bearer}` }),
        ...(carried.host === undefined ? {} : { [SESSION_HOST_HEADER]: carried.host }),
        ...carried.headers,
      },
    });
    const json = response.body === '' ? {} : response.json();
    return {
      status: response.statusCode,
      json,
      problem: String(json.type ?? '').replace('urn:sefos:problem:', ''),
      setCookie: String(response.headers['set-cookie'] ?? ''),
      renewed: response.headers[SESSION_TOKEN_HEADER] as string | undefined,
    };
  };
export type Call = ReturnType<typeof makeCaller>;

/** A browser's session, as the sign-in makes it. */
export const startWebSession = async (
  harness: Harness,
  accountId = harness.annaId,
): Promise<Required<Pick<Carried, 'cookie' | 'csrf'>>> => {
  const account = await harness.accounts.find(accountId);
  if (!account) throw new Error('no such account');
  const { token, sessionId, statements } = await harness.sessions.start(account, { level: 2, method: 'password-sms' });
  await harness.database.commit(statements);
  return { cookie: token, csrf: (await harness.sessions.details(sessionId)).csrfToken };
};

/** A frame's session. */
export const startHostSession = async (
  harness: Harness,
  host: 'teams' | 'outlook' = 'teams',
  accountId = harness.annaId,
): Promise<Required<Pick<Carried, 'bearer' | 'host'>>> => {
  const account = await harness.accounts.find(accountId);
  if (!account) throw new Error('no such account');
  const { token, statements } = await harness.sessions.start(account, { level: 2, method: 'entra', host });
  await harness.database.commit(statements);
  return { bearer: token, host };
};
