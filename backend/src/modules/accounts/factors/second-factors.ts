import type { FactorAnswer, FactorKind } from '@sefos/shared/contract/account-factors.ts';
import type { IdentificationMethod } from '@sefos/shared/domain/levels.ts';
import { maskPhone } from '@sefos/shared/domain/phone.ts';
import type { Statement } from '../../../platform/database/statements.ts';
import { DomainError } from '../../../platform/errors.ts';
import { type OrganisationsService, secondFactorRules } from '../../organisations/index.ts';
import type { RateLimits } from '../accounts.ports.ts';
import type { Account, AccountsService } from '../accounts.service.ts';
import type { FactorTickets } from './factor-tickets.ts';
import type { Asked, Passkeys } from './passkeys.ts';
import type { RecoveryCodes } from './recovery-codes.ts';
import type { TotpFactors } from './totp-factors.ts';

/** Wrong codes of one account, whatever the tickets: whoever gets this far knows its password. */
const ACCOUNT = { limit: 10, windowSeconds: 900 };

export interface SecondFactorsParts {
  readonly accounts: AccountsService;
  readonly organisations: Pick<OrganisationsService, 'get'>;
  readonly tickets: FactorTickets;
  readonly totp: TotpFactors;
  readonly passkeys: Passkeys;
  readonly recoveryCodes: RecoveryCodes;
  readonly limiter: RateLimits;
}

/** An answer that was right. */
interface RightAnswer {
  readonly accountId: string;
  readonly method: IdentificationMethod;
  /** Writes that use it up; whoever commits them has it alone. */
  readonly statements: readonly Statement[];
}

/** What accounts have beside their passwords, and whether an answer is right. */
export class SecondFactors {
  readonly #parts: SecondFactorsParts;

  constructor(parts: SecondFactorsParts) {
    this.#parts = parts;
  }

  /**
   * What an account has and may use, strongest first. One that has nothing of what its organisation allows may use what it has: that
   * session adds another factor, and does nothing else.
   */
  async of(account: Account): Promise<{ readonly kinds: FactorKind[]; readonly maskedPhone: string | null }> {
    const { accounts, totp, passkeys, recoveryCodes } = this.#parts;
    const number = await accounts.phoneOf(account);
    const has: Readonly<Record<FactorKind, boolean>> = {
      passkey: (await passkeys.of(account.id)).length > 0,
      totp: (await totp.since(account.id)) !== null,
      sms: number !== null,
      recovery: (await recoveryCodes.left(account.id)).left > 0,
    };
    const allowed = secondFactorRules((await this.#parts.organisations.get(account.organisationId)).settings);
    const isLeft = (['passkey', 'totp', 'sms'] as const).some((kind) => has[kind] && allowed[kind]);
    const kinds = (['passkey', 'totp', 'sms', 'recovery'] as const).filter(
      (kind) => has[kind] && (kind === 'recovery' || allowed[kind] || !isLeft),
    );
    return { kinds, maskedPhone: number && maskPhone(number.phone) };
  }

  /** @throws {DomainError} sign-in-way-off — its organisation has turned that factor off, and it has another */
  async requireUsable(account: Account, kind: FactorKind): Promise<void> {
    if (!(await this.of(account)).kinds.includes(kind)) throw new DomainError('sign-in-way-off');
  }

  /** A ticket for whoever knew the password, with what may follow; and the write that keeps it. */
  async challenge(account: Account, sessionId: string | null) {
    const { kinds, maskedPhone } = await this.of(account);
    const { token, expiresAt, statement } = this.#parts.tickets.issue(account.id, sessionId);
    const view = { ticket: token, factors: kinds, maskedPhone, expiresAt: expiresAt.toISOString() };
    return { view, statement };
  }

  /**
   * Looks at an answer. Codes count against their account before they are looked at; forget that with `forgive` when they were right.
   * @throws {DomainError} code-wrong, code-used, code-expired — a code without a ticket, passkey-refused, too-many-requests
   */
  async check(asked: Asked, answer: FactorAnswer): Promise<RightAnswer> {
    const { totp, passkeys, recoveryCodes, limiter } = this.#parts;
    if (answer.kind === 'passkey') return { ...(await passkeys.use(asked, answer)), method: 'passkey' };
    const { accountId } = asked;
    if (accountId === null) throw new DomainError('code-expired');
    await limiter.hit('factor-account', accountId, ACCOUNT);
    if (answer.kind === 'totp')
      return { accountId, method: 'password-totp', statements: [await totp.use(accountId, answer.code)] };
    return { accountId, method: 'password-recovery', statements: [await recoveryCodes.use(accountId, answer.code)] };
  }

  /** Forgets an account's wrong codes. */
  forgive(accountId: string): Promise<void> {
    return this.#parts.limiter.reset('factor-account', accountId);
  }
}
