import { createHash } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

const makeKey = async (): Promise<SigningKey> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = await exportJWK(publicKey);
  // As Entra's key ids: they do not count up.
  const kid = createHash('sha1')
    .update(jwk.n ?? '')
    .digest('base64url');
  return { kid, privateKey, jwk: { ...jwk, kid, x5t: kid, use: 'sig' } };
};

/** The keys of the simulated Entra: one signs, those before it stay published until they are withdrawn. */
export class SigningKeys {
  #keys: readonly SigningKey[];
  readonly #stranger: SigningKey;

  private constructor(key: SigningKey, stranger: SigningKey) {
    this.#keys = [key];
    this.#stranger = stranger;
  }

  static async make(): Promise<SigningKeys> {
    const [key, stranger] = await Promise.all([makeKey(), makeKey()]);
    return new SigningKeys(key, stranger);
  }

  /** Signs with a new key from now on; `withdraw` takes the old ones out of the key set. */
  async rotate(withdraw: boolean): Promise<void> {
    this.#keys = [await makeKey(), ...(withdraw ? [] : this.#keys)];
  }

  /** The published key set of a tenant, or of all (`{tenantid}` in the issuer). */
  published(issuer: string): { readonly keys: readonly JWK[] } {
    return { keys: this.#keys.map(({ jwk }) => ({ ...jwk, issuer })) };
  }

  /** The published key with an id. */
  find(kid: unknown): JWK | null {
    return this.#keys.find((key) => key.kid === kid)?.jwk ?? null;
  }

  /** With `unknownKey`, signed by a key that is in no key set. */
  sign(payload: JWTPayload, unknownKey = false): Promise<string> {
    const key = unknownKey ? this.#stranger : this.#keys[0];
    if (!key) throw new Error('no key');
    return new SignJWT(payload).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid }).sign(key.privateKey);
  }
}
