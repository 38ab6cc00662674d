/** Wraps keys with a master key that never leaves the KMS (or the key file). */
export interface Kms {
  /** Wraps a 32-byte key; `context` is authenticated and must be given again to unwrap. */
  wrap(key: Uint8Array, context: string): Promise<Buffer>;
  /** @throws {DomainError} key-unwrap-failed — wrong context, altered bytes, or an unknown master key */
  unwrap(wrapped: Uint8Array, context: string): Promise<Buffer>;
}
