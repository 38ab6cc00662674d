import {
  buildClient,
  CommitmentPolicy,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import { type EncryptionContext, KEY_NAME, KEY_NAMESPACE } from '../index.ts';

const client = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

/** The keyring wipes the buffer it is given, hence the copy. */
const keyring = (key: Uint8Array) =>
  new RawAesKeyringNode({
    keyName: KEY_NAME,
    keyNamespace: KEY_NAMESPACE,
    unencryptedMasterKey: Uint8Array.from(key),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });

/** AWS's own implementation opens a message; resolves with plaintext and the context it found. */
export async function oracleOpen(key: Uint8Array, sealed: Uint8Array) {
  const { plaintext, messageHeader } = await client.decrypt(keyring(key), sealed);
  return { plaintext, context: { ...messageHeader.encryptionContext }, suiteId: messageHeader.suiteId };
}

/** AWS's own implementation seals. */
export async function oracleSeal(
  key: Uint8Array,
  context: EncryptionContext,
  plaintext: Uint8Array,
  frameBytes: number,
): Promise<Buffer> {
  const { result } = await client.encrypt(keyring(key), plaintext, {
    encryptionContext: { ...context },
    frameLength: frameBytes,
    suiteId: 0x0478,
  });
  return result;
}
