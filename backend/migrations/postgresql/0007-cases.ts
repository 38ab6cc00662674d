import { Migration } from '@mikro-orm/migrations';

/** Cases of function mailboxes: what is done with them, by whom, and what is written about them, sealed. */
export class Cases0007 extends Migration {
  override up(): void {
    this.addSql(
      `create table mailbox_case (id varchar(36) not null, organisation_id varchar(36) not null, mailbox_id varchar(36) not null, conversation_id varchar(36) not null, recipient_id varchar(36) not null, last_at bigint not null, answer_id varchar(36) null, taken_by varchar(36) null, taken_by_name varchar(255) null, taken_at bigint null, due_on varchar(10) null, note_count int not null, revision int not null, opened_at bigint not null, closed_at bigint null, deleted_at bigint null, primary key (id))`,
    );
    this.addSql(
      `create table case_event (case_id varchar(36) not null, number int not null, kind varchar(20) not null, at bigint not null, account_id varchar(36) null, name varchar(255) null, about varchar(255) null, primary key (case_id, number))`,
    );
    this.addSql(
      `create table case_note (id varchar(36) not null, case_id varchar(36) not null, organisation_id varchar(36) not null, mailbox_id varchar(36) not null, account_id varchar(36) not null, name varchar(255) not null, key_epoch int not null, wrapped_key bytea not null, body bytea not null, written_at bigint not null, primary key (id))`,
    );
    this.addSql(
      `create table case_tag (id varchar(36) not null, organisation_id varchar(36) not null, mailbox_id varchar(36) not null, key_epoch int not null, wrapped_key bytea not null, body bytea not null, primary key (id))`,
    );
    this.addSql(
      `create table tagged_case (case_id varchar(36) not null, tag_id varchar(36) not null, primary key (case_id, tag_id))`,
    );
    for (const index of INDEXES) this.addSql(index);
  }
}

const INDEXES = [
  'create unique index ux_mailbox_case_conversation on mailbox_case (mailbox_id, conversation_id)',
  'create index ix_mailbox_case_recipient on mailbox_case (recipient_id)',
  'create index ix_mailbox_case_holder on mailbox_case (taken_by, mailbox_id) where taken_by is not null',
  'create index ix_mailbox_case_deleted on mailbox_case (deleted_at) where deleted_at is not null',
  'create index ix_mailbox_case_open on mailbox_case (mailbox_id, last_at, id) where closed_at is null and deleted_at is null',
  'create index ix_mailbox_case_closed on mailbox_case (mailbox_id, last_at, id) where closed_at is not null and deleted_at is null',
  'create index ix_mailbox_case_open_free on mailbox_case (mailbox_id, last_at, id) where closed_at is null and deleted_at is null and taken_by is null',
  'create index ix_mailbox_case_closed_free on mailbox_case (mailbox_id, last_at, id) where closed_at is not null and deleted_at is null and taken_by is null',
  'create index ix_mailbox_case_open_taken on mailbox_case (mailbox_id, taken_by, last_at, id) where closed_at is null and deleted_at is null and taken_by is not null',
  'create index ix_mailbox_case_closed_taken on mailbox_case (mailbox_id, taken_by, last_at, id) where closed_at is not null and deleted_at is null and taken_by is not null',
  'create index ix_case_note_case on case_note (case_id, id)',
  'create index ix_case_note_epoch on case_note (organisation_id, key_epoch)',
  'create index ix_case_tag_mailbox on case_tag (mailbox_id, id)',
  'create index ix_case_tag_epoch on case_tag (organisation_id, key_epoch)',
  'create index ix_tagged_case_tag on tagged_case (tag_id, case_id)',
];
