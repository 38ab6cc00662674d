import { type Statement, write } from '../../../platform/database/statements.ts';

const TABLES = ['totp_factor', 'passkey', 'recovery_code'] as const;

/** The writes that forget whatever an account has beside its password and number. */
export const forgetFactors = (accountId: string): Statement[] =>
  TABLES.map((table) => write(`delete from ${table} where account_id = ?`, accountId));
