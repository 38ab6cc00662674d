import type { Static, TSchema } from 'typebox';

/** What an API key can be made for. */
export const API_SCOPES = ['messages:send', 'messages:list', 'messages:status'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** One operation of the HTTP API: validation, types, OpenAPI and the client all come from it. Paths are below `/api/v1`. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  /** Who may call: nobody signed in, an account's session, a link's session, or either of the two. */
  readonly access: 'public' | 'account' | 'link' | 'account-or-link';
  /** Of the caller herself, in whosever mailbox she says that she is (header `X-Sefos-Mailbox`): her session, her settings. */
  readonly own?: true;
  /** Programs may call it too, with an API key that has this scope; no other operation takes one. */
  readonly apiScope?: ApiScope;
  /** A system administrator may call it inside an organisation that has let her in (header `X-Sefos-Grant`); no other operation takes a grant. */
  readonly byGrant?: true;
  /** Open to a session that must add a factor first, since its own is turned off; no other operation is. */
  readonly addsFactor?: true;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** Status and body of success; null = no content. */
  readonly status: 200 | 201 | 202 | 204;
  readonly response: TSchema | null;
  /** The largest body, where 64 KiB are too few. */
  readonly bodyLimitBytes?: number;
  /** Creating POSTs require an Idempotency-Key header. */
  readonly idempotent?: true;
  /** Problem types that a caller should expect besides the general ones. */
  readonly problems?: readonly string[];
}

type StaticOf<S> = S extends TSchema ? Static<S> : undefined;
export type ParamsOf<E extends Endpoint> = StaticOf<E['params']>;
export type QueryOf<E extends Endpoint> = StaticOf<E['query']>;
export type BodyOf<E extends Endpoint> = StaticOf<E['body']>;
export type ResponseOf<E extends Endpoint> = StaticOf<E['response']>;

/** Declares an endpoint and keeps its literal types. */
export const endpoint = <const E extends Endpoint>(definition: E): E => definition;

export const API_PREFIX = '/api/v1';
