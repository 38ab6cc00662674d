import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { normalisePersonalNumber } from '@sefos/shared/domain/personal-number.ts';
import { toE164 } from '@sefos/shared/domain/phone.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import { blindIndex, equalBytes, newKey, openPiece, sealPiece, wipe } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { sortName } from '../../platform/sort-name.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { KeyRing, OrganisationsService } from '../organisations/index.ts';
import { AccountEntity, type AccountRow, AccountSearchKeyEntity } from './account.entity.ts';
import { type Language, type Role, searchKeysOf, type Theme } from './accounts.domain.ts';
import { accountKeyContext } from './accounts.keys.ts';
import { hashPassword, needsRehash, passwordMatches } from './passwords.ts';

export interface CreateAccount {
  readonly organisationId: string;
  readonly email: string;
  readonly displayName: string;
  readonly password?: string;
  readonly phone?: string;
  readonly personalNumber?: string;
  readonly roles: readonly Role[];
  readonly language: Language;
  /** What the directory that provisions it calls it. */
  readonly externalId?: string;
  /** Without a sign-in until it is thawed. */
  readonly frozen?: boolean;
  /** Writes that belong with this account. */
  readonly and?: (account: NewAccount, nowMs: number) => readonly Statement[];
}

/** An account that is about to be written, for what must be written with it. */
export interface NewAccount {
  readonly id: string;
  readonly organisationId: string;
  /** Id that its personal mailbox must have. */
  readonly mailboxId: string;
  readonly email: string;
  readonly displayName: string;
}

/** An account as this module and the sign-in see it; nothing secret in it. */
export interface Account extends NewAccount {
  readonly language: Language;
  readonly theme: Theme;
  readonly roles: readonly Role[];
  readonly frozen: boolean;
  readonly hasPersonalNumber: boolean;
  /** Kept by a directory through SCIM. */
  readonly provisioned: boolean;
}

export interface AccountsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  readonly organisations: OrganisationsService;
  /** Writes that belong with a new account: its personal mailbox. */
  readonly alongside: (account: NewAccount, nowMs: number) => readonly Statement[];
}

type Piece = 'phone' | 'personal-number';
const pieceContext = (account: Pick<Account, 'id' | 'organisationId'>, piece: Piece) => ({
  organisation: account.organisationId,
  account: account.id,
  piece,
});

export class AccountsService {
  readonly #options: AccountsOptions;

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  /**
   * Creates an account with a key of its own, which seals the phone number and the personnummer. Answers its id.
   * @throws {DomainError} address-invalid (the address is none), invalid-request (the name is none), phone-invalid, personal-number-invalid, account-exists
   */
  async create(input: CreateAccount): Promise<string> {
    const { database, clock, keyRing, organisations, alongside } = this.#options;
    const { email, displayName, phone, personalNumber } = checkInput(input);
    const now = clock.now().getTime();
    const { organisationId } = input;
    const account: NewAccount = { id: newId(now), organisationId, mailboxId: newId(now), email, displayName };
    const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
    const indexKey = await organisations.indexKey(organisationId);
    const key = newKey();
    const { wrapped, epoch } = await keyRing.wrap(organisationId, key, accountKeyContext(account.id));
    const seal = (piece: Piece, text: string | null) =>
      text === null ? null : sealPiece(key, pieceContext(account, piece), Buffer.from(text));
    const row = {
      id: account.id,
      organisation_id: organisationId,
      mailbox_id: account.mailboxId,
      email,
      display_name: displayName,
      roles: input.roles.join(),
      password_hash: passwordHash,
      wrapped_key: Buffer.from(wrapped),
      key_epoch: epoch,
      phone_sealed: seal('phone', phone),
      personal_number_sealed: seal('personal-number', personalNumber),
      personal_number_index: personalNumber === null ? null : blindIndex(indexKey, 'personal-number', personalNumber),
      language: input.language,
      theme: 'system',
      created_at: now,
      frozen_at: input.frozen ? now : null,
      sort_name: sortName(displayName, email),
      external_id: input.externalId ?? null,
    };
    wipe(key);
    await database.commit([
      guard(insert(AccountEntity, row, 'nothing'), () => new DomainError('account-exists')),
      ...searchKeyRows(account),
      ...alongside(account, now),
      ...(input.and?.(account, now) ?? []),
    ]);
    return account.id;
  }

  /** The account, or null. */
  async find(id: string): Promise<Account | null> {
    const row = await this.#row(id);
    return row ? present(row) : null;
  }

  /** The account with a normalised address, or null. */
  async findByEmail(email: string): Promise<Account | null> {
    const row = await this.#options.database.get<AccountRow>('select * from account where email = ?', email);
    return row ? present(row) : null;
  }

  /**
   * The account when the password is its own. Whether the account exists does not show in the time it takes. A hash of older
   * parameters is made anew.
   */
  async verifyPassword(
    email: string,
    password: string,
  ): Promise<{ readonly account: Account | null; readonly isRight: boolean }> {
    const { database } = this.#options;
    const row = await database.get<AccountRow>('select * from account where email = ?', email);
    const isRight = await passwordMatches(row?.password_hash ?? null, password);
    if (isRight && row?.password_hash && needsRehash(row.password_hash))
      await database.commit([
        // Only over the hash that was checked: a password changed meanwhile stays.
        write(
          'update account set password_hash = ? where id = ? and password_hash = ?',
          await hashPassword(password),
          row.id,
          row.password_hash,
        ),
      ]);
    return { account: row ? present(row) : null, isRight };
  }

