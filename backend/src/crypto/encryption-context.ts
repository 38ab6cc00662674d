/**
 * What a sealed piece is bound to; authenticated, stored in clear in the header, so it holds ids only, never content.
 * Keys in use: `organisation`, `message` or `attachment`, `piece`, and `part` (decimal) where there are parts.
 */
export type EncryptionContext = Readonly<Record<string, string>>;

/** The values of the context's `piece` key. */
export type PieceKind = 'headline' | 'body' | 'link' | 'open-text' | 'manifest' | 'attachment' | 'draft' | 'note';

const RESERVED_PREFIX = 'aws-crypto-';
const MAX_BYTES = 0xffff;

const field = (text: string): Buffer[] => {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.allocUnsafe(2);
  length.writeUInt16BE(bytes.length);
  return [length, bytes];
};

/**
 * Serialises the context as the header's AAD section without its length: pair count, then key and value with their lengths,
 * sorted by the keys' UTF-8 bytes (AWS Encryption SDK specification, data-format/structures "Encryption Context").
 * @throws {TypeError} on an empty context, a key reserved by the SDK, or more than 65,535 bytes: a caller's mistake
 */
export function serializeContext(context: EncryptionContext): Buffer {
  const keys = Object.keys(context);
  if (keys.length === 0) throw new TypeError('An encryption context must bind something');
  if (keys.some((key) => key === '' || key.startsWith(RESERVED_PREFIX))) throw new TypeError('Reserved context key');
  // Code units sort as UTF-8 bytes do for ASCII keys; others take the slow way.
  keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const count = Buffer.allocUnsafe(2);
  count.writeUInt16BE(keys.length);
  const bytes = Buffer.concat([count, ...keys.flatMap((key) => [...field(key), ...field(context[key] ?? '')])]);
  if (bytes.length > MAX_BYTES) throw new TypeError('Encryption context too long');
  return bytes;
}
