import type {
  AccountFactors as AccountFactorsView,
  ConfirmWay,
  PasskeyAttestation,
  PasskeyCreation,
  PasskeyView,
} from '@sefos/shared/contract/account-factors.ts';
import { passwordFault } from '@sefos/shared/domain/password.ts';
import type { AccountActor } from '../../../platform/actor.ts';
import type { Database } from '../../../platform/database/database.ts';
import { guard, type Statement, write } from '../../../platform/database/statements.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Clock } from '../../../ports/clock.port.ts';
import { type OrganisationsService, secondFactorRules } from '../../organisations/index.ts';
import type { AccountRow } from '../account.entity.ts';
import type { RateLimits, TellPages } from '../accounts.ports.ts';
import type { Account, AccountsService } from '../accounts.service.ts';
import type { OwnSessions } from '../own-sessions.service.ts';
import { hashPassword } from '../passwords.ts';
import type { AccountChange } from './account.mail.ts';
import { noticeOf } from './account-notices.ts';
import { type Confirm, requireBrowser } from './confirm.service.ts';
import type { PasskeyRow } from './factor.entity.ts';
import type { Passkeys } from './passkeys.ts';
import type { RecoveryCodes } from './recovery-codes.ts';
import type { SecondFactors } from './second-factors.ts';
import { selfEntry } from './self-entry.ts';
import type { TotpFactors } from './totp-factors.ts';

export interface AccountFactorsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  readonly ownSessions: OwnSessions;
  readonly confirm: Confirm;
  readonly totp: TotpFactors;
  readonly passkeys: Passkeys;
  readonly recoveryCodes: RecoveryCodes;
  readonly factors: SecondFactors;
  readonly limiter: RateLimits;
  /** Whether BankID is set up here. */
  readonly hasBankId: boolean;
  readonly tell: TellPages;
  /** A QR code as an SVG path. */
  readonly qrOf: (text: string) => { readonly size: number; readonly path: string };
}

const CODES = { limit: 10, windowSeconds: 900 };
const instant = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : instant(ms));

/** How a person signs in, in her own hands: every change wants a fresh identification, and is told of by mail. */
export class AccountFactors {
  readonly #parts: AccountFactorsParts;

  constructor(parts: AccountFactorsParts) {
    this.#parts = parts;
  }

  async view(actor: AccountActor): Promise<AccountFactorsView> {
    const { confirm, factors, organisations, passkeys, recoveryCodes, totp } = this.#parts;
    const account = await this.#account(actor);
    const [since, keys, codes] = [
      await totp.since(account.id),
      await passkeys.of(account.id),
      await recoveryCodes.left(account.id),
    ];
    const freshUntil = await confirm.freshUntil(actor);
    const password = await this.#hasPassword(account.id);
    return {
      password,
      maskedPhone: (await factors.of(account)).maskedPhone,
      providers: await this.#providers(account.id),
      totp: since === null ? null : { createdAt: instant(since) },
      passkeys: keys.map(present),
      recoveryCodes: { left: codes.left, createdAt: isoOrNull(codes.createdAt) },
      allowed: secondFactorRules((await organisations.get(account.organisationId)).settings),
      confirmBy: this.#confirmBy(account, password, keys.length > 0),
      freshUntil: freshUntil?.toISOString() ?? null,
    };
  }

  /** @throws {DomainError} confirmation-required, not-allowed, password-wrong, password-too-short, password-guessable, too-many-requests */
  async changePassword(actor: AccountActor, given: { readonly current: string; readonly next: string }): Promise<void> {
    const { confirm, organisations, ownSessions } = this.#parts;
    await confirm.require(actor);
    if (!(await this.#hasPassword(actor.accountId))) throw new DomainError('not-allowed');
    const account = await confirm.checkPassword(actor, given.current);
    const { name } = await organisations.get(account.organisationId);
    const fault = passwordFault(given.next, [account.email, account.displayName, name]);
    if (fault) throw new DomainError(fault);
    const row = await this.#row(actor.accountId);
    const changed = write(
      'update account set password_hash = ? where id = ? and password_hash = ?',
      await hashPassword(given.next),
      account.id,
      row?.password_hash ?? '',
    );
    await this.#commit(actor, 'password-changed', 'account.password-changed', [
      guard(changed, () => new DomainError('password-wrong')),
      // Whoever knew the old one is out.
      ...(await ownSessions.othersEnd(actor)),
    ]);
  }

