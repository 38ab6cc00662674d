import { Migration } from '@mikro-orm/migrations';

/** Teams and Outlook: sessions bound to a host, Entra tenants, shared links, drafts that were sent, Graph's tokens. */
export class MicrosoftHosts0002 extends Migration {
  override up(): void {
    this.addSql(
      `create table sign_in_handover (code_hash blob not null primary key, challenge text not null, host text not null, session_id text not null, expires_at bigint not null, used_at bigint null)`,
    );
    this.addSql(`create index ix_sign_in_handover_expires on sign_in_handover (expires_at)`);
    this.addSql(
      `create table step_up_window (ticket_hash blob not null primary key, session_id text not null, provider text not null, expires_at bigint not null, used_at bigint null)`,
    );
    this.addSql(`create index ix_step_up_window_expires on step_up_window (expires_at)`);
    this.addSql(
      `create table organisation_tenant (tenant_id text not null primary key, organisation_id text not null, created_at bigint not null)`,
    );
    this.addSql(`create index ix_organisation_tenant_organisation on organisation_tenant (organisation_id)`);
    this.addSql(
      `create table shared_link (id text not null primary key, organisation_id text not null, token_hash blob not null, expires_at bigint not null, failed_tries integer not null, locked_until bigint null, created_at bigint not null)`,
    );
    this.addSql(`create index ix_shared_link_expires on shared_link (expires_at)`);
    this.addSql(
      `create table draft_claim (mailbox_id text not null, draft_key text not null, message_id text not null, created_at bigint not null, primary key (mailbox_id, draft_key))`,
    );
    this.addSql(
      `create table graph_token_cache (account_id text not null primary key, organisation_id text not null, wrapped_key blob not null, key_epoch integer not null, sealed blob not null, updated_at bigint not null)`,
    );
    this.addSql(`create index ix_graph_token_cache_epoch on graph_token_cache (organisation_id, key_epoch)`);
    this.addSql(`alter table session add column host text not null default 'web'`);
    this.addSql(`alter table session add column pending_level integer null`);
    this.addSql(`alter table session add column pending_method text null`);
    this.addSql(`alter table session add column pending_problem text null`);
    this.addSql(`alter table download add column ticket_hash blob null`);
    this.addSql(`alter table download add column ticket_used_at bigint null`);
  }
}
