import type { EntraAccount, EntraClient, EntraTokens, TokenRequest } from './entra-client.ts';
import type { SignInWay } from './sign-in-settings.ts';

/** The host's side of nested app authentication: what @azure/msal-browser 5 sends over the bridge (its src/naa). */
interface BridgeRequest {
  readonly messageType: 'NestedAppAuthRequest';
  readonly method: 'GetInitContext' | 'GetToken' | 'GetTokenPopup';
  readonly requestId: string;
  readonly tokenParams?: { readonly clientId: string; readonly scope: string; readonly correlationId: string };
}

interface BridgeError {
  readonly status: 'USER_INTERACTION_REQUIRED' | 'USER_CANCEL' | 'PERSISTENT_ERROR' | 'TRANSIENT_ERROR';
  readonly code?: string;
  readonly subError?: string;
  readonly description?: string;
}

export interface TokenBroker {
  readonly entra: EntraClient;
  account(): EntraAccount;
  way(): SignInWay;
  /** How tokens come out. */
  token(): Pick<TokenRequest, 'amr' | 'problem'>;
  /** Asks the person for consent in the host's own window; false = cancelled. */
  consent(account: EntraAccount, scope: string): Promise<boolean>;
}

const ENVIRONMENT = 'login.microsoftonline.com';
const INTERACTION: BridgeError = {
  status: 'USER_INTERACTION_REQUIRED',
  code: 'interaction_required',
  subError: 'consent_required',
  description: 'AADSTS65001: The user or administrator has not consented to use the application.',
};

const accountOf = ({ objectId, tenantId, email, displayName }: EntraAccount) => ({
  homeAccountId: `${objectId}.${tenantId}`,
  environment: ENVIRONMENT,
  tenantId,
  username: email,
  localAccountId: objectId,
  name: displayName,
  loginHint: email,
});

const granted = (tokens: EntraTokens, scope: string) => ({
  token: {
    access_token: tokens.accessToken,
    expires_in: tokens.expiresInSeconds,
    id_token: tokens.idToken,
    properties: null,
    scope,
    authority: `https://${ENVIRONMENT}/${tokens.account.tenantId}`,
  },
  account: { ...accountOf(tokens.account), idToken: tokens.idToken },
});

/** Why no token is given; undefined = it is. */
const refusalOf = async (request: BridgeRequest, broker: TokenBroker): Promise<BridgeError | undefined> => {
  const way = broker.way();
  // What Outlook on Mac answers to everything (OfficeDev/office-js#5209): an error without code or words.
  if (way === 'empty-error') return { status: 'PERSISTENT_ERROR', code: '', description: '' };
  if (way === 'silent') return undefined;
  if (request.method === 'GetToken') return INTERACTION;
  if (way === 'cancel') return { status: 'USER_CANCEL', code: 'user_cancel' };
  const agreed = await broker.consent(broker.account(), request.tokenParams?.scope ?? '');
  return agreed ? undefined : { status: 'USER_CANCEL', code: 'user_cancel' };
};

const initContext = (account: EntraAccount) => {
  const { homeAccountId, environment, tenantId } = accountOf(account);
  return {
    sdkName: 'SEFOS host simulator',
    sdkVersion: '1.0.0',
    capabilities: { queryAccount: true },
    accountContext: { homeAccountId, environment, tenantId },
  };
};

/** Answers one message of the bridge; undefined = the bridge stays silent, or it was no request. */
export async function answerNestedAppAuth(text: string, broker: TokenBroker): Promise<string | undefined> {
  const request = JSON.parse(text) as BridgeRequest;
  if (request.messageType !== 'NestedAppAuthRequest') return undefined;
  const answer = (body: object) =>
    JSON.stringify({ messageType: 'NestedAppAuthResponse', requestId: request.requestId, ...body });
  if (request.method === 'GetInitContext') return answer({ success: true, initContext: initContext(broker.account()) });
  if (broker.way() === 'hang') return undefined;
  const error = await refusalOf(request, broker);
  if (error) return answer({ success: false, error });
  const { clientId = '', scope = '' } = request.tokenParams ?? {};
  try {
    const tokens = await broker.entra.token({ email: broker.account().email, clientId, ...broker.token() });
    return answer({ success: true, ...granted(tokens, scope) });
  } catch {
    return answer({ success: false, error: { status: 'TRANSIENT_ERROR', code: 'temporarily_unavailable' } });
  }
}
