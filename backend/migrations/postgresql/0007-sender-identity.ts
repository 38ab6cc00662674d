import { Migration } from '@mikro-orm/migrations';

/** The logos that organisations show to recipients. */
export class SenderIdentity0007 extends Migration {
  override up(): void {
    this.addSql(
      `create table organisation_logo (organisation_id varchar(36) not null, image bytea not null, hash varchar(64) not null, primary key (organisation_id))`,
    );
  }
}
