export { registerDomainClaimRoutes } from './domain-claims.routes.ts';
export { DomainClaims } from './domain-claims.service.ts';
export { listedAs, lookAlikeAmong, normaliseDomain } from './domain-lists.ts';
export { DOMAINS_USAGE, runDomains } from './domains.command.ts';
export { INSTALLATION, KeyRing, type WrappedKey } from './key-ring.ts';
export { rotateKeys, type WrappedKeys } from './key-rotation.ts';
export { registerLogoRoute } from './logo.routes.ts';
export {
  DEFAULT_SETTINGS,
  type DomainLists,
  entraLevelOf,
  methodsAt,
  type OrganisationSettings,
  type OwnFactor,
  type SignInWay,
} from './organisations.domain.ts';
export { registerOrganisationRoutes } from './organisations.routes.ts';
export { INDEX_KEYS, type Organisation, OrganisationsService, organisationCard } from './organisations.service.ts';
export { REMINDERS_USAGE, runReminders } from './reminders.command.ts';
export { isFactorMissing, secondFactorRules } from './second-factors.ts';
export { registerSettingsRoutes } from './settings.routes.ts';
export { DAY_SETTINGS, daysOf, SettingsService } from './settings.service.ts';
export { keepingAnAdministrator } from './sign-in-ways.ts';
export { runTenants, TENANTS_USAGE } from './tenants.command.ts';
export { TenantsService } from './tenants.service.ts';
