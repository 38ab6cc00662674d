import { hashToken } from '../../../crypto/index.ts';
import type { Statement } from '../../../platform/database/statements.ts';
import { isDomainError } from '../../../platform/errors.ts';
import { enqueue, type JobHandler, type JobPayload } from '../../../platform/jobs/outbox.ts';
import type { MailPort } from '../../../ports/mail.port.ts';
import type { OrganisationsService } from '../../organisations/index.ts';
import type { AccountsService } from '../accounts.service.ts';
import { type AccountChange, accountMail, isAccountChange } from './account.mail.ts';

const JOB = 'account-notice';

/**
 * The write that asks for telling the person that how she signs in was changed. `to`: where, when not at the address that she has by
 * then; `address`: the one that she has been given.
 */
export const noticeOf = (
  accountId: string,
  change: AccountChange,
  now: number,
  more: { readonly to?: string; readonly address?: string } = {},
): Statement => enqueue(JOB, { accountId, change, at: now, ...more }, now);

export interface AccountNoticesParts {
  readonly accounts: Pick<AccountsService, 'find'>;
  readonly organisations: Pick<OrganisationsService, 'get'>;
  readonly mail: MailPort;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
  readonly mailFrom: string;
}

/** Mails to people of what was changed in how they sign in; nobody can choose to be without them. */
export class AccountNotices {
  readonly #parts: AccountNoticesParts;

  constructor(parts: AccountNoticesParts) {
    this.#parts = parts;
  }

  async send({ accountId, change, at, to, address }: JobPayload): Promise<readonly Statement[]> {
    const { accounts, organisations, mail, publicUrl, mailFrom } = this.#parts;
    const account = await accounts.find(String(accountId));
    if (!account || !isAccountChange(change)) return [];
    const notice = accountMail({
      change,
      at: new Date(Number(at)),
      // Each address is told by a mail of its own.
      id: [
        account.id,
        change,
        Number(at),
        ...(typeof to === 'string' ? [hashToken(to).toString('hex').slice(0, 16)] : []),
      ].join('-'),
      language: account.language,
      to: typeof to === 'string' ? to : account.email,
      address: typeof address === 'string' ? address : account.email,
      from: mailFrom,
      organisation: (await organisations.get(account.organisationId)).name,
      url: `${publicUrl}/account`,
    });
    await mail.send(notice).catch((error: unknown) => {
      if (!isDomainError(error, 'mail-refused')) throw error;
    });
    return [];
  }
}

/** The jobs of accounts, for the worker. */
export const accountJobs = (notices: AccountNotices): Readonly<Record<string, JobHandler>> => ({
  [JOB]: (payload) => notices.send(payload),
});
