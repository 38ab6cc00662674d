import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { newReadableCode } from '../../../crypto/index.ts';
import type { Database } from '../../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../../platform/database/statements.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Clock } from '../../../ports/clock.port.ts';
import { hashPassword, passwordMatches } from '../passwords.ts';
import { RecoveryCodeEntity, type RecoveryCodeRow } from './factor.entity.ts';

const SELECTOR_LENGTH = 4;
/** 60 random bits, hashed as passwords are (ASVS 6.5.2). */
const SECRET_LENGTH = 12;

/** Codes that somebody wrote down for the day her telephone is gone: each works once. */
export class RecoveryCodes {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(parts: { readonly database: Database; readonly clock: Clock }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
  }

  /** How many can still be used, and when they were made. */
  async left(accountId: string): Promise<{ readonly left: number; readonly createdAt: number | null }> {
    const row = await this.#database.get<{ count: number; created_at: number | null }>(
      'select sum(case when used_at is null then 1 else 0 end) as count, max(created_at) as created_at from recovery_code where account_id = ?',
      accountId,
    );
    const createdAt = row?.created_at ?? null;
    return { left: Number(row?.count ?? 0), createdAt: createdAt === null ? null : Number(createdAt) };
  }

  /** New codes of 16 characters, and the writes that keep their hashes in place of the ones before. Never log. */
  async make(accountId: string): Promise<{ readonly codes: string[]; readonly statements: readonly Statement[] }> {
    const selectors = new Set<string>();
    while (selectors.size < LIMITS.recoveryCodes) selectors.add(newReadableCode(SELECTOR_LENGTH));
    const made = [...selectors].map((selector) => ({ selector, secret: newReadableCode(SECRET_LENGTH) }));
    const created_at = this.#clock.now().getTime();
    const rows: Statement[] = [];
    for (const { selector, secret } of made)
      rows.push(
        insert(RecoveryCodeEntity, {
          account_id: accountId,
          selector,
          code_hash: await hashPassword(secret),
          created_at,
        }),
      );
    return {
      codes: made.map(({ selector, secret }) => selector + secret),
      statements: [this.remove(accountId), ...rows],
    };
  }

  /** The write that uses a code up. @throws {DomainError} code-wrong, also when it is unknown; code-used (also by the write) */
  async use(accountId: string, code: string): Promise<Statement> {
    const used = () => new DomainError('code-used');
    const selector = code.slice(0, SELECTOR_LENGTH);
    const row = await this.#database.get<RecoveryCodeRow>(
      'select * from recovery_code where account_id = ? and selector = ?',
      accountId,
      selector,
    );
    if (!(await passwordMatches(row?.code_hash ?? null, code.slice(SELECTOR_LENGTH))) || !row)
      throw new DomainError('code-wrong');
    if (row.used_at !== null) throw used();
    return guard(
      write(
        'update recovery_code set used_at = ? where account_id = ? and selector = ? and code_hash = ? and used_at is null',
        this.#clock.now().getTime(),
        accountId,
        selector,
        row.code_hash,
      ),
      used,
    );
  }

  /** The write that removes all of them. */
  remove(accountId: string): Statement {
    return write('delete from recovery_code where account_id = ?', accountId);
  }
}
