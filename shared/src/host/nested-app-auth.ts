import type { AuthenticationResult, IPublicClientApplication } from '@azure/msal-browser';
import { HostError, type HostErrorCode, type HostSignIn } from './host.port.ts';
import type { PageSettings } from './page-settings.ts';

/** What a host says about its bridge, and how it opens windows. */
export interface NestedSignInOptions {
  readonly settings: PageSettings;
  /** The host's own word on its bridge; asked once, after the host has started. */
  readonly isBridgeUsable: () => Promise<boolean> | boolean;
  readonly openWindow: HostSignIn['openWindow'];
  /** A bridge that never answers counts as none. Milliseconds. */
  readonly limitsMs?: { readonly start: number; readonly silent: number };
}

type NestedClient = Pick<IPublicClientApplication, 'acquireTokenSilent' | 'acquireTokenPopup'>;

const LIMITS_MS = { start: 5_000, silent: 10_000 } as const;

/** The bridge itself (Teams), or the host's promise to make it when MSAL asks (Office). */
const BRIDGES = ['nestedAppAuthBridge', '__initializeNestedAppAuth'] as const;

const unsupported = (message: string) => new HostError('unsupported', message);

/** MSAL's error codes → ours; Outlook on Mac answers an empty ServerError, which is `failed` like everything unknown. */
const CODES: Readonly<Record<string, HostErrorCode>> = {
  user_canceled: 'cancelled',
  user_cancelled: 'cancelled',
  no_network_connectivity: 'offline',
  no_account_found: 'sign-in-required',
  nested_app_auth_bridge_disabled: 'unsupported',
};

function toHostError(error: unknown): HostError {
  if (error instanceof HostError) return error;
  const { name, errorCode } = error as { readonly name?: unknown; readonly errorCode?: unknown };
  if (name === 'InteractionRequiredAuthError') return new HostError('sign-in-required', 'the person must act');
  const code = typeof errorCode === 'string' ? errorCode : '';
  return new HostError(CODES[code] ?? 'failed', `nested app authentication: ${code || 'an empty error'}`);
}

function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new HostError('failed', 'the bridge did not answer')), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * The nested client, and nothing else: without a bridge MSAL quietly makes its standard client, which would open frames and
 * calls of its own. Its factory is called for the nested one only.
 */
async function makeClient(entra: NonNullable<PageSettings['entra']>): Promise<NestedClient> {
  const { createNestablePublicClientApplication, PublicClientApplication } = await import(
    /* webpackChunkName: "msal" */ '@azure/msal-browser'
  );
  let nested = false;
  const client = await createNestablePublicClientApplication(
    {
      auth: { clientId: entra.clientId, authority: entra.authority },
      // A token of Entra ID is used once, for a session of ours: it need not outlive the page.
      cache: { cacheLocation: 'memoryStorage' },
    },
    undefined,
    (configuration, controller) => {
      nested = true;
      return new PublicClientApplication(configuration, controller);
    },
  );
  if (!nested) throw unsupported('there is no bridge to the host');
  return client;
}

/** Signing in by nested app authentication: the host's own broker gives the token, in silence where it can. */
export function makeNestedSignIn(options: NestedSignInOptions): HostSignIn {
  const { settings, isBridgeUsable, openWindow, limitsMs = LIMITS_MS } = options;
  let started: Promise<NestedClient> | undefined;

  const start = async (): Promise<NestedClient> => {
    if (!settings.entra) throw unsupported('Entra ID is not connected here');
    if (!(await isBridgeUsable()) || !BRIDGES.some((name) => name in window)) {
      throw unsupported('the host has no bridge');
    }
    return makeClient(settings.entra);
  };
  const client = (): Promise<NestedClient> => {
    started ??= within(start(), limitsMs.start).catch((error: unknown) => {
      // The code could not be fetched, or the bridge was slow: the next try begins anew.
      started = undefined;
      throw error;
    });
    return started;
  };
  const acquire = async (ask: (client: NestedClient) => Promise<AuthenticationResult>): Promise<string> => {
    try {
      const { accessToken } = await ask(await client());
      if (accessToken) return accessToken;
    } catch (error) {
      throw toHostError(error);
    }
    throw new HostError('failed', 'the bridge answered without a token');
  };
  const scopes = settings.entra ? [settings.entra.scope] : [];

  return {
    silently: (how) =>
      acquire((naa) => within(naa.acquireTokenSilent({ scopes, forceRefresh: how?.fresh ?? false }), limitsMs.silent)),
    interactively: () => acquire((naa) => naa.acquireTokenPopup({ scopes })),
    openWindow,
  };
}
