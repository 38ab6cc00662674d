import { Migration } from '@mikro-orm/migrations';

/** A conversation is read page by page, newest first. */
export class Threads0005 extends Migration {
  override up(): void {
    this.addSql(`drop index ix_message_conversation`);
    this.addSql(`create index ix_message_conversation on message (conversation_id, sent_at, id)`);
  }
}
