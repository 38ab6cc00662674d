import { type Statement, write } from '../../platform/database/statements.ts';

/** The write that gives an organisation's mailbox its own retention in days (0 = never purged), or null the organisation's. */
export const mailboxRetention = (organisationId: string, address: string, days: number | null): Statement =>
  write(
    'update mailbox set retention_days = ? where address = ? and organisation_id = ?',
    days,
    address,
    organisationId,
  );
