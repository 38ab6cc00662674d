import { removeMailItem } from '@sefos/shared/contract/microsoft365.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { Microsoft365 } from './microsoft365.service.ts';

export const registerMicrosoft365Routes = (mount: Mount, microsoft365: Microsoft365): void => {
  mount(removeMailItem, async ({ actor, body }) => ({
    removed: await microsoft365.removeMailItem(actor, body.restId),
  }));
};
