import { equalBytes, newTotpSecret, toBase32, totpCode, totpStep } from '../../../crypto/index.ts';
import type { Database } from '../../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../../platform/database/statements.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Clock } from '../../../ports/clock.port.ts';
import type { AccountSealing } from './account-sealing.ts';
import { TotpFactorEntity, type TotpFactorRow } from './factor.entity.ts';

/** How long a secret that was shown waits for its first code. */
export const TOTP_SETUP_SECONDS = 600;
const PIECE = 'totp-secret';
const ISSUER = 'SEFOS';
/** A code of the step before or after is taken as well: clocks differ, and typing takes time (RFC 6238 §5.2). */
const DRIFT = [0, -1, 1];

const codeWrong = () => new DomainError('code-wrong');

/** The one authenticator app of an account (RFC 6238: SHA-1, six digits, 30 seconds). */
export class TotpFactors {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #sealing: AccountSealing;

  constructor(parts: { readonly database: Database; readonly clock: Clock; readonly sealing: AccountSealing }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
    this.#sealing = parts.sealing;
  }

  /** When the app was confirmed, or null. */
  async since(accountId: string): Promise<number | null> {
    return (await this.#row(accountId))?.confirmed_at ?? null;
  }

  /**
   * The secret that waits to be confirmed, and the write that keeps it; an earlier one that waits is gone. Never log.
   * @throws {DomainError} factor-exists (also by the write)
   */
  async begin(accountId: string, email: string) {
    const exists = () => new DomainError('factor-exists');
    if ((await this.since(accountId)) !== null) throw exists();
    const now = this.#clock.now().getTime();
    const bytes = newTotpSecret();
    const secret = toBase32(bytes);
    const row = {
      account_id: accountId,
      secret_sealed: await this.#sealing.seal(accountId, PIECE, bytes),
      created_at: now,
    };
    return {
      secret,
      uri: `otpauth://totp/${ISSUER}:${encodeURIComponent(email)}?secret=${secret}&issuer=${ISSUER}`,
      expiresAt: now + TOTP_SETUP_SECONDS * 1000,
      statements: [
        write('delete from totp_factor where account_id = ? and confirmed_at is null', accountId),
        guard(insert(TotpFactorEntity, row, 'nothing'), exists),
      ],
    };
  }

  /** The write that makes a secret count. @throws {DomainError} code-wrong; code-expired (also by the write) */
  async confirm(accountId: string, code: string): Promise<Statement> {
    const expired = () => new DomainError('code-expired');
    const row = await this.#row(accountId);
    const now = this.#clock.now().getTime();
    const isWaiting = row?.confirmed_at === null && now < row.created_at + TOTP_SETUP_SECONDS * 1000;
    if (!row || !isWaiting) throw expired();
    const step = await this.#stepOf(row, code);
    if (step === null) throw codeWrong();
    const confirmed = write(
      'update totp_factor set confirmed_at = ?, last_step = ? where account_id = ? and created_at = ? and confirmed_at is null',
      now,
      step,
      accountId,
      row.created_at,
    );
    return guard(confirmed, expired);
  }

  /** The write that uses a code up. @throws {DomainError} code-wrong, code-used (also by the write) */
  async use(accountId: string, code: string): Promise<Statement> {
    const used = () => new DomainError('code-used');
    const row = await this.#row(accountId);
    const step = row && row.confirmed_at !== null ? await this.#stepOf(row, code) : null;
    if (!row || step === null) throw codeWrong();
    if (row.last_step !== null && step <= row.last_step) throw used();
    return guard(
      write(
        'update totp_factor set last_step = ? where account_id = ? and confirmed_at = ? and (last_step is null or last_step < ?)',
        step,
        accountId,
        row.confirmed_at,
        step,
      ),
      used,
    );
  }

  /** The write that removes the app. It refuses with not-found when there is none. */
  remove(accountId: string): Statement {
    return guard(
      write('delete from totp_factor where account_id = ? and confirmed_at is not null', accountId),
      () => new DomainError('not-found'),
    );
  }

  /** The step that the code is of, or null. All are looked at: the time tells nothing. */
  async #stepOf(row: TotpFactorRow, code: string): Promise<number | null> {
    const secret = await this.#sealing.open(row.account_id, PIECE, row.secret_sealed);
    const now = totpStep(this.#clock.now().getTime());
    const given = Buffer.from(code);
    const matching = DRIFT.map((drift) => now + drift).filter((step) =>
      equalBytes(Buffer.from(totpCode(secret, step)), given),
    );
    return matching[0] ?? null;
  }

  #row(accountId: string): Promise<TotpFactorRow | undefined> {
    return this.#database.get<TotpFactorRow>('select * from totp_factor where account_id = ?', accountId);
  }
}
