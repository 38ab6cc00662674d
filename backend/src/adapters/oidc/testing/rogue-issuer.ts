import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An issuer that signs whatever a test wants it to, to see what the adapter believes. */
export interface RogueIssuer {
  readonly issuer: string;
  /** Claims of the next ID token, on top of honest ones; undefined removes one. */
  claims: Record<string, unknown>;
  /** Signs the next token with a key that the key set does not have, or not at all. */
  signing: 'honest' | 'other-key' | 'none';
  /** Members of the discovery document to lie about. */
  metadata: Record<string, unknown>;
  /** Answer of UserInfo; null for none. */
  userInfo: Record<string, unknown> | null;
  /** Status of every answer while set. */
  status: number | null;
  /** How often the discovery document was fetched. */
  discoveries: number;
  nonce: string;
  close(): void;
}

const unsecured = (payload: Record<string, unknown>): string => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(payload)}.`;
};

/** Made once: RSA keys are slow to make. */
const keys = Promise.all([generateKeyPair('RS256', { extractable: true }), generateKeyPair('RS256')]);

export const startRogueIssuer = async (clientId: string): Promise<RogueIssuer> => {
  const [own, stranger] = await keys;
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const rogue: RogueIssuer = {
    issuer,
    claims: {},
    signing: 'honest',
    metadata: {},
    userInfo: null,
    status: null,
    discoveries: 0,
    nonce: '',
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  const idToken = async (): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const honest = { iss: issuer, sub: 'someone', aud: clientId, iat: now, exp: now + 300, nonce: rogue.nonce };
    const payload = { ...honest, ...rogue.claims };
    if (rogue.signing === 'none') return unsecured(payload);
    const key = rogue.signing === 'honest' ? own.privateKey : stranger.privateKey;
    return await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(key);
  };
  const answers: Readonly<Record<string, () => unknown>> = {
    '/.well-known/openid-configuration': () => {
      rogue.discoveries += 1;
      return {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ['RS256'],
        ...(rogue.userInfo ? { userinfo_endpoint: `${issuer}/userinfo` } : {}),
        ...rogue.metadata,
      };
    },
    '/jwks': () => ({ keys: [jwk] }),
    '/token': async () => ({ access_token: 'a', token_type: 'Bearer', id_token: await idToken() }),
    '/userinfo': () => rogue.userInfo,
  };
  server.on('request', async (request, response) => {
    const body = await answers[request.url ?? '']?.();
    response.writeHead(rogue.status ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  return rogue;
};
