import { Migration } from '@mikro-orm/migrations';

/** Administration of the installation: organisations by name, licences, grants of access, processes. */
export class Installation0008 extends Migration {
  override up(): void {
    this.addSql(`alter table organisation add column sort_name varchar(92) not null default ''`);
    this.addSql(
      `update organisation set sort_name = left(encode(convert_to(translate(lower(trim(name)), 'ÅåÄäÖö', '{{||}}'), 'UTF8'), 'hex'), 92)`,
    );
    this.addSql(`create index ix_organisation_sort_name on organisation (sort_name, id)`);
    this.addSql(
      `create table organisation_licence (organisation_id varchar(36) not null, accounts int null, function_mailboxes int null, ends_at bigint null, contact varchar(200) not null, revision int not null, primary key (organisation_id))`,
    );
    this.addSql(
      `create table support_grant (id varchar(36) not null, organisation_id varchar(36) not null, account_id varchar(36) not null, email varchar(254) not null, reason varchar(300) not null, granted_by varchar(36) not null, created_at bigint not null, expires_at bigint not null, used_at bigint null, ended_at bigint null, primary key (id))`,
    );
    this.addSql(`create index ix_support_grant_organisation on support_grant (organisation_id, id)`);
    this.addSql(`create index ix_support_grant_account on support_grant (account_id, expires_at)`);
    this.addSql(
      `create table process_node (id varchar(36) not null, name varchar(100) not null, version varchar(40) not null, started_at bigint not null, seen_at bigint not null, job_lag_seconds int not null, parked_jobs int not null, primary key (id))`,
    );
  }
}
