import { Migration } from '@mikro-orm/migrations';

/** Teams and Outlook: sessions bound to a host, Entra tenants, shared links, drafts that were sent, Graph's tokens. */
export class MicrosoftHosts0002 extends Migration {
  override up(): void {
    this.addSql(
      `create table sign_in_handover (code_hash bytea not null, challenge varchar(43) not null, host varchar(10) not null, session_id varchar(36) not null, expires_at bigint not null, used_at bigint null, primary key (code_hash))`,
    );
    this.addSql(`create index ix_sign_in_handover_expires on sign_in_handover (expires_at)`);
    this.addSql(
      `create table step_up_window (ticket_hash bytea not null, session_id varchar(36) not null, provider varchar(40) not null, expires_at bigint not null, used_at bigint null, primary key (ticket_hash))`,
    );
    this.addSql(`create index ix_step_up_window_expires on step_up_window (expires_at)`);
    this.addSql(
      `create table organisation_tenant (tenant_id varchar(36) not null, organisation_id varchar(36) not null, created_at bigint not null, primary key (tenant_id))`,
    );
    this.addSql(`create index ix_organisation_tenant_organisation on organisation_tenant (organisation_id)`);
    this.addSql(
      `create table shared_link (id varchar(36) not null, organisation_id varchar(36) not null, token_hash bytea not null, expires_at bigint not null, failed_tries int not null, locked_until bigint null, created_at bigint not null, primary key (id))`,
    );
    this.addSql(`create index ix_shared_link_expires on shared_link (expires_at)`);
    this.addSql(
      `create table draft_claim (mailbox_id varchar(36) not null, draft_key varchar(64) not null, message_id varchar(36) not null, created_at bigint not null, primary key (mailbox_id, draft_key))`,
    );
    this.addSql(
      `create table graph_token_cache (account_id varchar(36) not null, organisation_id varchar(36) not null, wrapped_key bytea not null, key_epoch int not null, sealed bytea not null, updated_at bigint not null, primary key (account_id))`,
    );
    this.addSql(`create index ix_graph_token_cache_epoch on graph_token_cache (organisation_id, key_epoch)`);
    this.addSql(`alter table session add column host varchar(10) not null default 'web'`);
    this.addSql(`alter table session add column pending_level int null`);
    this.addSql(`alter table session add column pending_method varchar(20) null`);
    this.addSql(`alter table session add column pending_problem varchar(40) null`);
    this.addSql(`alter table download add column ticket_hash bytea null`);
    this.addSql(`alter table download add column ticket_used_at bigint null`);
  }
}
