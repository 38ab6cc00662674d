import type { Database } from '../../../platform/database/database.ts';
import type { Statement } from '../../../platform/database/statements.ts';
import { isDomainError } from '../../../platform/errors.ts';
import { enqueue, type JobHandler, type JobPayload } from '../../../platform/jobs/outbox.ts';
import type { MailPort } from '../../../ports/mail.port.ts';
import type { AccountsService } from '../../accounts/index.ts';
import type { OrganisationsService } from '../../organisations/index.ts';
import { closingMail } from './closing.mail.ts';

const JOB = 'closing-notice';
/** One of them is enough to object; an organisation where everybody is an administrator must not make one batch of it. */
const MOST_TOLD = 200;

/** What its administrators are told: since when it is being closed and until when that can be taken back, or that it was. */
export interface ClosingNotice {
  readonly organisationId: string;
  readonly by: string;
  readonly begunAt: number;
  readonly purgeAfter: number | null;
}

/** The writes that ask for telling an organisation's administrators. They cannot sign in to see it. */
export const closingNotices = async (database: Database, notice: ClosingNotice, now: number): Promise<Statement[]> => {
  const { organisationId, by, begunAt, purgeAfter } = notice;
  const told = await database.all<{ id: string }>(
    `select id from account where organisation_id = ? and roles <> 'user' and roles like '%organisation-administrator%' and removed_at is null order by id limit ${MOST_TOLD}`,
    organisationId,
  );
  return told.map(({ id }) => enqueue(JOB, { accountId: id, by, begunAt, purgeAfter, at: now }, now));
};

export interface ClosingNoticesParts {
  readonly database: Database;
  readonly accounts: Pick<AccountsService, 'find'>;
  readonly organisations: Pick<OrganisationsService, 'get'>;
  readonly mail: MailPort;
  readonly mailFrom: string;
}

/** Mails to administrators of an organisation that is being closed. */
export class ClosingNotices {
  readonly #parts: ClosingNoticesParts;

  constructor(parts: ClosingNoticesParts) {
    this.#parts = parts;
  }

  /** What is not so any more is not told. */
  async send({ accountId, by, begunAt, purgeAfter, at }: JobPayload): Promise<readonly Statement[]> {
    const { database, accounts, organisations, mail, mailFrom } = this.#parts;
    const account = await accounts.find(String(accountId));
    if (!account) return [];
    const closing = await database.get<{ begun_at: number }>(
      'select begun_at from organisation_closing where organisation_id = ? and purge_begun_at is null',
      account.organisationId,
    );
    const isSo = purgeAfter === null ? closing === undefined : Number(closing?.begun_at) === begunAt;
    if (!isSo) return [];
    const told = closingMail({
      id: `${account.id}-${Number(at)}`,
      language: account.language,
      to: account.email,
      from: mailFrom,
      organisation: (await organisations.get(account.organisationId)).name,
      by: String(by),
      purgeAfter: purgeAfter === null ? null : new Date(Number(purgeAfter)),
    });
    await mail.send(told).catch((error: unknown) => {
      if (!isDomainError(error, 'mail-refused')) throw error;
    });
    return [];
  }
}

/** The jobs of closings, for the worker. */
export const closingJobs = (notices: ClosingNotices): Readonly<Record<string, JobHandler>> => ({
  [JOB]: (payload) => notices.send(payload),
});
