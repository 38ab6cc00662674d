import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

interface Pair {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

const makePair = async (): Promise<Pair> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { privateKey, jwk: await exportJWK(publicKey) };
};

/** Made once: RSA keys are slow to make. */
export const KEY_PAIRS = Promise.all([makePair(), makePair()]);

/** An authority that publishes and answers whatever a test wants, to see what the adapter believes. */
export interface RogueAuthority {
  readonly origin: string;
  /** The key set that is published. */
  keys: Record<string, unknown>[];
  /** Raw answer in place of the key set. */
  raw: { readonly status: number; readonly text: string } | null;
  isDown: boolean;
  /** Paths fetched so far. */
  readonly fetched: string[];
  /** Signs claims; the header can be changed, the key too. */
  sign(claims: JWTPayload, header?: Record<string, unknown>, key?: CryptoKey): Promise<string>;
  close(): void;
}

export const startRogueAuthority = async (): Promise<RogueAuthority> => {
  const [own] = await KEY_PAIRS;
  const server = createServer((request, response) => {
    if (rogue.isDown) return void request.socket.destroy();
    rogue.fetched.push(request.url ?? '');
    const { status, text } = rogue.raw ?? { status: 200, text: JSON.stringify({ keys: rogue.keys }) };
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const rogue: RogueAuthority = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    keys: [{ ...own.jwk, kid: 'own', use: 'sig' }],
    raw: null,
    isDown: false,
    fetched: [],
    sign: (claims, header = {}, key = own.privateKey) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'own', typ: 'JWT', ...header }).sign(key),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return rogue;
};
