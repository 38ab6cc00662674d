import { contentUnreadable } from './errors.ts';
import type { ByteRange } from './open-range.ts';

/** One part of an attachment: a sealed stream of its own in a blob of its own. Sizes in bytes. */
export interface ManifestPart {
  readonly sizeBytes: number;
  readonly sealedBytes: number;
  readonly blob: string;
}

/** Binds order, number and sizes of an attachment's parts. Sealed as a piece of kind `manifest` by its owner. */
export interface AttachmentManifest {
  readonly version: 1;
  readonly parts: readonly ManifestPart[];
  /** Sum of the parts' sizes. */
  readonly sizeBytes: number;
  readonly frameBytes: number;
}

/** A part and the bytes of it that a range needs; `range` is undefined for an empty part. */
export interface PartRange {
  readonly index: number;
  readonly part: ManifestPart;
  readonly range: ByteRange | undefined;
}

const BLOB_NAME = /^[a-z0-9/-]+$/;
const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const hasOnly = (value: unknown, keys: readonly string[]): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length === keys.length &&
  keys.every((key) => Object.hasOwn(value, key));

const isPart = (value: unknown): value is ManifestPart =>
  hasOnly(value, ['sizeBytes', 'sealedBytes', 'blob']) &&
  isSize(value.sizeBytes) &&
  isSize(value.sealedBytes) &&
  typeof value.blob === 'string' &&
  BLOB_NAME.test(value.blob);

function isManifest(value: unknown): value is AttachmentManifest {
  if (!hasOnly(value, ['version', 'parts', 'sizeBytes', 'frameBytes'])) return false;
  const { version, parts, sizeBytes, frameBytes } = value;
  if (version !== 1 || !isSize(sizeBytes) || !isSize(frameBytes) || frameBytes === 0) return false;
  if (!Array.isArray(parts) || parts.length === 0 || !parts.every(isPart)) return false;
  // One blob twice would be a part played again.
  if (new Set(parts.map((part) => part.blob)).size !== parts.length) return false;
  return parts.reduce((sum, part) => sum + part.sizeBytes, 0) === sizeBytes;
}

/** Makes the manifest of uploaded parts, in order. @throws {TypeError} when they do not make a valid one */
export function buildManifest(parts: readonly ManifestPart[], frameBytes: number): AttachmentManifest {
  const copies = parts.map(({ sizeBytes, sealedBytes, blob }) => ({ sizeBytes, sealedBytes, blob }));
  const sizeBytes = copies.reduce((sum, part) => sum + part.sizeBytes, 0);
  const manifest = { version: 1, parts: copies, sizeBytes, frameBytes } as const;
  if (!isManifest(manifest)) throw new TypeError('Parts do not make a valid manifest');
  return manifest;
}

/** The manifest's plaintext bytes (JSON, UTF-8), to be sealed as a piece. */
export const serializeManifest = (manifest: AttachmentManifest): Buffer =>
  Buffer.from(JSON.stringify(manifest), 'utf8');

/** Reads a manifest from its opened piece. @throws {DomainError} content-unreadable */
export function parseManifest(plaintext: Uint8Array): AttachmentManifest {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext));
  } catch {
    throw contentUnreadable();
  }
  if (!isManifest(value)) throw contentUnreadable();
  return value;
}

/**
 * The parts that a range of the whole attachment needs, with the range inside each, in order. Without a range: every part,
 * empty ones too. @throws {RangeError} when the range lies outside the attachment
 */
export function partRanges(manifest: AttachmentManifest, range?: ByteRange): PartRange[] {
  const whole = range === undefined;
  const { start, end } = range ?? { start: 0, end: manifest.sizeBytes - 1 };
  if (!whole && !(isSize(start) && isSize(end) && start <= end && end < manifest.sizeBytes)) {
    throw new RangeError('Range outside the attachment');
  }
  const wanted: PartRange[] = [];
  let partStart = 0;
  for (const [index, part] of manifest.parts.entries()) {
    const partEnd = partStart + part.sizeBytes - 1;
    if (part.sizeBytes === 0) {
      if (whole) wanted.push({ index, part, range: undefined });
    } else if (start <= partEnd && end >= partStart) {
      const inside = { start: Math.max(start, partStart) - partStart, end: Math.min(end, partEnd) - partStart };
      wanted.push({ index, part, range: inside });
    }
    partStart = partEnd + 1;
  }
  return wanted;
}
