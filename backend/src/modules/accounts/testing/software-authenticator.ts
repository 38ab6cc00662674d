import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type {
  PasskeyAssertion,
  PasskeyAttestation,
  PasskeyCreation,
  PasskeyRequest,
} from '@sefos/shared/contract/account-factors.ts';
import { isoCBOR } from '@simplewebauthn/server/helpers';

type Cbor = Parameters<typeof isoCBOR.encode>[0];

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** Flags of authenticator data (WebAuthn §6.1). */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

/** What a page, or a thief, does otherwise than a browser and a person would. */
export interface Deviation {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly verified?: boolean;
  readonly userHandle?: string | null;
}

/** An authenticator in software with one ES256 credential (WebAuthn §6, RFC 9053 §2.1), for tests. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32);
  /** Counts every use; a copy of the authenticator counts from where it was copied. */
  counter = 0;
  /** 0: an authenticator that does not count. */
  step = 1;
  readonly #origin: string;
  readonly #privateKey: KeyObject;
  readonly #cose: Uint8Array;
  /** None until it has made its credential. */
  #userHandle: string | null = null;

  constructor(origin: string) {
    this.#origin = origin;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const bytes = (value: string) => new Uint8Array(Buffer.from(value, 'base64url'));
    this.#cose = isoCBOR.encode(
      new Map<string | number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, bytes(x)],
        [-3, bytes(y)],
      ]),
    );
  }

  /** Answers `navigator.credentials.create`, with no attestation. */
  create(creation: PasskeyCreation, deviation: Deviation = {}): PasskeyAttestation {
    this.#userHandle = creation.user.id;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.id, this.#cose]);
    const authData = this.#authenticatorData(creation.rp.id, ATTESTED, deviation, credential);
    const attestation = new Map<string | number, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map<string | number, Cbor>()],
      ['authData', new Uint8Array(authData)],
    ]);
    return {
      id: text(this.id),
      clientDataJSON: text(this.#clientData('webauthn.create', creation.challenge, deviation)),
      attestationObject: text(isoCBOR.encode(attestation)),
      transports: ['internal'],
    };
  }

  /** Answers `navigator.credentials.get`. */
  get(request: PasskeyRequest, deviation: Deviation = {}): PasskeyAssertion {
    this.counter += this.step;
    const authenticatorData = this.#authenticatorData(request.rpId, 0, deviation);
    const clientData = this.#clientData('webauthn.get', request.challenge, deviation);
    return {
      id: text(this.id),
      clientDataJSON: text(clientData),
      authenticatorData: text(authenticatorData),
      signature: text(sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), this.#privateKey)),
      userHandle: deviation.userHandle === undefined ? this.#userHandle : deviation.userHandle,
    };
  }

  #clientData(type: string, challenge: string, deviation: Deviation): Buffer {
    const origin = deviation.origin ?? this.#origin;
    return Buffer.from(JSON.stringify({ type: deviation.type ?? type, challenge, origin, crossOrigin: false }));
  }

  #authenticatorData(rpId: string, more: number, deviation: Deviation, credential = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const flags = PRESENT | (deviation.verified === false ? 0 : VERIFIED) | more;
    return Buffer.concat([sha256(deviation.rpId ?? rpId), Buffer.from([flags]), counter, credential]);
  }
}
