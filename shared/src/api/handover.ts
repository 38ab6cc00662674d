/** Secret and challenge of one handover (RFC 7636, S256); the secret never leaves the frame before the exchange. */
export interface Handover {
  /** 32 random bytes, base64url. Secret. */
  readonly verifier: string;
  readonly challenge: string;
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** A new secret and its challenge. */
export async function makeHandover(): Promise<Handover> {
  const verifier = base64Url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64Url(new Uint8Array(digest)) };
}
