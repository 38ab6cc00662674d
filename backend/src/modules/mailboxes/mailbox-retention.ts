import { type Statement, write } from '../../platform/database/statements.ts';

/** The write that gives a mailbox its own retention in days (0 = never purged), or null the organisation's; no row when it is not `before` any more. */
export const mailboxRetention = (mailboxId: string, before: number | null, days: number | null): Statement =>
  write(
    'update mailbox set retention_days = ? where id = ? and coalesce(retention_days, -1) = ?',
    days,
    mailboxId,
    before ?? -1,
  );