  /** @throws {DomainError} confirmation-required, not-allowed, factor-exists */
  async beginTotp(actor: AccountActor) {
    await this.#parts.confirm.require(actor);
    const { secret, uri, expiresAt, statements } = await this.#parts.totp.begin(actor.accountId, actor.email);
    await this.#parts.database.commit(statements);
    return { secret, uri, qr: this.#parts.qrOf(uri), expiresAt: instant(expiresAt) };
  }

  /** @throws {DomainError} not-allowed, code-wrong, code-expired, too-many-requests */
  async confirmTotp(actor: AccountActor, code: string): Promise<void> {
    requireBrowser(actor);
    const { limiter, totp } = this.#parts;
    await limiter.hit('totp-setup', actor.accountId, CODES);
    const confirmed = await totp.confirm(actor.accountId, code);
    await this.#commit(actor, 'totp-added', 'factor.totp-added', [confirmed, ...this.#goesOn(actor, 'password-totp')]);
    await limiter.reset('totp-setup', actor.accountId);
  }

  /** @throws {DomainError} confirmation-required, not-allowed, not-found, factor-last */
  async removeTotp(actor: AccountActor): Promise<void> {
    const { confirm, totp } = this.#parts;
    await confirm.require(actor);
    const removed = keepingAWay(actor.accountId, totp.remove(actor.accountId));
    await this.#commit(actor, 'totp-removed', 'factor.totp-removed', removed);
  }

  /** @throws {DomainError} confirmation-required, not-allowed, passkeys-too-many */
  async beginPasskey(actor: AccountActor): Promise<PasskeyCreation> {
    await this.#parts.confirm.require(actor);
    const { creation, statement } = await this.#parts.passkeys.beginAdding(await this.#account(actor), actor.sessionId);
    await this.#parts.database.commit([statement]);
    return creation;
  }

  /** @throws {DomainError} not-allowed, passkey-refused, passkeys-too-many */
  async addPasskey(
    actor: AccountActor,
    given: { readonly challengeId: string; readonly name: string; readonly response: PasskeyAttestation },
  ): Promise<PasskeyView> {
    requireBrowser(actor);
    const { row, statements } = await this.#parts.passkeys.add(actor, given);
    const added = [...statements, ...this.#goesOn(actor, 'passkey')];
    await this.#commit(actor, 'passkey-added', 'factor.passkey-added', added, { passkey: row.id });
    return present(row);
  }

  /** @throws {DomainError} not-allowed, not-found */
  async renamePasskey(actor: AccountActor, id: string, name: string): Promise<void> {
    requireBrowser(actor);
    const { database, passkeys } = this.#parts;
    const now = this.#now();
    await database.commit([
      passkeys.rename(actor.accountId, id, name),
      selfEntry(actor, 'factor.passkey-renamed', now, { passkey: id }),
      this.#parts.tell(actor.mailboxId, now),
    ]);
  }

  /** @throws {DomainError} confirmation-required, not-allowed, not-found, factor-last */
  async removePasskey(actor: AccountActor, id: string): Promise<void> {
    const { confirm, passkeys } = this.#parts;
    await confirm.require(actor);
    const removed = keepingAWay(actor.accountId, passkeys.remove(actor.accountId, id));
    await this.#commit(actor, 'passkey-removed', 'factor.passkey-removed', removed, { passkey: id });
  }

  /** New codes, in the clear this once. @throws {DomainError} confirmation-required, not-allowed */
  async makeRecoveryCodes(actor: AccountActor): Promise<{ codes: string[] }> {
    await this.#parts.confirm.require(actor);
    const { codes, statements } = await this.#parts.recoveryCodes.make(actor.accountId);
    await this.#commit(actor, 'recovery-codes-made', 'factor.recovery-codes-made', statements, { codes: codes.length });
    return { codes };
  }

  async #commit(
    actor: AccountActor,
    change: AccountChange,
    action: string,
    statements: readonly Statement[],
    facts: Readonly<Record<string, string | number>> = {},
  ): Promise<void> {
    const now = this.#now();
    await this.#parts.database.commit([
      ...statements,
      selfEntry(actor, action, now, facts),
      noticeOf(actor.accountId, change, now),
      this.#parts.tell(actor.mailboxId, now),
    ]);
  }

  /** A session that was there to add a factor goes on with the one that it has added; one that is turned off as well helps nothing. */
  #goesOn({ sessionId, factorNeeded }: AccountActor, method: 'password-totp' | 'passkey'): Statement[] {
    const goesOn = write('update session set method = ? where id = ? and revoked_at is null', method, sessionId);
    return factorNeeded ? [goesOn] : [];
  }

  #confirmBy(account: Account, password: boolean, hasPasskey: boolean): ConfirmWay[] {
    const has: Readonly<Record<ConfirmWay, boolean>> = {
      passkey: hasPasskey,
      bankid: this.#parts.hasBankId && account.hasPersonalNumber,
      password,
    };
    return (['passkey', 'bankid', 'password'] as const).filter((way) => has[way]);
  }

  async #providers(accountId: string): Promise<string[]> {
    const rows = await this.#parts.database.all<{ issuer: string }>(
      'select distinct issuer from account_identity where account_id = ? order by issuer',
      accountId,
    );
    return [...new Set(rows.map(({ issuer }) => providerOf(issuer)))];
  }

  async #hasPassword(accountId: string): Promise<boolean> {
    return ((await this.#row(accountId))?.password_hash ?? null) !== null;
  }

  #row(accountId: string): Promise<Pick<AccountRow, 'password_hash'> | undefined> {
    return this.#parts.database.get('select password_hash from account where id = ?', accountId);
  }

  async #account(actor: AccountActor): Promise<Account> {
    const account = await this.#parts.accounts.find(actor.accountId);
    if (!account) throw new DomainError('not-signed-in');
    return account;
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }
}

