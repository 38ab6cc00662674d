import { newKey, openPiece, sealPiece, WRAPPED_KEY_BYTES, wipe } from '../../crypto/index.ts';
import { INSTALLATION, type KeyRing } from '../organisations/index.ts';

const EPOCH_BYTES = 4;
const HEAD_BYTES = EPOCH_BYTES + WRAPPED_KEY_BYTES;

const keyContext = (orderId: string) => ({ purpose: 'identification-order', order: orderId });
const pieceContext = (orderId: string) => ({ piece: 'identification-order', order: orderId });

/**
 * Seals what an order under way must remember: epoch (4 bytes, big-endian), an order key wrapped by the installation's KEK
 * (61 bytes), then one sealed piece under that key. Both are bound to the order's id.
 */
export const sealOrder = async (keyRing: KeyRing, orderId: string, secrets: object): Promise<Buffer> => {
  const key = newKey();
  try {
    const { epoch, wrapped } = await keyRing.wrap(INSTALLATION, key, keyContext(orderId));
    const head = Buffer.alloc(EPOCH_BYTES);
    head.writeUInt32BE(epoch);
    return Buffer.concat([head, wrapped, sealPiece(key, pieceContext(orderId), Buffer.from(JSON.stringify(secrets)))]);
  } finally {
    wipe(key);
  }
};

/** Opens what sealOrder sealed. @throws {DomainError} key-unwrap-failed, content-unreadable */
export const openOrder = async <Secrets>(keyRing: KeyRing, orderId: string, sealed: Uint8Array): Promise<Secrets> => {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const key = await keyRing.unwrap(
    { ownerId: INSTALLATION, epoch: bytes.readUInt32BE(0), wrapped: bytes.subarray(EPOCH_BYTES, HEAD_BYTES) },
    keyContext(orderId),
  );
  try {
    return JSON.parse(openPiece(key, pieceContext(orderId), bytes.subarray(HEAD_BYTES)).toString('utf8')) as Secrets;
  } finally {
    wipe(key);
  }
};
