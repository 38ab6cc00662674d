import { newKey, openPiece, sealPiece, wipe } from '../../crypto/index.ts';
import type { KeyRing, WrappedKeys } from '../organisations/index.ts';
import type { MailServerRow } from './mail-server.entity.ts';

const keyContext = (organisationId: string) => ({ purpose: 'mail-server', organisation: organisationId });
const pieceContext = (organisationId: string) => ({ organisation: organisationId, piece: 'mail-server' });

type Sealed = Pick<MailServerRow, 'key_epoch' | 'wrapped_key' | 'password'>;

/** Seals a password under a new key of its organisation. */
export const sealPassword = async (keyRing: KeyRing, organisationId: string, password: string): Promise<Sealed> => {
  const key = newKey();
  try {
    const { epoch, wrapped } = await keyRing.wrap(organisationId, key, keyContext(organisationId));
    const sealed = sealPiece(key, pieceContext(organisationId), Buffer.from(password));
    return { key_epoch: epoch, wrapped_key: wrapped, password: sealed };
  } finally {
    wipe(key);
  }
};

/** @throws {DomainError} key-unwrap-failed, content-unreadable */
export const openPassword = async (keyRing: KeyRing, row: Sealed & Pick<MailServerRow, 'id'>): Promise<string> => {
  const wrapped = { ownerId: row.id, epoch: row.key_epoch, wrapped: row.wrapped_key };
  const key = await keyRing.unwrap(wrapped, keyContext(row.id));
  try {
    return openPiece(key, pieceContext(row.id), row.password).toString();
  } finally {
    wipe(key);
  }
};

/** Keys of passwords, for the rotation of their organisation's KEK. */
export const MAIL_SERVER_KEYS: WrappedKeys = {
  name: 'mail server keys',
  select:
    'select id, key_epoch as epoch, wrapped_key as wrapped, revision from mail_server where id = ? and key_epoch < ? limit ?',
  update: 'update mail_server set key_epoch = ?, wrapped_key = ? where id = ? and key_epoch = ? and revision = ?',
  // Every save has a key of its own.
  asRead: ({ revision }) => [Number(revision)],
  context: ({ id }) => keyContext(id),
};
