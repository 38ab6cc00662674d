import { createHmac, randomBytes } from 'node:crypto';

/** RFC 4226 §4, R6: at least 128 bits, 160 recommended. */
const SECRET_BYTES = 20;
const STEP_SECONDS = 30;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new random secret of 20 bytes for an authenticator app. */
export const newTotpSecret = (): Buffer => randomBytes(SECRET_BYTES);

/** The number of the 30-second step that an instant (milliseconds since 1970) lies in (RFC 6238 §4.2). */
export const totpStep = (nowMs: number): number => Math.floor(nowMs / 1000 / STEP_SECONDS);

/** The code of a step: HMAC-SHA-1 with dynamic truncation (RFC 4226 §5.3), leading zeros kept. Compare with equalBytes. */
export const totpCode = (secret: Uint8Array, step: number, digits: 6 | 8 = 6): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  const truncated = hash.readUInt32BE(offset) & 0x7fffffff;
  return String(truncated % 10 ** digits).padStart(digits, '0');
};

/** Base32 without padding (RFC 4648 §6), as authenticator apps take secrets. */
export const toBase32 = (bytes: Uint8Array): string => {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += BASE32[(value >>> (bits - 5)) & 31];
    value &= 0xff;
  }
  return bits > 0 ? text + BASE32[(value << (5 - bits)) & 31] : text;
};
