import { openPiece, sealPiece, wipe } from '../../../crypto/index.ts';
import type { Database } from '../../../platform/database/database.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { KeyRing } from '../../organisations/index.ts';
import type { AccountRow } from '../account.entity.ts';
import { accountKeyContext } from '../accounts.keys.ts';

/** Seals what belongs to an account under the account's own key. */
export class AccountSealing {
  readonly #database: Database;
  readonly #keyRing: KeyRing;

  constructor(database: Database, keyRing: KeyRing) {
    this.#database = database;
    this.#keyRing = keyRing;
  }

  /** @throws {DomainError} not-found */
  seal(accountId: string, piece: string, content: Uint8Array): Promise<Buffer> {
    return this.#with(accountId, piece, (key, context) => sealPiece(key, context, content));
  }

  /** @throws {DomainError} not-found, content-unreadable */
  open(accountId: string, piece: string, sealed: Uint8Array): Promise<Buffer> {
    return this.#with(accountId, piece, (key, context) => openPiece(key, context, sealed));
  }

  async #with(
    accountId: string,
    piece: string,
    use: (key: Buffer, context: Readonly<Record<string, string>>) => Buffer,
  ): Promise<Buffer> {
    const row = await this.#database.get<Pick<AccountRow, 'organisation_id' | 'key_epoch' | 'wrapped_key'>>(
      'select organisation_id, key_epoch, wrapped_key from account where id = ?',
      accountId,
    );
    if (!row) throw new DomainError('not-found');
    const key = await this.#keyRing.unwrap(
      { ownerId: row.organisation_id, epoch: row.key_epoch, wrapped: row.wrapped_key },
      accountKeyContext(accountId),
    );
    try {
      return use(key, { organisation: row.organisation_id, account: accountId, piece });
    } finally {
      wipe(key);
    }
  }
}
