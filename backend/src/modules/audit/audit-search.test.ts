import { expect, it } from '@jest/globals';
import type { Database } from '../../platform/database/database.ts';
import type { SqlValue } from '../../platform/database/statements.ts';
import { openSqlite } from '../../testing/databases.ts';
import { type AuditFilter, readEntries } from './audit-search.ts';

const AFTER = { at: 5, id: '0' };
const cases: [keyof AuditFilter, Partial<AuditFilter>, string][] = [
  ['from', { from: 1, to: 9 }, 'ix_audit_event_at (organisation_id=?'],
  ['action', { action: 'message.sent' }, 'ix_audit_event_action (organisation_id=? AND action=?'],
  ['ip', { ip: '192.0.2.1', action: 'message.sent' }, 'ix_audit_event_ip (organisation_id=? AND ip=?'],
  ['actors', { actors: ['a'], ip: '192.0.2.1', from: 1 }, 'ix_audit_event_actor (organisation_id=? AND actor_id=?'],
  ['targets', { targets: ['t'], actors: ['a'], action: 'x' }, 'ix_audit_event_target (target_id=?'],
];

it.each(cases)(
  'the log is looked through by the index of %s, where that leaves the least',
  async (_name, asked, index) => {
    const { database, end } = await openSqlite();
    const plans: string[] = [];
    const explaining: Pick<Database, 'all'> = {
      all: async <Row>(sql: string, ...params: SqlValue[]) => {
        const steps = await database.all<{ detail: string }>(`explain query plan ${sql}`, ...params);
        plans.push(steps.map(({ detail }) => detail).join('; '));
        return [] as Row[];
      },
    };
    for (const order of ['newest', 'oldest'] as const)
      await readEntries(explaining, { organisationId: 'o', ...asked }, { order, after: AFTER, limit: 51 });
    await end();
    for (const plan of plans) {
      expect(plan).toContain(index);
      expect(plan.includes('TEMP B-TREE')).toBe(asked.targets !== undefined);
    }
  },
);
