/** Everything the rest of the backend may use of crypto. Format and reasons: docs/envelope-format.md. */
export { blindIndex } from './blind-index.ts';
export type { EncryptionContext, PieceKind } from './encryption-context.ts';
export { equalBytes } from './equal-bytes.ts';
export { KEY_BYTES, KEY_NAME, KEY_NAMESPACE, PIECE_BYTES, PIECE_FRAME_BYTES, STREAM_FRAME_BYTES } from './format.ts';
export { newKey, wipe } from './keys.ts';
export {
  type AttachmentManifest,
  buildManifest,
  type ManifestPart,
  type PartRange,
  parseManifest,
  partRanges,
  serializeManifest,
} from './manifest.ts';
export { hashCode, newOneTimeCode, newReadableCode } from './one-time-code.ts';
export { openAttachment, partContext, type ReadBlob } from './open-attachment.ts';
export { openPiece } from './open-piece.ts';
export { type ByteRange, type OpenOptions, openRange, type ReadSealed, type SealedSizes } from './open-range.ts';
export { releaseMemory } from './release-memory.ts';
export { sealPiece } from './seal-piece.ts';
export { type SealStreamOptions, sealStream } from './seal-stream.ts';
export { sealedLength } from './sealed-length.ts';
export { newSigningKey, signBytes, signingPublicKey, verifyBytes } from './signing.ts';
export { deriveLinkToken, deriveSharedLinkToken, hashToken, newReturnToken, newToken } from './tokens.ts';
export { newTotpSecret, toBase32, totpCode, totpStep } from './totp.ts';
export { type IndexedWord, makeWordTokens, TOKEN_BYTES, type WordTokens } from './word-index.ts';
export { canonicalContext, unwrapKey, WRAPPED_KEY_BYTES, wrapKey } from './wrap-key.ts';
