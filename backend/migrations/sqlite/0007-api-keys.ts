import { Migration } from '@mikro-orm/migrations';

/** Keys by which programs call the API. */
export class ApiKeys0007 extends Migration {
  override up(): void {
    this.addSql(
      `create table api_key (id text not null primary key, organisation_id text not null, mailbox_id text not null, name text not null, scopes text not null, token_hash blob not null, created_by text not null, created_at bigint not null, expires_at bigint not null, used_at bigint null, revoked_at bigint null)`,
    );
    this.addSql(`create unique index api_key_token_hash_unique on api_key (token_hash)`);
    this.addSql(`create index ix_api_key_organisation on api_key (organisation_id, id)`);
    this.addSql(`create index ix_api_key_mailbox on api_key (mailbox_id)`);
  }
}
