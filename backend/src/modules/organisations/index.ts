export { INSTALLATION, KeyRing, type WrappedKey } from './key-ring.ts';
export { DEFAULT_SETTINGS, levelsOf, type OrganisationSettings } from './organisations.domain.ts';
export { registerOrganisationRoutes } from './organisations.routes.ts';
export { type Organisation, OrganisationsService } from './organisations.service.ts';
