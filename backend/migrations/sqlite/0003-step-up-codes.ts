import { Migration } from '@mikro-orm/migrations';

/** A step-up window gives a code to the frame that opened it, and nothing waits at the session. */
export class StepUpCodes0003 extends Migration {
  override up(): void {
    // Rows of step-up windows live minutes: the table is made anew.
    this.addSql(`drop table step_up_window`);
    this.addSql(
      `create table step_up_window (id text not null primary key, challenge_hash blob not null, session_id text not null, provider text not null, expires_at bigint not null, browser_hash blob null, level integer null, handed_hash blob null, typed_hash blob null, tries integer not null)`,
    );
    this.addSql(`create unique index step_up_window_challenge_hash_unique on step_up_window (challenge_hash)`);
    this.addSql(`create index ix_step_up_window_expires on step_up_window (expires_at)`);
    this.addSql(`alter table session drop column pending_level`);
    this.addSql(`alter table session drop column pending_method`);
    this.addSql(`alter table session drop column pending_problem`);
  }
}