  /** The phone number (E.164) with the blind index that sends are counted by, or null when there is none. Never log. */
  async phoneOf(account: Account): Promise<{ readonly phone: string; readonly phoneKey: Buffer } | null> {
    const phone = await this.#open(account, 'phone');
    if (phone === null) return null;
    const indexKey = await this.#options.organisations.indexKey(account.organisationId);
    return { phone, phoneKey: blindIndex(indexKey, 'phone', phone) };
  }

  /** The write that gives an account a phone number (E.164), sealed under its own key. */
  async phoneStatement(id: string, phone: string): Promise<Statement> {
    const row = await this.#row(id);
    if (!row) throw new DomainError('not-found');
    const key = await this.#keyOf(row);
    const sealed = sealPiece(
      key,
      pieceContext({ id, organisationId: row.organisation_id }, 'phone'),
      Buffer.from(phone),
    );
    wipe(key);
    return write('update account set phone_sealed = ? where id = ?', sealed, id);
  }

  /** The personnummer (12 digits), or null when there is none. Never log. */
  personalNumberOf(account: Account): Promise<string | null> {
    return this.#open(account, 'personal-number');
  }

  /** Whether a personnummer (12 digits) is the account's own; compared in constant time. Null when it has none. */
  async hasPersonalNumber(account: Account, personalNumber: string): Promise<boolean | null> {
    const own = (await this.#row(account.id))?.personal_number_index;
    if (!own) return null;
    const indexKey = await this.#options.organisations.indexKey(account.organisationId);
    return equalBytes(own, blindIndex(indexKey, 'personal-number', personalNumber));
  }

  /** Changes what an account decides for itself. */
  async updatePreferences(
    id: string,
    change: { readonly language?: Language | undefined; readonly theme?: Theme | undefined },
  ): Promise<void> {
    const { language = null, theme = null } = change;
    await this.#options.database.commit([
      write(
        'update account set language = coalesce(?, language), theme = coalesce(?, theme) where id = ?',
        language,
        theme,
        id,
      ),
    ]);
  }

  /** Freezes or thaws sign-in; mail to the account still arrives. A frozen account's sessions end at once. */
  async setFrozen(id: string, frozen: boolean): Promise<void> {
    const at = frozen ? this.#options.clock.now().getTime() : null;
    await this.#options.database.commit([write('update account set frozen_at = ? where id = ?', at, id)]);
  }

  #row(id: string): Promise<AccountRow | undefined> {
    return this.#options.database.get<AccountRow>('select * from account where id = ?', id);
  }

  #keyOf(row: AccountRow): Promise<Buffer> {
    return this.#options.keyRing.unwrap(
      { ownerId: row.organisation_id, epoch: row.key_epoch, wrapped: row.wrapped_key },
      accountKeyContext(row.id),
    );
  }

  async #open(account: Account, piece: Piece): Promise<string | null> {
    const row = await this.#row(account.id);
    const sealed = piece === 'phone' ? row?.phone_sealed : row?.personal_number_sealed;
    if (!row || !sealed) return null;
    const key = await this.#keyOf(row);
    try {
      return openPiece(key, pieceContext(account, piece), sealed).toString();
    } finally {
      wipe(key);
    }
  }
}

/** The writes of what an account is found by. */
export const searchKeyRows = ({
  id,
  organisationId,
  displayName,
  email,
}: Pick<NewAccount, 'id' | 'organisationId' | 'displayName' | 'email'>): Statement[] =>
  searchKeysOf(displayName, email).map((text) =>
    insert(AccountSearchKeyEntity, {
      account_id: id,
      search_key: Buffer.from(text),
      organisation_id: organisationId,
    }),
  );

/** A name as accounts have it: it stands in others' mail. @throws {DomainError} invalid-request — nothing is left of it */
export const accountName = (written: string): string => {
  const name = cleanLine(written);
  if (name === '') throw new DomainError('invalid-request', { field: 'displayName' });
  return name;
};

const checkInput = (input: CreateAccount) => {
  const email = normaliseEmail(input.email);
  if (!email) throw new DomainError('address-invalid');
  const displayName = accountName(input.displayName);
  const phone = input.phone === undefined ? null : toE164(input.phone);
  if (input.phone !== undefined && !phone) throw new DomainError('phone-invalid');
  const personalNumber = input.personalNumber === undefined ? null : normalisePersonalNumber(input.personalNumber);
  if (input.personalNumber !== undefined && !personalNumber) throw new DomainError('personal-number-invalid');
  return { email, displayName, phone, personalNumber };
};

/** The account of a row. */
export const present = (row: AccountRow): Account => ({
  id: row.id,
  organisationId: row.organisation_id,
  mailboxId: row.mailbox_id,
  email: row.email,
  displayName: row.display_name,
  language: row.language as Language,
  theme: row.theme as Theme,
  roles: row.roles.split(',') as Role[],
  frozen: row.frozen_at !== null,
  hasPersonalNumber: row.personal_number_index !== null,
  provisioned: row.external_id !== null,
});
