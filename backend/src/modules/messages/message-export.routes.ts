import { exportMessage } from '@sefos/shared/contract/exports.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { MessageExports } from './export.service.ts';

/** HTTP of exports; they are fetched as downloads are. */
export const registerMessageExportRoutes = (mount: Mount, exports: MessageExports): void =>
  mount(exportMessage, ({ actor, params }) => exports.create(actor, params.id));
