import { Migration } from '@mikro-orm/migrations';

/** Factors beside password and SMS, and what a person sees of her sessions. */
export class Factors0007 extends Migration {
  override up(): void {
    this.addSql(
      `create table totp_factor (account_id varchar(36) not null primary key, secret_sealed bytea not null, created_at bigint not null, confirmed_at bigint null, last_step bigint null)`,
    );
    this.addSql(
      `create table passkey (id varchar(36) not null primary key, account_id varchar(36) not null, credential_id bytea not null, public_key bytea not null, counter bigint not null, transports varchar(255) not null, name varchar(60) not null, synced smallint not null, created_at bigint not null, used_at bigint null)`,
    );
    this.addSql(`alter table passkey add constraint passkey_credential_id_unique unique (credential_id)`);
    this.addSql(`create index ix_passkey_account on passkey (account_id)`);
    this.addSql(
      `create table recovery_code (account_id varchar(36) not null, selector varchar(4) not null, code_hash varchar(255) not null, created_at bigint not null, used_at bigint null, primary key (account_id, selector))`,
    );
    this.addSql(
      `create table factor_ticket (token_hash bytea not null primary key, account_id varchar(36) not null, session_id varchar(36) null, tries int not null, expires_at bigint not null)`,
    );
    this.addSql(`create index ix_factor_ticket_expires on factor_ticket (expires_at)`);
    this.addSql(
      `create table passkey_challenge (id varchar(36) not null primary key, purpose varchar(10) not null, account_id varchar(36) null, session_id varchar(36) null, challenge bytea not null, expires_at bigint not null)`,
    );
    this.addSql(`create index ix_passkey_challenge_expires on passkey_challenge (expires_at)`);
    // A session of before counts as identified when it began.
    this.addSql(`alter table session add column identified_at bigint not null default '0'`);
    this.addSql(`update session set identified_at = created_at`);
    this.addSql(`alter table session add column ip varchar(45) null`);
    this.addSql(`alter table session add column device varchar(40) null`);
  }
}
