import { getMailServer, saveMailServer } from '@sefos/shared/contract/mail-server.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { MailServers } from './mail-servers.service.ts';

/** HTTP of an organisation's own mail server, for its administrators. */
export const registerMailServerRoutes = (mount: Mount, servers: MailServers): void => {
  mount(getMailServer, ({ actor }) => servers.get(actor));
  mount(saveMailServer, ({ actor, body }) => servers.save(actor, body));
};
