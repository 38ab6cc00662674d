import { Migration } from '@mikro-orm/migrations';

/** A step-up window gives a code to the frame that opened it, and nothing waits at the session. */
export class StepUpCodes0003 extends Migration {
  override up(): void {
    // Rows of step-up windows live minutes: the table is made anew.
    this.addSql(`drop table step_up_window`);
    this.addSql(
      `create table step_up_window (id varchar(36) not null, challenge_hash bytea not null, session_id varchar(36) not null, provider varchar(40) not null, expires_at bigint not null, browser_hash bytea null, level int null, handed_hash bytea null, typed_hash bytea null, tries int not null, primary key (id))`,
    );
    this.addSql(
      `alter table step_up_window add constraint step_up_window_challenge_hash_unique unique (challenge_hash)`,
    );
    this.addSql(`create index ix_step_up_window_expires on step_up_window (expires_at)`);
    this.addSql(`alter table session drop column pending_level`);
    this.addSql(`alter table session drop column pending_method`);
    this.addSql(`alter table session drop column pending_problem`);
  }
}
