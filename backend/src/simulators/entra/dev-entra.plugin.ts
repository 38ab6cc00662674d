// Gives route schemas their `hide`: pages under /dev are no part of the API's description.
import type {} from '@fastify/swagger';
import type { FastifyPluginAsync } from 'fastify';
import type { EntraSimulator } from './entra-server.ts';
import type { EntraAccount } from './people.ts';
import type { EntraSwitches } from './token-endpoint.ts';
import { TOKEN_PROBLEMS, type TokenProblem } from './tokens.ts';

export interface DevEntraOptions {
  readonly entra: Pick<EntraSimulator, 'accounts' | 'issue' | 'switches' | 'rotateKeys' | 'revokeRefreshTokens'>;
}

interface TokenRoute {
  Body: {
    readonly email: string;
    readonly clientId?: string;
    readonly amr?: readonly string[];
    readonly acrs?: readonly string[];
    readonly problem?: TokenProblem;
  };
}

interface StateRoute {
  Body: Partial<EntraSwitches> & { readonly rotateKeys?: boolean; readonly revokeRefreshTokens?: boolean };
}

const text = { type: 'string', maxLength: 254 } as const;
const texts = { type: 'array', items: text, maxItems: 20 } as const;
const TOKEN_REQUEST = {
  type: 'object',
  required: ['email'],
  additionalProperties: false,
  properties: { email: text, clientId: text, amr: texts, acrs: texts, problem: { enum: TOKEN_PROBLEMS } },
} as const;

const STATE = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    refusal: { enum: ['none', 'consent', 'interaction'] },
    outage: { enum: ['none', 'refuse', 'ill'] },
    rotateKeys: { const: true },
    revokeRefreshTokens: { const: true },
  },
} as const;

/** An account as msal-browser's bridge names it (its src/naa/AccountInfo.ts), and as the list does. */
const bridgeAccount = (account: EntraAccount) => ({
  ...account,
  homeAccountId: `${account.objectId}.${account.tenantId}`,
  environment: 'login.microsoftonline.com',
  localAccountId: account.objectId,
  username: account.email,
  name: account.displayName,
});

/**
 * `GET /dev/entra/accounts` and `POST /dev/entra/token`: what the simulated hosts' nested app authentication asks for.
 * `POST /dev/entra/state`: what goes wrong from now on. Hands out anybody's tokens to whoever asks: for demo and test mode only.
 */
export const devEntraPlugin: FastifyPluginAsync<DevEntraOptions> = async (app, { entra }) => {
  app.get('/dev/entra/accounts', { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'no-store').send(entra.accounts),
  );
  app.post<TokenRoute>(
    '/dev/entra/token',
    { schema: { hide: true, body: TOKEN_REQUEST } },
    async ({ body: { email, ...request } }, reply) => {
      reply.header('cache-control', 'no-store');
      const account = entra.accounts.find((known) => known.email === email.toLowerCase());
      if (!account) return reply.code(404).send({ error: 'no such account' });
      const { account: subject, ...tokens } = await entra.issue(account, request);
      return { ...tokens, account: bridgeAccount(subject) };
    },
  );
  app.post<StateRoute>(
    '/dev/entra/state',
    { schema: { hide: true, body: STATE } },
    async ({ body: { rotateKeys, revokeRefreshTokens, ...switches } }, reply) => {
      Object.assign(entra.switches, switches);
      if (rotateKeys) await entra.rotateKeys(true);
      if (revokeRefreshTokens) entra.revokeRefreshTokens();
      return reply.send(entra.switches);
    },
  );
};
