import type {
  PasskeyAssertion,
  PasskeyAttestation,
  PasskeyCreation,
  PasskeyRequest,
} from '../contract/account-factors.ts';
import { ProblemError } from './problem-error.ts';

/** Whether this browser has passkeys at all. */
export const hasPasskeys = (): boolean => 'PublicKeyCredential' in window && 'credentials' in navigator;

const toBytes = (text: string): Uint8Array<ArrayBuffer> => {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
};

const toText = (buffer: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

type Listed = PasskeyRequest['allowed'][number];

const descriptors = (credentials: readonly Listed[]): PublicKeyCredentialDescriptor[] =>
  credentials.map(({ id, transports }) => ({
    type: 'public-key',
    id: toBytes(id),
    transports: transports as AuthenticatorTransport[],
  }));

/** The person closed the browser's dialog, it stood too long, or the device has none that fits: browsers do not say which. */
const given = (credential: Credential | null): PublicKeyCredential => {
  if (credential instanceof PublicKeyCredential) return credential;
  throw cancelled();
};

const cancelled = () =>
  new ProblemError({
    type: 'identification-cancelled',
    status: 0,
    facts: {},
    errors: [],
    requestId: undefined,
    retryAfterSeconds: undefined,
  });

const asking = async (ask: Promise<Credential | null>): Promise<PublicKeyCredential> => {
  const credential = await ask.catch(() => null);
  return given(credential);
};

/** Asks the browser for a passkey. @throws {ProblemError} identification-cancelled */
export async function askForPasskey(request: PasskeyRequest): Promise<PasskeyAssertion> {
  const credential = await asking(
    navigator.credentials.get({
      publicKey: {
        challenge: toBytes(request.challenge),
        rpId: request.rpId,
        timeout: request.timeoutMilliseconds,
        userVerification: 'required',
        allowCredentials: descriptors(request.allowed),
      },
    }),
  );
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    id: credential.id,
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
    userHandle: response.userHandle && response.userHandle.byteLength > 0 ? toText(response.userHandle) : null,
  };
}

/** Lets the browser make a passkey. @throws {ProblemError} identification-cancelled */
export async function makePasskey(creation: PasskeyCreation): Promise<PasskeyAttestation> {
  const { rp, user } = creation;
  const credential = await asking(
    navigator.credentials.create({
      publicKey: {
        challenge: toBytes(creation.challenge),
        rp,
        user: { ...user, id: toBytes(user.id) },
        pubKeyCredParams: creation.algorithms.map((alg) => ({ type: 'public-key', alg })),
        timeout: creation.timeoutMilliseconds,
        excludeCredentials: descriptors(creation.excluded),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        attestation: 'none',
      },
    }),
  );
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    id: credential.id,
    clientDataJSON: toText(response.clientDataJSON),
    attestationObject: toText(response.attestationObject),
    transports: response.getTransports(),
  };
}
