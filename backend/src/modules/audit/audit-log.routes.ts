import { exportLog, getLogChain, searchLog } from '@sefos/shared/contract/log.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { AuditLog } from './audit-log.service.ts';

const FILES = { csv: 'text/csv; charset=utf-8', json: 'application/json' } as const;

/** HTTP of the log, for administrators. */
export const registerLogRoutes = (mount: Mount, log: AuditLog): void => {
  mount(searchLog, ({ actor, body }) => log.search(actor, body));
  mount(getLogChain, ({ actor, query }) => log.chain(actor, query.scope));
  mount(exportLog, async ({ actor, body, reply }) => {
    const file = await log.export(actor, body);
    reply.header('content-type', FILES[body.format]);
    reply.header('content-disposition', `attachment; filename="logg.${body.format}"`);
    reply.header('x-content-type-options', 'nosniff');
    return file;
  });
};
