import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { EmailAddress, Id, IdParams, Instant, Nullable, strict } from './common.ts';
import { API_SCOPES, endpoint } from './endpoint.ts';
import { literals } from './message-shapes.ts';

const tag = 'API keys';
const Scopes = Type.Array(literals(...API_SCOPES), { minItems: 1, uniqueItems: true });

/** A key by which a program acts in one mailbox; never the key itself. */
export const ApiKeyView = Type.Object(
  {
    id: Id,
    name: Type.String(),
    mailboxId: Id,
    address: Type.String(),
    scopes: Type.Array(literals(...API_SCOPES)),
    createdAt: Instant,
    expiresAt: Instant,
    /** To the minute; null = never. */
    usedAt: Nullable(Instant),
    revokedAt: Nullable(Instant),
  },
  strict,
);
export type ApiKeyView = Static<typeof ApiKeyView>;

export const CreateApiKey = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: LIMITS.apiKeyNameCharacters }),
    /** Of a function mailbox of the organisation. */
    address: EmailAddress,
    scopes: Scopes,
    days: Type.Integer({ minimum: 1, maximum: LIMITS.apiKeyDays, description: 'Until it ends' }),
  },
  strict,
);
export type CreateApiKey = Static<typeof CreateApiKey>;

/** `token` is answered this once: it goes into `Authorization: Bearer`. */
export const CreatedApiKey = Type.Object({ key: ApiKeyView, token: Type.String() }, strict);
export type CreatedApiKey = Static<typeof CreatedApiKey>;

const administrators = { tag, access: 'account', own: true } as const;

export const listApiKeys = endpoint({
  ...administrators,
  method: 'GET',
  path: '/organisation/api-keys',
  status: 200,
  summary: 'Keys that live, and those that ended in the last 90 days, newest first; for administrators',
  response: Type.Array(ApiKeyView),
  problems: ['not-allowed'],
});
export const createApiKey = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/api-keys',
  status: 201,
  // Not idempotent: what is remembered of an answer would hold the key.
  summary: 'Make a key for one mailbox; the answer alone holds it',
  body: CreateApiKey,
  response: CreatedApiKey,
  problems: ['not-allowed', 'api-key-mailbox', 'api-keys-too-many'],
});
export const revokeApiKey = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/api-keys/:id/revoke',
  status: 204,
  summary: 'End a key at once',
  params: IdParams,
  response: null,
  problems: ['not-allowed', 'not-found'],
});
