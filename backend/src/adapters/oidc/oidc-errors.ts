import { AuthorizationResponseError, ResponseBodyError } from 'openid-client';
import { DomainError, isDomainError } from '../../platform/errors.ts';

/** Error codes of RFC 6749, OIDC Core §3.1.2.6 and its extensions; any other text of a provider is not repeated. */
const KNOWN_REASONS: ReadonlySet<string> = new Set([
  'access_denied',
  'account_selection_required',
  'consent_required',
  'interaction_required',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'login_required',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unmet_authentication_requirements',
  'unsupported_grant_type',
  'unsupported_response_type',
]);
const FLEETING: ReadonlySet<string> = new Set(['server_error', 'temporarily_unavailable']);
const MAX_CAUSES = 8;

const reasonOf = (error: string): string => (KNOWN_REASONS.has(error) ? error : 'other');

const domainErrorInside = (error: unknown): DomainError | null => {
  let inner = error;
  for (let depth = 0; depth < MAX_CAUSES && inner instanceof Error; depth += 1) {
    if (isDomainError(inner)) return inner;
    inner = inner.cause;
  }
  return null;
};

const providerSaidNo = (error: string, cause: Error): DomainError => {
  const reason = reasonOf(error);
  // A code used twice or too late is somebody's replay, not the provider's verdict on the person.
  if (reason === 'invalid_grant') return new DomainError('oidc-invalid', { reason }, { cause });
  return new DomainError(FLEETING.has(reason) ? 'oidc-unavailable' : 'oidc-refused', { reason }, { cause });
};

/** What openid-client threw, in our words; `facts.reason` is a code and never a provider's prose. */
export const toDomainError = (error: unknown): DomainError => {
  const own = domainErrorInside(error);
  if (own) return own;
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    return providerSaidNo(error.error, error);
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT')
    return new DomainError('oidc-unavailable', { reason: 'timeout' });
  return new DomainError('oidc-invalid', { reason: code === '' ? 'answer' : code }, { cause: error });
};
