import { MAILBOX_HEADER } from '@sefos/shared/contract/delegations.ts';
import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import { GRANT_HEADER } from '@sefos/shared/contract/support-grants.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { registerAccountsAdministrationRoutes } from '../modules/account-administration/index.ts';
import {
  makeOidcCompleters,
  registerAccountRoutes,
  registerFactorRoutes,
  registerOwnDataRoute,
} from '../modules/accounts/index.ts';
import { apiTokenOf, registerApiKeyRoutes } from '../modules/api-keys/index.ts';
import { registerAttachmentRoutes } from '../modules/attachments/index.ts';
import { registerLogRoutes } from '../modules/audit/index.ts';
import { registerCaseRoutes } from '../modules/cases/index.ts';
import { registerContactRoutes } from '../modules/contacts/index.ts';
import { registerDraftRoutes } from '../modules/drafts/index.ts';
import { registerIdentificationRoutes, setOidcBinding } from '../modules/identification/index.ts';
import { registerInstallationRoutes } from '../modules/installation/index.ts';
import { LINK_COOKIE_PREFIX, makeLinkCompleter, registerLinkRoutes } from '../modules/links/index.ts';
import { registerMailServerRoutes } from '../modules/mail-servers/index.ts';
import { registerMailboxTextRoutes } from '../modules/mailbox-texts/index.ts';
import {
  type LiveFeed,
  mountMailboxRoutes,
  refuseReadOnly,
  registerDelegationRoutes,
  registerFunctionMailboxRoutes,
  registerLiveRoute,
} from '../modules/mailboxes/index.ts';
import {
  registerMailPreviewRoute,
  registerMessageExportRoutes,
  registerMessageLinkRoutes,
  registerMessageRoutes,
  registerRetentionRoutes,
} from '../modules/messages/index.ts';
import { registerMicrosoft365Routes } from '../modules/microsoft365/index.ts';
import { registerNotificationRoutes } from '../modules/notifications/index.ts';
import {
  registerDomainClaimRoutes,
  registerLogoRoute,
  registerOrganisationRoutes,
  registerSettingsRoutes,
} from '../modules/organisations/index.ts';
import { registerProvisioningRoutes, registerScimRoutes } from '../modules/provisioning/index.ts';
import { registerStatisticsRoutes } from '../modules/statistics/index.ts';
import { DomainError } from '../platform/errors.ts';
import { cookiesCount } from '../platform/http/cookies-count.ts';
import { makeIdempotencyStore } from '../platform/http/idempotency.ts';
import { type Authenticator, makeMount } from '../platform/http/mount.ts';
import type { Config } from './config.ts';
import type { Services } from './services.ts';

const makeAuthenticator = ({ sessions, linkReaders, door, apiKeys, supportGrants }: Services): Authenticator => ({
  account: async (request, { own, apiScope, byGrant, addsFactor } = {}) => {
    const token = apiTokenOf(request.headers.authorization);
    if (token !== null) return apiKeys.authenticate(token, apiScope, request.ip);
    const actor = await sessions.authenticate(request);
    if (actor?.factorNeeded && !addsFactor) throw new DomainError('factor-needed');
    const grantId = request.headers[GRANT_HEADER];
    if (actor && grantId !== undefined) return supportGrants.enter(actor, String(grantId), byGrant === true);
    const mailboxId = request.headers[MAILBOX_HEADER];
    if (!actor || own || typeof mailboxId !== 'string') return actor;
    const entered = await door.enter(actor, mailboxId);
    refuseReadOnly(entered, {
      method: request.method,
      path: (request.routeOptions.url ?? '').slice(API_PREFIX.length),
    });
    return entered;
  },
  link: (request) => linkReaders.sessions.authenticate(request.cookies, request.headers['x-link'], request.ip),
});

/** Ids of every live session whose cookie or bearer token a request brings: a navigation carries no header that picks one. */
const sessionsOf =
  ({ sessions, linkReaders }: Services) =>
  async (request: FastifyRequest): Promise<string[]> => {
    const linkIds = (cookiesCount(request.headers) ? Object.keys(request.cookies) : [])
      .filter((name) => name.startsWith(LINK_COOKIE_PREFIX))
      .map((name) => name.slice(LINK_COOKIE_PREFIX.length));
    const actors = await Promise.all([
      sessions.authenticate(request),
      ...linkIds.map((id) => linkReaders.sessions.authenticate(request.cookies, id, request.ip)),
    ]);
    return actors.filter((actor) => actor !== null).map(({ sessionId }) => sessionId);
  };

/** Every operation of the API. */
export const registerRoutes = (app: FastifyInstance, config: Config, services: Services, feed: LiveFeed): void => {
  const authenticator = makeAuthenticator(services);
  const mount = makeMount(app, authenticator, makeIdempotencyStore(services.database, services.clock));
  registerAccountRoutes(mount, { ...services, demo: config.mode !== 'production', setOidcBinding });
  registerFactorRoutes(mount, services);
  registerOwnDataRoute(app, authenticator, services.ownData);
  registerOrganisationRoutes(mount, services.organisations);
  registerSettingsRoutes(mount, services.settings);
  registerLogoRoute(app, services.organisations);
  registerApiKeyRoutes(mount, services.apiKeys);
  registerMailServerRoutes(mount, services.mailServers);
  registerMailPreviewRoute(mount, services.mailPreview);
  registerAccountsAdministrationRoutes(mount, services);
  registerDomainClaimRoutes(mount, services.domainClaims);
  registerProvisioningRoutes(mount, services.provisioningTokens);
  registerScimRoutes(app, { scim: services.scim, tokens: services.provisioningTokens, base: services.scimBase });
  registerLogRoutes(mount, services.log);
  registerStatisticsRoutes(mount, services);
  registerInstallationRoutes(mount, services);
  mountMailboxRoutes(mount, services.mailboxes, services.door);
  registerDelegationRoutes(mount, services.delegations);
  registerFunctionMailboxRoutes(mount, services);
  registerMailboxTextRoutes(mount, services);
  registerNotificationRoutes(mount, services.notificationPreferences);
  registerLiveRoute(app, { feed, ...services, account: (request) => authenticator.account(request, { own: true }) });
  registerLinkRoutes(mount, services.linkReaders);
  registerContactRoutes(mount, services);
  registerDraftRoutes(mount, services.drafts);
  registerCaseRoutes(mount, services);
  registerMessageRoutes(mount, { ...services, downloads: services.messageDownloads });
  registerRetentionRoutes(mount, services.retentionAdministration);
  registerMessageExportRoutes(mount, services.messageExports);
  registerMessageLinkRoutes(mount, { linkAccess: services.linkAccess, downloads: services.messageDownloads });
  registerAttachmentRoutes(app, {
    mount,
    authenticator,
    attachments: services.attachments,
    downloads: services.downloads,
    source: services.messageDownloads,
    sessionsOf: sessionsOf(services),
    isAlive: async (sessionId) => (await services.sessions.alive([sessionId])).has(sessionId),
    mayUpload: (actor) => services.linkAccess.mayUpload(actor),
  });
  registerMicrosoft365Routes(mount, services.microsoft365);
  registerIdentificationRoutes(app, {
    oidc: services.oidc,
    completers: { ...makeOidcCompleters(services), link: makeLinkCompleter(services.linkReaders.identification) },
  });
};
