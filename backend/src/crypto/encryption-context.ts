/**
 * What a sealed piece is bound to; authenticated, stored in clear in the header, so it holds ids only, never content.
 * Keys in use: `organisation`, `message` or `attachment`, `piece`, and `part` (decimal) where there are parts.
 */
export type EncryptionContext = Readonly<Record<string, string>>;

/** The values of the context's `piece` key. */
export type PieceKind = 'headline' | 'body' | 'link' | 'open-text' | 'manifest' | 'attachment' | 'draft' | 'note';

/** Lower-case ASCII sorts by code units as by UTF-8 bytes; keys of the SDK itself (`aws-crypto-…`) are not ours to set. */
const KEY = /^(?!aws-crypto-)[a-z][a-z0-9-]*$/;
const MAX_BYTES = 0xffff;

/**
 * Serialises the context as the header's AAD section without its length: pair count, then key and value with their lengths,
 * sorted by key (AWS Encryption SDK specification, data-format/structures "Encryption Context").
 * @throws {TypeError} on an empty context, a key that is not lower-case ASCII or is reserved by the SDK, or more than
 * 65,535 bytes: a caller's mistake
 */
export function serializeContext(context: EncryptionContext): Buffer {
  const keys = Object.keys(context).sort();
  if (keys.length === 0) throw new TypeError('An encryption context must bind something');
  let total = 2;
  for (const key of keys) {
    if (!KEY.test(key)) throw new TypeError('Not a context key');
    total += 4 + key.length + Buffer.byteLength(context[key] ?? '');
  }
  if (total > MAX_BYTES) throw new TypeError('Encryption context too long');
  const out = Buffer.allocUnsafe(total);
  let at = out.writeUInt16BE(keys.length);
  for (const key of keys) {
    for (const text of [key, context[key] ?? '']) {
      const length = out.write(text, at + 2);
      at = out.writeUInt16BE(length, at) + length;
    }
  }
  return out;
}
