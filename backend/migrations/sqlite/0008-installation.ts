import { Migration } from '@mikro-orm/migrations';

/** Administration of the installation: organisations by name, licences, grants of access, processes. */
export class Installation0008 extends Migration {
  override up(): void {
    this.addSql(`alter table organisation add column sort_name text not null default ''`);
    this.addSql(
      `update organisation set sort_name = lower(substr(hex(replace(replace(replace(replace(replace(replace(lower(trim(name)), 'Å', '{'), 'å', '{'), 'Ä', '|'), 'ä', '|'), 'Ö', '}'), 'ö', '}')), 1, 92))`,
    );
    this.addSql(`create index ix_organisation_sort_name on organisation (sort_name, id)`);
    this.addSql(
      `create table organisation_licence (organisation_id text not null primary key, accounts integer null, function_mailboxes integer null, ends_at bigint null, contact text not null, revision integer not null)`,
    );
    this.addSql(
      `create table support_grant (id text not null primary key, organisation_id text not null, account_id text not null, email text not null, reason text not null, granted_by text not null, created_at bigint not null, expires_at bigint not null, used_at bigint null, ended_at bigint null)`,
    );
    this.addSql(`create index ix_support_grant_organisation on support_grant (organisation_id, id)`);
    this.addSql(`create index ix_support_grant_account on support_grant (account_id, expires_at)`);
    this.addSql(
      `create table process_node (id text not null primary key, name text not null, version text not null, started_at bigint not null, seen_at bigint not null, job_lag_seconds integer not null, parked_jobs integer not null)`,
    );
  }
}
