import { Migration } from '@mikro-orm/migrations';

/** Keys by which programs call the API. */
export class ApiKeys0007 extends Migration {
  override up(): void {
    this.addSql(
      `create table api_key (id varchar(36) not null, organisation_id varchar(36) not null, mailbox_id varchar(36) not null, name varchar(100) not null, scopes varchar(255) not null, token_hash bytea not null, created_by varchar(36) not null, created_at bigint not null, expires_at bigint not null, used_at bigint null, revoked_at bigint null, primary key (id))`,
    );
    this.addSql(`alter table api_key add constraint api_key_token_hash_unique unique (token_hash)`);
    this.addSql(`create index ix_api_key_organisation on api_key (organisation_id, id)`);
    this.addSql(`create index ix_api_key_mailbox on api_key (mailbox_id)`);
  }
}
