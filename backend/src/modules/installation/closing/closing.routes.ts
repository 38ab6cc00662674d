import { closeOrganisation, exportOrganisation, getClosing, undoClosing } from '@sefos/shared/contract/closing.ts';
import type { Mount } from '../../../platform/http/mount.ts';
import type { Closings } from './closings.service.ts';
import type { OrganisationExports } from './organisation-exports.service.ts';

export interface ClosingServices {
  readonly closings: Closings;
  readonly organisationExports: OrganisationExports;
}

/** HTTP of closing an organisation. */
export const registerClosingRoutes = (mount: Mount, { closings, organisationExports }: ClosingServices): void => {
  mount(getClosing, ({ actor, params }) => closings.view(actor, params.id));
  mount(closeOrganisation, ({ actor, params, body }) => closings.begin(actor, params.id, body));
  mount(undoClosing, ({ actor, params }) => closings.undo(actor, params.id));
  mount(exportOrganisation, async ({ actor, params, reply }) => {
    const archive = await organisationExports.export(actor, params.id);
    reply.header('content-type', 'application/zip');
    reply.header('content-disposition', 'attachment; filename="organisation.zip"');
    reply.header('x-content-type-options', 'nosniff');
    return archive;
  });
};
