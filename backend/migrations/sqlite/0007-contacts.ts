import { Migration } from '@mikro-orm/migrations';

/** Address books of mailboxes, and whom each has written to. */
export class Contacts0007 extends Migration {
  override up(): void {
    this.addSql(
      `create table contact (id text not null primary key, organisation_id text not null, mailbox_id text not null, name text not null, address text not null, sort_name text not null, method text null, language text null, details_id text null, key_epoch integer null, wrapped_key blob null, details blob null, revision integer not null, created_at bigint not null, saved_at bigint not null)`,
    );
    this.addSql(
      `create table contact_group (id text not null primary key, organisation_id text not null, mailbox_id text not null, name text not null, folded_name blob not null, sort_name text not null, revision integer not null, created_at bigint not null, saved_at bigint not null)`,
    );
    this.addSql(
      `create table contact_group_member (group_id text not null, contact_id text not null, mailbox_id text not null, primary key (group_id, contact_id))`,
    );
    this.addSql(
      `create table contact_search_key (owner_id text not null, search_key blob not null, mailbox_id text not null, kind text not null, primary key (owner_id, search_key))`,
    );
    this.addSql(
      `create table known_recipient (mailbox_id text not null, address text not null, organisation_id text not null, address_key blob not null, name text not null, method text null, language text null, details_id text null, key_epoch integer null, wrapped_key blob null, details blob null, used_at bigint not null, primary key (mailbox_id, address))`,
    );
    this.addSql(
      `create table address_book (mailbox_id text not null primary key, organisation_id text not null, remembers integer not null, saved_at bigint not null)`,
    );
    this.addSql(`create unique index ux_contact_address on contact (mailbox_id, address)`);
    this.addSql(`create index ix_contact_name on contact (mailbox_id, sort_name, id)`);
    this.addSql(`create unique index ux_contact_details on contact (details_id)`);
    this.addSql(`create index ix_contact_epoch on contact (organisation_id, key_epoch)`);
    this.addSql(`create unique index ux_contact_group_name on contact_group (mailbox_id, folded_name)`);
    this.addSql(`create index ix_contact_group_name on contact_group (mailbox_id, sort_name, id)`);
    this.addSql(`create index ix_contact_group_member_contact on contact_group_member (contact_id)`);
    this.addSql(`create index ix_contact_group_member_mailbox on contact_group_member (mailbox_id)`);
    this.addSql(`create index ix_contact_search_key on contact_search_key (mailbox_id, kind, search_key, owner_id)`);
    this.addSql(`create index ix_known_recipient_key on known_recipient (mailbox_id, address_key)`);
    this.addSql(
      `create index ix_known_recipient_remembered on known_recipient (mailbox_id, used_at, details_id) where details_id is not null`,
    );
    this.addSql(`create unique index ux_known_recipient_details on known_recipient (details_id)`);
    this.addSql(`create index ix_known_recipient_epoch on known_recipient (organisation_id, key_epoch)`);
  }
}
