import { Migration } from '@mikro-orm/migrations';

/** The first schema: organisations, accounts, messages, links and what they stand on. */
export class Initial0001 extends Migration {
  override up(): void {
    this.addSql(
      `create table account (id varchar(36) not null, organisation_id varchar(36) not null, mailbox_id varchar(36) not null, email varchar(255) not null, display_name varchar(255) not null, roles varchar(255) not null, password_hash varchar(255) null, wrapped_key bytea not null, key_epoch int not null, phone_sealed bytea null, personal_number_sealed bytea null, personal_number_index bytea null, language varchar(2) not null, theme varchar(10) not null, created_at bigint not null, frozen_at bigint null, primary key (id))`,
    );
    this.addSql(`alter table account add constraint account_email_unique unique (email)`);
    this.addSql(`create index ix_account_organisation on account (organisation_id, email)`);
    this.addSql(
      `create table account_identity (issuer varchar(255) not null, subject varchar(255) not null, account_id varchar(36) not null, created_at bigint not null, primary key (issuer, subject))`,
    );
    this.addSql(`create index ix_account_identity_account on account_identity (account_id)`);
    this.addSql(
      `create table account_search_key (account_id varchar(36) not null, search_key bytea not null, organisation_id varchar(36) not null, primary key (account_id, search_key))`,
    );
    this.addSql(`create index ix_account_search_key on account_search_key (organisation_id, search_key)`);
    this.addSql(
      `create table attachment (id varchar(36) not null, organisation_id varchar(36) not null, owner_kind varchar(10) not null, owner_id varchar(36) not null, wrapped_key bytea null, key_epoch int not null, sealed_name bytea not null, size_bytes bigint not null, offset_bytes bigint not null, parts text not null, message_id varchar(36) null, position int null, sealed_manifest bytea null, created_at bigint not null, completed_at bigint null, expires_at bigint not null, primary key (id))`,
    );
    this.addSql(`create index ix_attachment_message on attachment (message_id, position)`);
    this.addSql(`create index ix_attachment_unsent on attachment (expires_at) where message_id is null`);
    this.addSql(`create index ix_attachment_owner on attachment (owner_id) where message_id is null`);
    this.addSql(
      `create table audit_checkpoint (organisation_id varchar(36) not null, sequence bigint not null, hash bytea not null, signature bytea not null, at bigint not null, primary key (organisation_id, sequence))`,
    );
    this.addSql(
      `create table audit_event (id varchar(36) not null, organisation_id varchar(36) not null, at bigint not null, action varchar(60) not null, actor_kind varchar(20) not null, actor_id varchar(60) null, target_kind varchar(30) null, target_id varchar(60) null, method varchar(20) null, level int null, ip varchar(45) null, facts text not null, sequence bigint null, previous_hash bytea null, hash bytea null, primary key (id))`,
    );
    this.addSql(`create index ix_audit_event_unsealed on audit_event (organisation_id, id) where sequence is null`);
    this.addSql(`create index ix_audit_event_at on audit_event (organisation_id, at, id)`);
    this.addSql(`alter table audit_event add constraint uq_audit_event_sequence unique (organisation_id, sequence)`);
    this.addSql(
      `create table audit_head (organisation_id varchar(36) not null, sequence bigint not null, hash bytea not null, signed_sequence bigint not null, signed_at bigint not null, primary key (organisation_id))`,
    );
    this.addSql(
      `create table audit_signing_key (id varchar(20) not null, public_key bytea not null, wrapped_seed bytea not null, key_epoch int not null, created_at bigint not null, primary key (id))`,
    );
    this.addSql(
      `create table download (id varchar(36) not null, session_id varchar(36) not null, message_id varchar(36) not null, holder_id varchar(36) not null, attachment_id varchar(36) null, created_at bigint not null, expires_at bigint not null, primary key (id))`,
    );
    this.addSql(`create index ix_download_expires on download (expires_at)`);
    this.addSql(
      `create table external_link (id varchar(36) not null, organisation_id varchar(36) not null, message_id varchar(36) not null, token_hash bytea not null, address varchar(255) not null, method varchar(10) not null, language varchar(2) not null, phone_sealed bytea null, open_text_sealed bytea null, personal_number_index bytea null, phone_index bytea null, expires_at bigint not null, failed_tries int not null, locked_until bigint null, revoked_at bigint null, created_at bigint not null, primary key (id))`,
    );
    this.addSql(`create index ix_external_link_message on external_link (message_id)`);
    this.addSql(`create index ix_external_link_expires on external_link (expires_at)`);
    this.addSql(
      `create table idempotency (key_hash bytea not null, request_hash bytea not null, status int not null, body text not null, created_at bigint not null, primary key (key_hash))`,
    );
    this.addSql(`create index ix_idempotency_created on idempotency (created_at)`);
    this.addSql(
      `create table identification_order (id varchar(36) not null, kind varchar(10) not null, purpose varchar(20) not null, subject_id varchar(36) null, state_hash bytea null, sealed bytea not null, created_at bigint not null, expires_at bigint not null, finished_at bigint null, collected_at bigint null, hint varchar(40) null, primary key (id))`,
    );
    this.addSql(`create index ix_identification_order_state on identification_order (state_hash)`);
    this.addSql(`create index ix_identification_order_subject on identification_order (subject_id)`);
    this.addSql(`create index ix_identification_order_expires on identification_order (expires_at)`);
    this.addSql(
      `create table key_encryption_key (owner_id varchar(36) not null, epoch int not null, wrapped bytea not null, created_at bigint not null, primary key (owner_id, epoch))`,
    );
    this.addSql(
      `create table link_session (id varchar(36) not null, link_id varchar(36) not null, token_hash bytea not null, csrf_token varchar(64) not null, address_confirmed_at bigint null, identified_at bigint null, method varchar(10) null, created_at bigint not null, seen_at bigint not null, expires_at bigint not null, revoked_at bigint null, primary key (id))`,
    );
    this.addSql(`alter table link_session add constraint link_session_token_hash_unique unique (token_hash)`);
    this.addSql(`create index ix_link_session_link on link_session (link_id)`);
    this.addSql(`create index ix_link_session_expires on link_session (expires_at)`);
    this.addSql(
      `create table live_event (id varchar(36) not null, mailbox_id varchar(36) not null, type varchar(30) not null, message_id varchar(36) not null, recipient_id varchar(36) null, at bigint not null, primary key (id))`,
    );
    this.addSql(`create index ix_live_event_mailbox on live_event (mailbox_id, id)`);
    this.addSql(`create index ix_live_event_at on live_event (at)`);
    this.addSql(
      `create table mailbox (id varchar(36) not null, organisation_id varchar(36) not null, kind varchar(10) not null, account_id varchar(36) null, name varchar(255) not null, address varchar(255) not null, unread int not null, created_at bigint not null, primary key (id))`,
    );
    this.addSql(`alter table mailbox add constraint mailbox_address_unique unique (address)`);
    this.addSql(`create index ix_mailbox_account on mailbox (account_id)`);
    this.addSql(
      `create table message (id varchar(36) not null, organisation_id varchar(36) not null, sender_mailbox_id varchar(36) null, sender_account_id varchar(36) null, sender_recipient_id varchar(36) null, sender_name varchar(255) not null, sender_address varchar(255) not null, conversation_id varchar(36) not null, in_reply_to varchar(36) null, assurance_level int not null, reply_allowed smallint not null, headline bytea null, attachment_count int not null, recipient_count int not null, valid_until bigint null, sent_at bigint not null, purged_at bigint null, purge_reason varchar(10) null, primary key (id))`,
    );
    this.addSql(`create index ix_message_sent on message (sender_mailbox_id, sent_at, id)`);
    this.addSql(`create index ix_message_conversation on message (conversation_id)`);
    this.addSql(
      `create table message_body (message_id varchar(36) not null, body bytea not null, primary key (message_id))`,
    );
    this.addSql(
      `create table message_key (holder_id varchar(36) not null, message_id varchar(36) not null, organisation_id varchar(36) not null, epoch int not null, wrapped bytea not null, primary key (holder_id))`,
    );
    this.addSql(`create index ix_message_key_message on message_key (message_id)`);
    this.addSql(`create index ix_message_key_epoch on message_key (organisation_id, epoch)`);
    this.addSql(
      `create table one_time_code (id varchar(36) not null, purpose varchar(20) not null, subject_id varchar(36) not null, code_hash bytea not null, masked_phone varchar(20) not null, tries int not null, created_at bigint not null, expires_at bigint not null, used_at bigint null, wrapped_salt bytea not null, salt_epoch int not null, phone_index bytea not null, primary key (id))`,
    );
    this.addSql(`create index ix_one_time_code_subject on one_time_code (purpose, subject_id, created_at)`);
    this.addSql(`create index ix_one_time_code_expires on one_time_code (expires_at)`);
    this.addSql(
      `create table organisation (id varchar(36) not null, name varchar(255) not null, slug varchar(60) not null, switchboard varchar(40) null, settings text not null, index_key bytea not null, index_key_epoch int not null, created_at bigint not null, frozen_at bigint null, primary key (id))`,
    );
    this.addSql(`alter table organisation add constraint organisation_slug_unique unique (slug)`);
    this.addSql(
      `create table organisation_domain (domain varchar(255) not null, organisation_id varchar(36) not null, primary key (domain))`,
    );
    this.addSql(`create index ix_organisation_domain_organisation on organisation_domain (organisation_id)`);
    this.addSql(
      `create table outbox (id varchar(36) not null, kind varchar(40) not null, payload text not null, available_at bigint not null, attempts int not null, last_error varchar(100) null, parked_at bigint null, created_at bigint not null, primary key (id))`,
    );
    this.addSql(`create index ix_outbox_available on outbox (available_at) where parked_at is null`);
    this.addSql(
      `create table rate_counter (key_hash bytea not null, window_ends_at bigint not null, count int not null, primary key (key_hash))`,
    );
    this.addSql(`create index ix_rate_counter_window on rate_counter (window_ends_at)`);
    this.addSql(
      `create table recipient (id varchar(36) not null, message_id varchar(36) not null, position int not null, kind varchar(3) not null, address varchar(255) not null, name varchar(255) not null, mailbox_id varchar(36) null, sender_mailbox_id varchar(36) null, address_kind varchar(20) not null, method varchar(10) null, delivered_at bigint not null, notification varchar(10) not null, notified_at bigint null, opened_at bigint null, opened_method varchar(20) null, downloaded_at bigint null, replied_at bigint null, recalled_at bigint null, purged_at bigint null, expires_at bigint null, primary key (id))`,
    );
    this.addSql(`create index ix_recipient_message on recipient (message_id, position)`);
    this.addSql(
      `create index ix_recipient_inbox on recipient (mailbox_id, delivered_at, id) where mailbox_id is not null`,
    );
    this.addSql(
      `create index ix_recipient_links on recipient (sender_mailbox_id, delivered_at, id) where address_kind = 'external'`,
    );
    this.addSql(
      `create table recipient_event (id varchar(36) not null, recipient_id varchar(36) not null, message_id varchar(36) not null, kind varchar(20) not null, at bigint not null, method varchar(20) null, attachment_id varchar(36) null, reply_message_id varchar(36) null, primary key (id))`,
    );
    this.addSql(`create index ix_recipient_event_message on recipient_event (message_id, recipient_id, id)`);
    this.addSql(
      `create table session (id varchar(36) not null, token_hash bytea not null, csrf_token varchar(64) not null, account_id varchar(36) not null, organisation_id varchar(36) not null, level int not null, method varchar(20) not null, created_at bigint not null, seen_at bigint not null, expires_at bigint not null, revoked_at bigint null, primary key (id))`,
    );
    this.addSql(`alter table session add constraint session_token_hash_unique unique (token_hash)`);
    this.addSql(`create index ix_session_account on session (account_id)`);
    this.addSql(`create index ix_session_expires on session (expires_at)`);
  }
}
