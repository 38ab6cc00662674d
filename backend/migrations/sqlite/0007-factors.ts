import { Migration } from '@mikro-orm/migrations';

/** Factors beside password and SMS, and what a person sees of her sessions. */
export class Factors0007 extends Migration {
  override up(): void {
    this.addSql(
      `create table totp_factor (account_id text not null primary key, secret_sealed blob not null, created_at bigint not null, confirmed_at bigint null, last_step bigint null)`,
    );
    this.addSql(
      `create table passkey (id text not null primary key, account_id text not null, credential_id blob not null, public_key blob not null, counter bigint not null, transports text not null, name text not null, synced integer not null, created_at bigint not null, used_at bigint null)`,
    );
    this.addSql(`create unique index passkey_credential_id_unique on passkey (credential_id)`);
    this.addSql(`create index ix_passkey_account on passkey (account_id)`);
    this.addSql(
      `create table recovery_code (account_id text not null, selector text not null, code_hash text not null, created_at bigint not null, used_at bigint null, primary key (account_id, selector))`,
    );
    this.addSql(
      `create table factor_ticket (token_hash blob not null primary key, account_id text not null, session_id text null, tries integer not null, expires_at bigint not null)`,
    );
    this.addSql(`create index ix_factor_ticket_expires on factor_ticket (expires_at)`);
    this.addSql(
      `create table passkey_challenge (id text not null primary key, purpose text not null, account_id text null, session_id text null, challenge blob not null, expires_at bigint not null)`,
    );
    this.addSql(`create index ix_passkey_challenge_expires on passkey_challenge (expires_at)`);
    // A session of before counts as identified when it began.
    this.addSql(`alter table session add column identified_at bigint not null default '0'`);
    this.addSql(`update session set identified_at = created_at`);
    this.addSql(`alter table session add column ip text null`);
    this.addSql(`alter table session add column device text null`);
  }
}
