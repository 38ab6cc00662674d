import type { EntraAccount } from '../entra/entra-client.ts';
import type { Settings } from '../platform/settings.ts';
import type { TeamsSetting } from './settings.ts';

const ENTITY_ID = 'sefos';

type State = Settings<TeamsSetting>;

/** What the host can do, as `initialize` says it (a runtime of API version 4). */
export const runtimeOf = (settings: State): object => {
  const hasBridge = settings.get('signIn') !== 'no-bridge';
  return {
    apiVersion: 4,
    hostVersionsInfo: {},
    isLegacyTeams: false,
    isNAAChannelRecommended: hasBridge,
    supports: {
      app: { notifySuccessResponse: {}, lifecycle: {} },
      pages: { currentApp: {}, backStack: {} },
      ...(hasBridge ? { nestedAppAuth: {} } : {}),
    },
  };
};

/** Argument list that answers `initialize`: context, client type, runtime, what the client supports. */
export const initializeArguments = (settings: State, frameContext: string): readonly unknown[] => {
  const hasBridge = settings.get('signIn') !== 'no-bridge';
  const clientSupports = JSON.stringify({ supports: hasBridge ? { nestedAppAuth: {} } : {} });
  return [frameContext, 'web', JSON.stringify(runtimeOf(settings)), clientSupports];
};

/** The flat context that `getContext` answers; TeamsJS shapes it. */
export const contextOf = (settings: State, account: EntraAccount, sessionId: string): object => ({
  locale: settings.get('locale'),
  theme: settings.get('theme'),
  hostName: settings.get('hostName'),
  hostClientType: 'web',
  sessionId,
  appSessionId: sessionId,
  ringId: 'general',
  entityId: ENTITY_ID,
  frameContext: 'content',
  ...(settings.get('path') ? { subEntityId: settings.get('path') } : {}),
  userObjectId: account.objectId,
  userDisplayName: account.displayName,
  userPrincipalName: account.email,
  loginHint: account.email,
  tid: account.tenantId,
  isFullScreen: false,
  isMultiWindow: false,
});

/** The tab's address with the manifest's placeholders filled in, on our own origin. */
export const contentUrl = (settings: State, account: EntraAccount, origin: string): string => {
  const values: Readonly<Record<string, string>> = {
    'app.locale': settings.get('locale'),
    locale: settings.get('locale'),
    'app.theme': settings.get('theme'),
    theme: settings.get('theme'),
    'page.subPageId': settings.get('path'),
    subPageId: settings.get('path'),
    subEntityId: settings.get('path'),
    'user.loginHint': account.email,
    loginHint: account.email,
    'user.tenant.id': account.tenantId,
    tid: account.tenantId,
  };
  const filled = settings
    .get('page')
    .replace(/\{([\w.]+)\}/g, (_whole, name: string) => encodeURIComponent(values[name] ?? ''));
  const url = new URL(filled, origin);
  // The parameter comes from the address: nothing but our own pages is framed.
  return url.origin === origin ? url.href : new URL('/teams', origin).href;
};

/** What a resumed app is told. */
export const loadContext = (settings: State, account: EntraAccount, origin: string): object => ({
  entityId: ENTITY_ID,
  contentUrl: contentUrl(settings, account, origin),
});
