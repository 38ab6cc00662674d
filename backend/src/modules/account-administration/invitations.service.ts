import type { InvitationView } from '@sefos/shared/contract/accounts.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { passwordFault } from '@sefos/shared/domain/password.ts';
import { toE164 } from '@sefos/shared/domain/phone.ts';
import { hashToken, newToken } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import { enqueue, type JobHandler, type JobPayload } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailPort } from '../../ports/mail.port.ts';
import { type AccountsService, hashPassword, type RateLimits } from '../accounts/index.ts';
import { audit } from '../audit/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { AccountInvitationEntity, type AccountInvitationRow } from './invitation.entity.ts';
import { invitationMail } from './invitation.mail.ts';

const INVITE_JOB = 'account-invitation';
const DAY_MILLISECONDS = 86_400_000;
/** Guesses at 256 bits lead nowhere; hashing a password is what costs. */
const NETWORK = { limit: 60, windowSeconds: 900 };

/** The writes that invite an account: what there was before can no longer be used, and a mail goes out. `isReset`: she had a sign-in. */
export const inviteStatements = (
  account: { readonly id: string; readonly organisationId: string },
  nowMs: number,
  { isReset = false }: { readonly isReset?: boolean } = {},
): Statement[] => [
  write('delete from account_invitation where account_id = ?', account.id),
  insert(AccountInvitationEntity, {
    account_id: account.id,
    organisation_id: account.organisationId,
    token_hash: null,
    created_at: nowMs,
    expires_at: nowMs + LIMITS.invitationDays * DAY_MILLISECONDS,
  }),
  enqueue(INVITE_JOB, { accountId: account.id, createdAt: nowMs, ...(isReset ? { reset: 1 } : {}) }, nowMs),
];

/** The write that ends an account's invitation, whatever it is. */
export const endInvitation = (accountId: string, nowMs: number): Statement =>
  write(
    'update account_invitation set revoked_at = ? where account_id = ? and used_at is null and revoked_at is null',
    nowMs,
    accountId,
  );

interface Joined extends AccountInvitationRow {
  readonly email: string;
  readonly display_name: string;
  readonly phone_sealed: Uint8Array | null;
}

export interface InvitationsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  readonly limiter: RateLimits;
  readonly networkOf: (ip: string) => string;
  readonly mail: MailPort;
  readonly publicUrl: string;
  readonly mailFrom: string;
}

/** What somebody without a sign-in does with the link in her invitation. */
export class Invitations {
  readonly #parts: InvitationsParts;

  constructor(parts: InvitationsParts) {
    this.#parts = parts;
  }

  /** Who is invited where. Uses nothing up: programs on a mail's way follow links. @throws {DomainError} invitation-ended, too-many-requests */
  async view(token: string, ip: string): Promise<InvitationView> {
    await this.#parts.limiter.hit('invitation', this.#parts.networkOf(ip), NETWORK);
    const row = await this.#usable(token);
    return {
      organisation: (await this.#parts.organisations.get(row.organisation_id)).name,
      email: row.email,
      displayName: row.display_name,
      needsPhone: row.phone_sealed === null,
      expiresAt: new Date(row.expires_at).toISOString(),
    };
  }

  /** Sets the password, and the number that codes go to where there is none. @throws {DomainError} invitation-ended, phone-invalid, password-too-short, password-guessable, too-many-requests */
  async accept(
    given: { readonly token: string; readonly password: string; readonly phone?: string },
    ip: string,
  ): Promise<void> {
    const { database, clock, accounts, organisations, limiter, networkOf } = this.#parts;
    await limiter.hit('invitation', networkOf(ip), NETWORK);
    const row = await this.#usable(given.token);
    const phone = given.phone === undefined ? null : toE164(given.phone);
    if (row.phone_sealed === null && phone === null) throw new DomainError('phone-invalid');
    const { name } = await organisations.get(row.organisation_id);
    const fault = passwordFault(given.password, [row.email, row.display_name, name]);
    if (fault) throw new DomainError(fault);
    const now = clock.now().getTime();
    const ended = () => new DomainError('invitation-ended');
    const used = write(
      'update account_invitation set used_at = ? where token_hash = ? and used_at is null and revoked_at is null and expires_at > ?',
      now,
      hashToken(given.token),
      now,
    );
    const password = write(
      'update account set password_hash = ? where id = ? and password_hash is null and frozen_at is null and removed_at is null and not exists (select 1 from account_identity i where i.account_id = account.id)',
      await hashPassword(given.password),
      row.account_id,
    );
    await database.commit([
      guard(used, ended),
      guard(password, ended),
      ...(row.phone_sealed === null && phone !== null ? [await accounts.phoneStatement(row.account_id, phone)] : []),
      audit(
        {
          organisationId: row.organisation_id,
          action: 'account.invitation-accepted',
          actor: { kind: 'account', id: row.account_id, ip },
          target: { kind: 'account', id: row.account_id },
        },
        now,
      ),
    ]);
  }

  /** Mails an invitation. Each try has a token of its own, which exists nowhere before: only the newest opens anything. */
  async send({ accountId, createdAt, reset }: JobPayload): Promise<readonly Statement[]> {
    const { database, clock, accounts, organisations, mail, publicUrl, mailFrom } = this.#parts;
    const account = await accounts.find(String(accountId));
    const token = newToken();
    const written = await database.write<AccountInvitationRow>(
      'update account_invitation set token_hash = ? where account_id = ? and created_at = ? and used_at is null and revoked_at is null and expires_at > ? returning *',
      hashToken(token),
      String(accountId),
      Number(createdAt),
      clock.now().getTime(),
    );
    const [row] = written;
    if (!row || !account || account.frozen) return [];
    const message = invitationMail({
      id: `${row.account_id}-${row.created_at}`,
      isReset: reset === 1,
      language: account.language,
      to: account.email,
      from: mailFrom,
      organisation: (await organisations.get(account.organisationId)).name,
      lastMoment: new Date(row.expires_at - 1),
      url: `${publicUrl}/invitation#${token}`,
    });
    await mail.send(message).catch((error: unknown) => {
      if (!isDomainError(error, 'mail-refused')) throw error;
    });
    return [];
  }

  async #usable(token: string): Promise<Joined> {
    const row = await this.#parts.database.get<Joined>(
      'select i.*, a.email, a.display_name, a.phone_sealed from account_invitation i join account a on a.id = i.account_id where i.token_hash = ? and i.used_at is null and i.revoked_at is null and i.expires_at > ? and a.password_hash is null and a.frozen_at is null and a.removed_at is null and not exists (select 1 from account_identity n where n.account_id = a.id)',
      hashToken(token),
      this.#parts.clock.now().getTime(),
    );
    const organisation = row && (await this.#parts.organisations.get(row.organisation_id));
    if (!row || organisation?.frozen || !organisation?.settings.signIn.password)
      throw new DomainError('invitation-ended');
    return row;
  }
}

/** The job that mails invitations, for the worker. */
export const invitationJobs = (invitations: Invitations): Readonly<Record<string, JobHandler>> => ({
  [INVITE_JOB]: (payload) => invitations.send(payload),
});
