import { Migration } from '@mikro-orm/migrations';

/** Looking into the log, how far it has been checked, and the figures that come from it. */
export class LogAndStatistics0007 extends Migration {
  override up(): void {
    this.addSql(`create index ix_audit_event_action on audit_event (organisation_id, action, at, id)`);
    this.addSql(
      `create index ix_audit_event_actor on audit_event (organisation_id, actor_id, at, id) where actor_id is not null`,
    );
    this.addSql(`create index ix_audit_event_ip on audit_event (organisation_id, ip, at, id) where ip is not null`);
    this.addSql(
      `create table audit_check (organisation_id text not null primary key, sequence bigint not null, hash blob not null, started_at bigint not null, verified_sequence bigint not null, verified_to bigint null, checked_at bigint not null, fault text null, fault_sequence bigint null, fault_entry_id text null)`,
    );
    this.addSql(
      `create table statistic_day (organisation_id text not null, mailbox_id text not null, day text not null, metric text not null, kind text not null, count bigint not null, primary key (organisation_id, mailbox_id, day, metric, kind))`,
    );
    this.addSql(
      `create table statistic_mark (organisation_id text not null primary key, sequence bigint not null, counted_to bigint not null)`,
    );
  }
}
