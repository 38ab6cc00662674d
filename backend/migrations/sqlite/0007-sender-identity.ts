import { Migration } from '@mikro-orm/migrations';

/** The logos that organisations show to recipients. */
export class SenderIdentity0007 extends Migration {
  override up(): void {
    this.addSql(
      `create table organisation_logo (organisation_id text not null primary key, image blob not null, hash text not null)`,
    );
  }
}
