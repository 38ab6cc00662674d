import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** How often something happened on a day: written by the rollup alone, never one row for a person. */
export const StatisticDayEntity = defineEntity({
  name: 'statistic_day',
  properties: {
    organisation_id: column.id().primary(),
    /** A function mailbox; empty = the whole organisation. */
    mailbox_id: column.id().primary(),
    /** `2026-03-02`, in Swedish time. */
    day: column.short(10).primary(),
    /** `sign-in`, `identification`, `sent` or `received`. */
    metric: column.short(20).primary(),
    /** The method, or the type of message. */
    kind: column.short(20).primary(),
    count: column.big(),
  },
});
export type StatisticDayRow = RowOf<typeof StatisticDayEntity>;

/** Up to which entry of an organisation's log everything is counted. */
export const StatisticMarkEntity = defineEntity({
  name: 'statistic_mark',
  properties: {
    organisation_id: column.id().primary(),
    sequence: column.big(),
    /** When that entry was made. */
    counted_to: column.instant(),
  },
});
export type StatisticMarkRow = RowOf<typeof StatisticMarkEntity>;
