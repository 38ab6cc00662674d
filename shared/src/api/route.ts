import type { BodyOf, Endpoint, ParamsOf, QueryOf, ResponseOf } from '../contract/endpoint.ts';

/**
 * What the client needs of an endpoint at run time. Only the type comes from the contract, so that the schemas and their
 * builder stay out of the browser's download; a method or path that differs from the contract does not compile.
 */
export interface Route<E extends Endpoint> {
  readonly method: E['method'];
  readonly path: E['path'];
  readonly status: E['status'];
  readonly idempotent: E extends { readonly idempotent: true } ? true : false;
  /** Never there at run time: ties the route to its endpoint's types. */
  readonly contract?: E;
}

type Part<K extends string, V> = [V] extends [undefined] ? { readonly [P in K]?: never } : { readonly [P in K]: V };

/** Everything one call needs: parts that the endpoint does not have cannot be given. */
export type CallInput<E extends Endpoint> = Part<'params', ParamsOf<E>> &
  Part<'query', QueryOf<E>> &
  Part<'body', BodyOf<E>> & {
    readonly signal?: AbortSignal;
    /** True: goes out even when the page goes away before the answer. Browsers take bodies of at most 64 KiB so. */
    readonly keepalive?: boolean;
    /** Somebody else's mailbox that the call is made in; left out in one's own. */
    readonly mailboxId?: string;
    /** The grant by which the call is made inside another organisation (inside.ts). */
    readonly grantId?: string;
  } & (E extends { readonly idempotent: true }
    ? { readonly idempotencyKey: string }
    : { readonly idempotencyKey?: never });

/** What a call answers; undefined when there is no content. */
export type CallResult<E extends Endpoint> = E['response'] extends null ? undefined : ResponseOf<E>;

/** Declares a route of one endpoint: `route<typeof sendMessage>()({ … })`. */
export const route =
  <E extends Endpoint>() =>
  (definition: Omit<Route<E>, 'contract'>): Route<E> =>
    definition;
