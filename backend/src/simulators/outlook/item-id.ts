import { randomBytes } from 'node:crypto';

/** 114 bytes make 152 characters without padding, as long as Exchange's own ids are. */
const ID_BYTES = 114;
/** Begins every id with `AAMk`. */
const PREFIX = Buffer.from([0x00, 0x03, 0x24]);
/** Reads `+/8=` in base64: ids without a slash and a plus would hide a forgotten conversion. */
const FILLER = Buffer.from([0xfb, 0xff, 0xbf]);

/** A new id for an item that a person makes. */
export const newItemId = (): string =>
  Buffer.concat([PREFIX, FILLER, randomBytes(ID_BYTES - PREFIX.length - FILLER.length)]).toString('base64');

/** The id of a captured mail in a person's inbox: the same for as long as the outbox keeps it. */
export const capturedItemId = (objectId: string, outboxId: string): string => {
  const bytes = Buffer.alloc(ID_BYTES, FILLER);
  PREFIX.copy(bytes);
  bytes.write(`${objectId}|${outboxId}|`, PREFIX.length + FILLER.length, 'utf8');
  return bytes.toString('base64');
};

/** Graph's form of Exchange's id: base64 for addresses. */
export const toRestId = (itemId: string): string => itemId.replaceAll('/', '-').replaceAll('+', '_');

/** Exchange's form of Graph's id; an id in Exchange's form stays as it is. */
export const toItemId = (restId: string): string => restId.replaceAll('-', '/').replaceAll('_', '+');
