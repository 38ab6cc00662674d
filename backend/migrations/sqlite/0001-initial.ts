import { Migration } from '@mikro-orm/migrations';

/** The first schema: organisations, accounts, messages, links and what they stand on. */
export class Initial0001 extends Migration {
  override up(): void {
    this.addSql(
      `create table account (id text not null primary key, organisation_id text not null, mailbox_id text not null, email text not null, display_name text not null, roles text not null, password_hash text null, wrapped_key blob not null, key_epoch integer not null, phone_sealed blob null, personal_number_sealed blob null, personal_number_index blob null, language text not null, theme text not null, created_at bigint not null, frozen_at bigint null)`,
    );
    this.addSql(`create unique index account_email_unique on account (email)`);
    this.addSql(`create index ix_account_organisation on account (organisation_id, email)`);
    this.addSql(
      `create table account_identity (issuer text not null, subject text not null, account_id text not null, created_at bigint not null, primary key (issuer, subject))`,
    );
    this.addSql(`create index ix_account_identity_account on account_identity (account_id)`);
    this.addSql(
      `create table account_search_key (account_id text not null, search_key blob not null, organisation_id text not null, primary key (account_id, search_key))`,
    );
    this.addSql(`create index ix_account_search_key on account_search_key (organisation_id, search_key)`);
    this.addSql(
      `create table attachment (id text not null primary key, organisation_id text not null, owner_kind text not null, owner_id text not null, wrapped_key blob null, key_epoch integer not null, sealed_name blob not null, size_bytes bigint not null, offset_bytes bigint not null, parts text not null, message_id text null, position integer null, sealed_manifest blob null, created_at bigint not null, completed_at bigint null, expires_at bigint not null)`,
    );
    this.addSql(`create index ix_attachment_message on attachment (message_id, position)`);
    this.addSql(`create index ix_attachment_unsent on attachment (expires_at) where message_id is null`);
    this.addSql(`create index ix_attachment_owner on attachment (owner_id) where message_id is null`);
    this.addSql(
      `create table audit_checkpoint (organisation_id text not null, sequence bigint not null, hash blob not null, signature blob not null, at bigint not null, primary key (organisation_id, sequence))`,
    );
    this.addSql(
      `create table audit_event (id text not null primary key, organisation_id text not null, at bigint not null, action text not null, actor_kind text not null, actor_id text null, target_kind text null, target_id text null, method text null, level integer null, ip text null, facts text not null, sequence bigint null, previous_hash blob null, hash blob null)`,
    );
    this.addSql(`create index ix_audit_event_unsealed on audit_event (organisation_id, id) where sequence is null`);
    this.addSql(`create index ix_audit_event_at on audit_event (organisation_id, at, id)`);
    this.addSql(`create unique index uq_audit_event_sequence on audit_event (organisation_id, sequence)`);
    this.addSql(
      `create table audit_head (organisation_id text not null primary key, sequence bigint not null, hash blob not null, signed_sequence bigint not null, signed_at bigint not null)`,
    );
    this.addSql(
      `create table audit_signing_key (id text not null primary key, public_key blob not null, wrapped_seed blob not null, key_epoch integer not null, created_at bigint not null)`,
    );
    this.addSql(
      `create table download (id text not null primary key, session_id text not null, message_id text not null, holder_id text not null, attachment_id text null, created_at bigint not null, expires_at bigint not null)`,
    );
    this.addSql(`create index ix_download_expires on download (expires_at)`);
    this.addSql(
      `create table external_link (id text not null primary key, organisation_id text not null, message_id text not null, token_hash blob not null, address text not null, method text not null, language text not null, phone_sealed blob null, open_text_sealed blob null, personal_number_index blob null, phone_index blob null, expires_at bigint not null, failed_tries integer not null, locked_until bigint null, revoked_at bigint null, created_at bigint not null)`,
    );
    this.addSql(`create index ix_external_link_message on external_link (message_id)`);
    this.addSql(`create index ix_external_link_expires on external_link (expires_at)`);
    this.addSql(
      `create table idempotency (key_hash blob not null primary key, request_hash blob not null, status integer not null, body text not null, created_at bigint not null)`,
    );
    this.addSql(`create index ix_idempotency_created on idempotency (created_at)`);
    this.addSql(
      `create table identification_order (id text not null primary key, kind text not null, purpose text not null, subject_id text null, state_hash blob null, sealed blob not null, created_at bigint not null, expires_at bigint not null, finished_at bigint null, collected_at bigint null, hint text null)`,
    );
    this.addSql(`create index ix_identification_order_state on identification_order (state_hash)`);
    this.addSql(`create index ix_identification_order_subject on identification_order (subject_id)`);
    this.addSql(`create index ix_identification_order_expires on identification_order (expires_at)`);
    this.addSql(
      `create table key_encryption_key (owner_id text not null, epoch integer not null, wrapped blob not null, created_at bigint not null, primary key (owner_id, epoch))`,
    );
    this.addSql(
      `create table link_session (id text not null primary key, link_id text not null, token_hash blob not null, csrf_token text not null, address_confirmed_at bigint null, identified_at bigint null, method text null, created_at bigint not null, seen_at bigint not null, expires_at bigint not null, revoked_at bigint null)`,
    );
    this.addSql(`create unique index link_session_token_hash_unique on link_session (token_hash)`);
    this.addSql(`create index ix_link_session_link on link_session (link_id)`);
    this.addSql(`create index ix_link_session_expires on link_session (expires_at)`);
    this.addSql(
      `create table live_event (id text not null primary key, mailbox_id text not null, type text not null, message_id text not null, recipient_id text null, at bigint not null)`,
    );
    this.addSql(`create index ix_live_event_mailbox on live_event (mailbox_id, id)`);
    this.addSql(`create index ix_live_event_at on live_event (at)`);
    this.addSql(
      `create table mailbox (id text not null primary key, organisation_id text not null, kind text not null, account_id text null, name text not null, address text not null, unread integer not null, created_at bigint not null)`,
    );
    this.addSql(`create unique index mailbox_address_unique on mailbox (address)`);
    this.addSql(`create index ix_mailbox_account on mailbox (account_id)`);
    this.addSql(
      `create table message (id text not null primary key, organisation_id text not null, sender_mailbox_id text null, sender_account_id text null, sender_recipient_id text null, sender_name text not null, sender_address text not null, conversation_id text not null, in_reply_to text null, assurance_level integer not null, reply_allowed integer not null, headline blob null, attachment_count integer not null, recipient_count integer not null, valid_until bigint null, sent_at bigint not null, purged_at bigint null, purge_reason text null)`,
    );
    this.addSql(`create index ix_message_sent on message (sender_mailbox_id, sent_at, id)`);
    this.addSql(`create index ix_message_conversation on message (conversation_id)`);
    this.addSql(`create table message_body (message_id text not null primary key, body blob not null)`);
    this.addSql(
      `create table message_key (holder_id text not null primary key, message_id text not null, organisation_id text not null, epoch integer not null, wrapped blob not null)`,
    );
    this.addSql(`create index ix_message_key_message on message_key (message_id)`);
    this.addSql(`create index ix_message_key_epoch on message_key (organisation_id, epoch)`);
    this.addSql(
      `create table one_time_code (id text not null primary key, purpose text not null, subject_id text not null, code_hash blob not null, masked_phone text not null, tries integer not null, created_at bigint not null, expires_at bigint not null, used_at bigint null, wrapped_salt blob not null, salt_epoch integer not null, phone_index blob not null)`,
    );
    this.addSql(`create index ix_one_time_code_subject on one_time_code (purpose, subject_id, created_at)`);
    this.addSql(`create index ix_one_time_code_expires on one_time_code (expires_at)`);
    this.addSql(
      `create table organisation (id text not null primary key, name text not null, slug text not null, switchboard text null, settings text not null, index_key blob not null, index_key_epoch integer not null, created_at bigint not null, frozen_at bigint null)`,
    );
    this.addSql(`create unique index organisation_slug_unique on organisation (slug)`);
    this.addSql(`create table organisation_domain (domain text not null primary key, organisation_id text not null)`);
    this.addSql(`create index ix_organisation_domain_organisation on organisation_domain (organisation_id)`);
    this.addSql(
      `create table outbox (id text not null primary key, kind text not null, payload text not null, available_at bigint not null, attempts integer not null, last_error text null, parked_at bigint null, created_at bigint not null)`,
    );
    this.addSql(`create index ix_outbox_available on outbox (available_at) where parked_at is null`);
    this.addSql(
      `create table rate_counter (key_hash blob not null primary key, window_ends_at bigint not null, count integer not null)`,
    );
    this.addSql(`create index ix_rate_counter_window on rate_counter (window_ends_at)`);
    this.addSql(
      `create table recipient (id text not null primary key, message_id text not null, position integer not null, kind text not null, address text not null, name text not null, mailbox_id text null, sender_mailbox_id text null, address_kind text not null, method text null, delivered_at bigint not null, notification text not null, notified_at bigint null, opened_at bigint null, opened_method text null, downloaded_at bigint null, replied_at bigint null, recalled_at bigint null, purged_at bigint null, expires_at bigint null)`,
    );
    this.addSql(`create index ix_recipient_message on recipient (message_id, position)`);
    this.addSql(
      `create index ix_recipient_inbox on recipient (mailbox_id, delivered_at, id) where mailbox_id is not null`,
    );
    this.addSql(
      `create index ix_recipient_links on recipient (sender_mailbox_id, delivered_at, id) where address_kind = 'external'`,
    );
    this.addSql(
      `create table recipient_event (id text not null primary key, recipient_id text not null, message_id text not null, kind text not null, at bigint not null, method text null, attachment_id text null, reply_message_id text null)`,
    );
    this.addSql(`create index ix_recipient_event_message on recipient_event (message_id, recipient_id, id)`);
    this.addSql(
      `create table session (id text not null primary key, token_hash blob not null, csrf_token text not null, account_id text not null, organisation_id text not null, level integer not null, method text not null, created_at bigint not null, seen_at bigint not null, expires_at bigint not null, revoked_at bigint null)`,
    );
    this.addSql(`create unique index session_token_hash_unique on session (token_hash)`);
    this.addSql(`create index ix_session_account on session (account_id)`);
    this.addSql(`create index ix_session_expires on session (expires_at)`);
  }
}
