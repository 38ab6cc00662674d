import {
  changeLicence,
  createOrganisation,
  freezeOrganisation,
  getLicence,
  inviteFirstAdministrator,
  listInstalledMethods,
  listNodes,
  listOrganisations,
} from '@sefos/shared/contract/installation.ts';
import {
  endOwnSupportGrant,
  endSupportGrant,
  giveSupportGrant,
  listOwnSupportGrants,
  listSupportGrants,
} from '@sefos/shared/contract/support-grants.ts';
import type { Mount } from '../../platform/http/mount.ts';
import { type ClosingServices, registerClosingRoutes } from './closing/closing.routes.ts';
import type { InstallationOrganisations } from './installation-organisations.service.ts';
import type { InstalledMethods } from './installed-methods.service.ts';
import type { Licences } from './licences.service.ts';
import type { Nodes } from './nodes.service.ts';
import type { SupportGrants } from './support-grants.service.ts';

export interface InstallationServices extends ClosingServices {
  readonly installationOrganisations: InstallationOrganisations;
  readonly licences: Licences;
  readonly supportGrants: SupportGrants;
  readonly nodes: Nodes;
  readonly installedMethods: InstalledMethods;
}

/** HTTP of the installation's administration, and of what organisations see and decide of it. */
export const registerInstallationRoutes = (
  mount: Mount,
  {
    installationOrganisations: organisations,
    licences,
    supportGrants: grants,
    nodes,
    installedMethods: methods,
    ...closing
  }: InstallationServices,
): void => {
  mount(listOrganisations, ({ actor, query }) => organisations.list(actor, query));
  mount(createOrganisation, ({ actor, body, idempotency }) => organisations.create(actor, body, idempotency));
  mount(freezeOrganisation, ({ actor, params, body }) => organisations.setFrozen(actor, params.id, body.frozen));
  registerClosingRoutes(mount, closing);
  mount(inviteFirstAdministrator, ({ actor, params }) => organisations.inviteFirst(actor, params.id));
  mount(changeLicence, ({ actor, params, body }) => licences.change(actor, params.id, body));
  mount(getLicence, ({ actor }) => licences.own(actor));
  mount(listInstalledMethods, ({ actor }) => methods.list(actor));
  mount(listNodes, ({ actor }) => nodes.list(actor));
  mount(listSupportGrants, ({ actor }) => grants.list(actor));
  mount(giveSupportGrant, ({ actor, body, idempotency }) => grants.give(actor, body, idempotency));
  mount(endSupportGrant, ({ actor, params }) => grants.end(actor, params.id));
  mount(listOwnSupportGrants, ({ actor }) => grants.own(actor));
  mount(endOwnSupportGrant, ({ actor, params }) => grants.giveBack(actor, params.id));
};
