import { type Statement, write } from '../../../platform/database/statements.ts';
import { audit } from '../../audit/index.ts';
import { INSTALLATION } from '../../organisations/index.ts';

const NOTHING = Buffer.alloc(0);
const gone = (id: string): string => `${id}@removed.invalid`;

/** An entry that nobody made, in the installation's log and the organisation's own. */
export const systemEntries = (
  organisationId: string,
  action: string,
  facts: Readonly<Record<string, string | number>>,
  now: number,
): Statement[] => {
  const entry = {
    action,
    actor: { kind: 'system' },
    target: { kind: 'organisation', id: organisationId },
  } as const;
  return [
    audit({ ...entry, organisationId: INSTALLATION, facts: { ...facts, organisation: organisationId } }, now),
    audit({ ...entry, organisationId, facts }, now),
  ];
};

/** Ways in from outside, and what is sealed for the organisation as a whole: a few rows. */
export const doorsClosed = (id: string, now: number): Statement[] => [
  write('delete from api_key where organisation_id = ?', id),
  write('delete from provisioning_token where organisation_id = ?', id),
  write('delete from mail_server where id = ?', id),
  write('update support_grant set ended_at = ? where organisation_id = ? and ended_at is null', now, id),
];

const OF_AN_ACCOUNT = [
  ...['session', 'totp_factor', 'passkey', 'recovery_code', 'account_identity', 'account_invitation'],
  ...['account_search_key', 'graph_token_cache', 'notification_preference', 'factor_ticket', 'passkey_challenge'],
] as const;

/** The writes that take an account's key, what it sealed, its ways in, its name and its address. The row stays for what names it. */
export const accountGone = (id: string, now: number): Statement[] => [
  write('delete from session_entra_token where session_id in (select id from session where account_id = ?)', id),
  ...OF_AN_ACCOUNT.map((table) => write(`delete from ${table} where account_id = ?`, id)),
  write("delete from one_time_code where purpose in ('sign-in', 'confirm') and subject_id = ?", id),
  write(
    "update account set wrapped_key = ?, phone_sealed = null, personal_number_sealed = null, personal_number_index = null, password_hash = null, address_before = null, email = ?, display_name = '', sort_name = '', roles = 'user', external_id = null, deprovisioned_at = null, frozen_at = coalesce(frozen_at, ?), removed_at = coalesce(removed_at, ?) where id = ?",
    ...[NOTHING, gone(id), now, now, id],
  ),
];

const OF_A_MAILBOX = [
  ...['mailbox_member', 'written_domain', 'sender_reminder', 'ending_link', 'auto_reply_answer', 'draft_claim'],
  'search_mark',
] as const;

/** The writes that shut a mailbox: nobody is in it and no address leads there; `RemovedMailboxes` destroys what it holds. */
export const mailboxShut = (id: string, now: number): Statement[] => [
  write(
    "update mailbox set removed_at = coalesce(removed_at, ?), address = ?, name = '', sort_name = '' where id = ?",
    ...[now, gone(id), id],
  ),
  write('update delegation set ended_at = ? where mailbox_id = ? and ended_at is null', now, id),
  ...OF_A_MAILBOX.map((table) => write(`delete from ${table} where mailbox_id = ?`, id)),
];

/** Rows with keys that went with mailboxes and accounts; of a stray one nothing may be left when the organisation's key goes. */
const SEALED = ['mailbox_text', 'case_note', 'case_tag', 'contact', 'known_recipient', 'graph_token_cache'] as const;
const OF_AN_ORGANISATION = [
  ...['organisation_domain', 'organisation_tenant', 'organisation_logo', 'organisation_licence', 'domain_claim'],
  ...SEALED,
] as const;

/** The last writes: the organisation's keys. Its row stays with its name, its log and its figures. */
export const organisationGone = (id: string): Statement[] => [
  ...OF_AN_ORGANISATION.map((table) => write(`delete from ${table} where organisation_id = ?`, id)),
  write(
    "update organisation set slug = ?, settings = '{}', switchboard = null, index_key = ?, index_key_epoch = 0 where id = ?",
    ...[`closed-${id}`, NOTHING, id],
  ),
  write('delete from key_encryption_key where owner_id = ?', id),
];
