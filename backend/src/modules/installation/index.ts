export { ClosingPurge, type ClosingPurgeParts } from './closing/closing-purge.job.ts';
export { Closings } from './closing/closings.service.ts';
export { OrganisationExports, type OrganisationExportsParts } from './closing/organisation-exports.service.ts';
export { registerInstallationRoutes } from './installation.routes.ts';
export { InstallationOrganisations } from './installation-organisations.service.ts';
export { InstalledMethods } from './installed-methods.service.ts';
export { Licences } from './licences.service.ts';
export { Nodes } from './nodes.service.ts';
export { SupportGrants } from './support-grants.service.ts';
