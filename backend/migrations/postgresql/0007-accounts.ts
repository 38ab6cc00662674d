import { Migration } from '@mikro-orm/migrations';

/** Accounts in the hands of an organisation's administrators: lists, invitations, domains with proof, provisioning. */
export class Accounts0007 extends Migration {
  override up(): void {
    this.addSql(`alter table account add column sort_name varchar(92) not null default ''`);
    this.addSql(`alter table account add column external_id varchar(255) null`);
    this.addSql(`alter table account add column removed_at bigint null`);
    this.addSql(`alter table account add column deprovisioned_at bigint null`);
    this.addSql(
      `update account set sort_name = left(encode(convert_to(translate(lower(coalesce(nullif(trim(display_name), ''), email)), 'ÅåÄäÖö', '{{||}}'), 'UTF8'), 'hex'), 92)`,
    );
    for (const index of INDEXES) this.addSql(`create ${index}`);
    this.addSql(`alter table delegation add column read_only smallint not null default 0`);
    this.addSql(
      `create table account_invitation (account_id varchar(36) not null primary key, organisation_id varchar(36) not null, token_hash bytea null, created_at bigint not null, expires_at bigint not null, used_at bigint null, revoked_at bigint null)`,
    );
    this.addSql(
      `alter table account_invitation add constraint account_invitation_token_hash_unique unique (token_hash)`,
    );
    this.addSql(
      `create table domain_claim (organisation_id varchar(36) not null, domain varchar(255) not null, value varchar(100) not null, created_at bigint not null, checked_at bigint null, primary key (organisation_id, domain))`,
    );
    this.addSql(
      `create table provisioning_token (id varchar(36) not null primary key, organisation_id varchar(36) not null, token_hash bytea not null, scope varchar(10) not null, created_at bigint not null, expires_at bigint not null, used_at bigint null, revoked_at bigint null)`,
    );
    this.addSql(
      `alter table provisioning_token add constraint provisioning_token_token_hash_unique unique (token_hash)`,
    );
    this.addSql(`create index ix_provisioning_token_organisation on provisioning_token (organisation_id, id)`);
  }
}

const INDEXES = [
  'index ix_account_sort_name on account (organisation_id, sort_name, id) where removed_at is null',
  'index ix_account_created on account (organisation_id, id) where removed_at is null',
  "index ix_account_administrators on account (organisation_id, sort_name, id) where roles <> 'user'",
  'index ix_account_frozen on account (organisation_id, sort_name, id) where frozen_at is not null',
  'unique index ix_account_external on account (organisation_id, external_id) where external_id is not null',
];
