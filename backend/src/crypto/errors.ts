import { DomainError } from '../platform/errors.ts';

/** Anything wrong with sealed content: altered, cut, wrong key or wrong context. One type, no detail: why helps attackers only. */
export const contentUnreadable = (): DomainError => new DomainError('content-unreadable');

/** A wrapped key that does not open: altered bytes, wrong key-encryption key or wrong context. */
export const keyUnwrapFailed = (): DomainError => new DomainError('key-unwrap-failed');

/** A piece beyond its limit; such content goes through sealStream. */
export const pieceTooLarge = (sizeBytes: number, limitBytes: number): DomainError =>
  new DomainError('piece-too-large', { sizeBytes, limitBytes });
