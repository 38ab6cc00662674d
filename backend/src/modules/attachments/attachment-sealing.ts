import {
  type AttachmentManifest,
  type EncryptionContext,
  KEY_BYTES,
  openPiece,
  parseManifest,
  sealPiece,
  serializeManifest,
} from '../../crypto/index.ts';
import { DomainError } from '../../platform/errors.ts';

/** Name and type of a file. Protected data: never log. */
export interface FileFacts {
  readonly name: string;
  /** Null until the last byte has come. */
  readonly contentType: string | null;
}

/** Everything that opens a sent attachment. Protected data: never log. */
export interface SentAttachment {
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly name: string;
  readonly contentType: string;
  readonly manifest: AttachmentManifest;
}

/** Where a sent attachment stands; its seal is bound to all three. */
export interface SentPlace {
  readonly organisationId: string;
  readonly messageId: string;
  readonly attachmentId: string;
}

/** What every part of an attachment is bound to. */
export const attachmentContext = (organisationId: string, attachmentId: string): EncryptionContext => ({
  organisation: organisationId,
  attachment: attachmentId,
});

/** Binds the wrapped key of an unsent upload. */
export const uploadKeyContext = (attachmentId: string) => ({ purpose: 'attachment', attachment: attachmentId });

const nameContext = (organisationId: string, attachmentId: string): EncryptionContext => ({
  ...attachmentContext(organisationId, attachmentId),
  piece: 'headline',
});

const sentContext = ({ organisationId, messageId, attachmentId }: SentPlace): EncryptionContext => ({
  ...attachmentContext(organisationId, attachmentId),
  message: messageId,
  piece: 'manifest',
});

const unreadable = (): DomainError => new DomainError('content-unreadable');

const parseObject = (bytes: Uint8Array): Readonly<Record<string, unknown>> => {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw unreadable();
  }
  if (typeof value !== 'object' || value === null) throw unreadable();
  return value as Readonly<Record<string, unknown>>;
};

/** Seals name and type of an unsent upload under its attachment key. */
export const sealName = (key: Uint8Array, organisationId: string, attachmentId: string, facts: FileFacts): Buffer =>
  sealPiece(
    key,
    nameContext(organisationId, attachmentId),
    Buffer.from(JSON.stringify({ name: facts.name, contentType: facts.contentType }), 'utf8'),
  );

/** Opens what sealName made. @throws {DomainError} content-unreadable */
export const openName = (
  key: Uint8Array,
  organisationId: string,
  attachmentId: string,
  sealed: Uint8Array,
): FileFacts => {
  const { name, contentType } = parseObject(openPiece(key, nameContext(organisationId, attachmentId), sealed));
  if (typeof name !== 'string' || (contentType !== null && typeof contentType !== 'string')) throw unreadable();
  return { name, contentType };
};

/**
 * Seals what opens an attachment under the message key: 32 bytes of attachment key, then JSON of name, type and manifest.
 * From then on only the message key opens it, so that destroying message keys destroys the attachment.
 */
export const sealSent = (messageKey: Uint8Array, place: SentPlace, sent: SentAttachment): Buffer => {
  const manifest = JSON.parse(serializeManifest(sent.manifest).toString('utf8')) as unknown;
  const facts = Buffer.from(JSON.stringify({ name: sent.name, contentType: sent.contentType, manifest }), 'utf8');
  // Own memory, never the shared pool: it holds a key and is zeroed below.
  const plaintext = Buffer.allocUnsafeSlow(KEY_BYTES + facts.length);
  plaintext.set(sent.key);
  plaintext.set(facts, KEY_BYTES);
  const sealed = sealPiece(messageKey, sentContext(place), plaintext);
  plaintext.fill(0);
  return sealed;
};

/** Opens what sealSent made. @throws {DomainError} content-unreadable */
export const openSent = (messageKey: Uint8Array, place: SentPlace, sealed: Uint8Array): SentAttachment => {
  const plaintext = openPiece(messageKey, sentContext(place), sealed);
  if (plaintext.length <= KEY_BYTES) throw unreadable();
  const { name, contentType, manifest } = parseObject(plaintext.subarray(KEY_BYTES));
  if (typeof name !== 'string' || typeof contentType !== 'string') throw unreadable();
  return {
    key: plaintext.subarray(0, KEY_BYTES),
    name,
    contentType,
    manifest: parseManifest(Buffer.from(JSON.stringify(manifest ?? null), 'utf8')),
  };
};
