import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** The mail server that an organisation sends its notifications through, in place of the installation's. */
export const MailServerEntity = defineEntity({
  name: 'mail_server',
  properties: {
    /** The organisation. */
    id: column.id().primary(),
    host: column.short(253),
    port: column.integer(),
    tls: column.short(10),
    /** Null = without sign-in. */
    user_name: column.short().nullable(),
    key_epoch: column.integer(),
    wrapped_key: column.bytes(),
    /** The password, sealed under a key that is made anew with every save; empty without sign-in. */
    password: column.bytes(),
    mail_from: column.short(254),
    /** Counts saves. */
    revision: column.integer(),
    tested_at: column.instant(),
    /** When the installation's server last sent in its place. */
    failed_at: column.instant().nullable(),
  },
});
export type MailServerRow = RowOf<typeof MailServerEntity>;
