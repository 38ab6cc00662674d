import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node';
import { GraphError } from '@microsoft/microsoft-graph-client';
import { DomainError, isDomainError } from '../../platform/errors.ts';

/** Codes that a person or administrator can do something about: sign in again, or consent. */
const NEEDS_PERSON: ReadonlySet<string> = new Set([
  'consent_required',
  'interaction_required',
  'invalid_grant',
  'login_required',
  'no_account_found',
  'no_tokens_found',
  'refresh_token_expired',
  // AADSTS700016: the tenant does not know the application.
  'unauthorized_client',
]);

export const consentNeeded = (reason: string): DomainError => new DomainError('graph-consent-needed', { reason });
/** `retryAfterSeconds`: how long Graph asks to be left alone. */
export const graphUnavailable = (reason: string, retryAfterSeconds?: number): DomainError =>
  new DomainError('graph-unavailable', { reason, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });

/** What msal-node threw. Its texts name people and addresses: nothing of them but a known code is repeated. */
export const fromTokenError = (error: unknown): DomainError => {
  if (isDomainError(error)) return error;
  if (!(error instanceof AuthError)) return graphUnavailable('token');
  const code = [error.subError, error.errorCode].find((one) => NEEDS_PERSON.has(one));
  if (code) return consentNeeded(code);
  if (error instanceof InteractionRequiredAuthError) return consentNeeded('interaction_required');
  return graphUnavailable('token');
};

/** What Graph refused with, or what stood in the way of asking it. 401 and 404 are the caller's to judge. */
export const fromGraphError = (error: unknown): DomainError => {
  if (isDomainError(error)) return error;
  if (!(error instanceof GraphError)) return graphUnavailable('no-connection');
  // Signed in, but the permission is not in the token, or was taken back.
  if (error.statusCode === 401 || error.statusCode === 403) return consentNeeded('refused');
  if (error.statusCode === 429) return graphUnavailable('throttled');
  return graphUnavailable(error.statusCode > 0 ? `status-${error.statusCode}` : 'no-connection');
};