/** Recovery codes are for a day, not a way to sign in. */
const HAS_A_WAY =
  '(exists (select 1 from account_identity i where i.account_id = account.id) or exists (select 1 from passkey p where p.account_id = account.id) or (password_hash is not null and (phone_sealed is not null or exists (select 1 from totp_factor t where t.account_id = account.id and t.confirmed_at is not null))))';

/** A removal with the writes that refuse its batch with factor-last when nothing is left: nobody shuts herself out. */
const keepingAWay = (accountId: string, removal: Statement): Statement[] => {
  const untouched = 'update account set id = id where id = ?';
  return [
    // Waits for another removal of the same account, so that the last write sees what that one has left.
    write(untouched, accountId),
    removal,
    guard(write(`${untouched} and ${HAS_A_WAY}`, accountId), () => new DomainError('factor-last')),
  ];
};

const present = (row: PasskeyRow): PasskeyView => ({
  id: row.id,
  name: row.name,
  createdAt: instant(row.created_at),
  usedAt: isoOrNull(row.used_at),
  synced: row.synced === 1,
});

/** `entra`, also for a tenant's own OpenID issuer; else the issuer's host. */
const providerOf = (issuer: string): string => {
  if (issuer.startsWith('entra:')) return 'entra';
  const { hostname } = URL.canParse(issuer) ? new URL(issuer) : { hostname: issuer };
  return hostname === 'login.microsoftonline.com' ? 'entra' : hostname;
};
