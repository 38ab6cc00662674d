import type { PasskeyAssertion, PasskeyAttestation } from '@sefos/shared/contract/account-factors.ts';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';

/** Ed25519, ECDSA on P-256, RSA (COSE): what authenticators have. */
export const ALGORITHMS = [-8, -7, -257];

/** Whom passkeys are for: the public address's host name, and the origin that they may be asked from (WebAuthn §13.4.9). */
export interface RelyingParty {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
}

export const relyingPartyOf = (publicUrl: string): RelyingParty => {
  const { hostname, origin } = new URL(publicUrl);
  return { id: hostname, name: 'SEFOS', origin };
};

/** What is kept of a passkey. */
export interface StoredCredential {
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly counter: number;
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** The credential that a browser has made for a challenge; null when anything is not as it must be (WebAuthn §7.1). */
export const checkAttestation = async (
  { id, clientDataJSON, attestationObject }: PasskeyAttestation,
  challenge: Uint8Array,
  party: RelyingParty,
): Promise<(StoredCredential & { readonly synced: boolean }) | null> => {
  const response = { clientDataJSON, attestationObject };
  const { registrationInfo } = await verifyRegistrationResponse({
    response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
    expectedChallenge: textOf(challenge),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => ({ registrationInfo: undefined }));
  if (!registrationInfo) return null;
  const { credential, credentialDeviceType } = registrationInfo;
  return {
    id: Buffer.from(credential.id, 'base64url'),
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    synced: credentialDeviceType === 'multiDevice',
  };
};

/**
 * The counter that the authenticator answers with; null when anything is not as it must be, also when the counter has not grown:
 * two authenticators may have the key then (WebAuthn §6.1.1, §7.2).
 */
export const checkAssertion = async (
  { id, clientDataJSON, authenticatorData, signature }: PasskeyAssertion,
  stored: StoredCredential,
  challenge: Uint8Array,
  party: RelyingParty,
): Promise<number | null> => {
  const response = { clientDataJSON, authenticatorData, signature };
  const result = await verifyAuthenticationResponse({
    response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
    expectedChallenge: textOf(challenge),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: { id: textOf(stored.id), publicKey: new Uint8Array(stored.publicKey), counter: stored.counter },
    requireUserVerification: true,
  }).catch(() => null);
  return result?.verified ? result.authenticationInfo.newCounter : null;
};
