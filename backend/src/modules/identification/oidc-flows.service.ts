import { createHash } from 'node:crypto';
import { equalBytes, hashToken, newToken } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, write } from '../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OidcChecks, OidcIdentity, OidcPort, OidcProvider } from '../../ports/oidc.port.ts';
import type { KeyRing } from '../organisations/index.ts';
import { IdentificationOrderEntity, type IdentificationOrderRow } from './identification.entity.ts';
import { openOrder, sealOrder } from './order-secrets.ts';

export type OidcPurpose = 'sign-in' | 'step-up' | 'link';

/** A provider as the product offers it. */
export interface OfferedProvider {
  readonly key: string;
  readonly label: string;
  readonly provider: OidcProvider;
  readonly purposes: readonly OidcPurpose[];
}

export interface OidcBegin {
  readonly purpose: OidcPurpose;
  /** Session id or a step-up window's (step-up), link session id (link); null for sign-in. */
  readonly subjectId: string | null;
  readonly providerKey: string;
  /** A path inside the product. */
  readonly returnTo: string;
  readonly redirectUri: string;
  readonly loginHint?: string;
  readonly uiLocale?: string;
}

/** Ties the flow to the browser that began it (login CSRF): a short-lived cookie of this name and secret value. */
export interface OidcBinding {
  readonly cookie: string;
  readonly value: string;
}

export interface OidcFlowResult {
  readonly purpose: OidcPurpose;
  readonly subjectId: string | null;
  readonly returnTo: string;
  readonly providerKey: string;
  readonly result:
    | { readonly ok: true; readonly identity: OidcIdentity }
    | {
        readonly ok: false;
        readonly problem: 'identification-cancelled' | 'identification-failed' | 'identification-unavailable';
      };
}

interface FlowSecrets {
  readonly checks: OidcChecks;
  readonly returnTo: string;
  readonly redirectUri: string;
  readonly providerKey: string;
  /** SHA-256, base64. */
  readonly bindingHash: string;
}

export const OIDC_FLOW_SECONDS = 600;
const NO_SECRETS = Buffer.alloc(0);
const INSIDE = /^\/(?![/\\])[^\\\s]*$/;

const failed = () => new DomainError('identification-failed');
const unavailable = () => new DomainError('identification-unavailable');

/** Name of the cookie that binds a flow; one for each flow, so that two tabs do not take each other's. */
export const bindingCookieOf = (state: string): string =>
  `__Host-sefos-oidc-${createHash('sha256').update(state, 'utf8').digest('hex').slice(0, 16)}`;

const problemOf = (error: unknown) => {
  if (!isDomainError(error)) throw error;
  if (error.type === 'oidc-unavailable') return 'identification-unavailable';
  return error.type === 'oidc-refused' && error.facts.reason === 'access_denied'
    ? 'identification-cancelled'
    : 'identification-failed';
};

/** OpenID flows from the start to the callback: state single use and short-lived, checks sealed, bound to one browser. */
export class OidcFlows {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #keyRing: KeyRing;
  readonly #oidc: OidcPort;
  readonly #providers: readonly OfferedProvider[];

  constructor(dependencies: {
    readonly database: Database;
    readonly clock: Clock;
    readonly keyRing: KeyRing;
    readonly oidc: OidcPort;
    readonly providers: readonly OfferedProvider[];
  }) {
    this.#database = dependencies.database;
    this.#clock = dependencies.clock;
    this.#keyRing = dependencies.keyRing;
    this.#oidc = dependencies.oidc;
    this.#providers = dependencies.providers;
  }

  /** Providers offered for a purpose. */
  offered(purpose: OidcPurpose): readonly OfferedProvider[] {
    return this.#providers.filter(({ purposes }) => purposes.includes(purpose));
  }

  /** Where to send the browser. @throws {DomainError} identification-unavailable — also for a provider not offered here */
  async begin(flow: OidcBegin): Promise<{ readonly url: string; readonly binding: OidcBinding }> {
    const { purpose, subjectId, providerKey, returnTo, redirectUri, loginHint, uiLocale } = flow;
    if (!INSIDE.test(returnTo)) throw new TypeError('returnTo is a path inside the product');
    const { url, checks } = await this.#oidc
      .begin(this.#provider(purpose, providerKey), redirectUri, {
        ...(loginHint === undefined ? {} : { loginHint }),
        ...(uiLocale === undefined ? {} : { uiLocale }),
      })
      .catch((error: unknown) => {
        throw isDomainError(error) ? unavailable() : error;
      });
    const now = this.#clock.now().getTime();
    const id = newId(now);
    const value = newToken();
    const secrets: FlowSecrets = {
      checks,
      returnTo,
      redirectUri,
      providerKey,
      bindingHash: hashToken(value).toString('base64'),
    };
    await this.#database.commit([
      insert(IdentificationOrderEntity, {
        id,
        kind: 'oidc',
        purpose,
        subject_id: subjectId,
        state_hash: hashToken(checks.state),
        sealed: await sealOrder(this.#keyRing, id, secrets),
        created_at: now,
        expires_at: now + OIDC_FLOW_SECONDS * 1000,
      }),
    ]);
    return { url, binding: { cookie: bindingCookieOf(checks.state), value } };
  }

  /**
   * Ends the flow that the callback's `state` names, once: the provider's answer is checked after the flow is taken.
   * @param binding what the browser's cookie `bindingCookieOf(state)` holds
   * @throws {DomainError} identification-failed — no such flow, expired, used, or begun in another browser
   */
  async complete(params: URLSearchParams, binding: string | undefined): Promise<OidcFlowResult> {
    const now = this.#clock.now().getTime();
    const row = await this.#database.get<IdentificationOrderRow>(
      "select * from identification_order where kind = 'oidc' and state_hash = ? and finished_at is null and expires_at > ?",
      hashToken(params.get('state') ?? ''),
      now,
    );
    if (!row) throw failed();
    const secrets = await openOrder<FlowSecrets>(this.#keyRing, row.id, row.sealed);
    if (!equalBytes(hashToken(binding ?? ''), Buffer.from(secrets.bindingHash, 'base64'))) throw failed();
    await this.#database.commit([
      guard(
        write(
          'update identification_order set finished_at = ?, sealed = ? where id = ? and finished_at is null',
          now,
          NO_SECRETS,
          row.id,
        ),
        failed,
      ),
    ]);
    const { returnTo, providerKey } = secrets;
    const purpose = row.purpose as OidcPurpose;
    const result = await this.#identify(purpose, secrets, params);
    return { purpose, subjectId: row.subject_id, returnTo, providerKey, result };
  }

  async #identify(
    purpose: OidcPurpose,
    { providerKey, redirectUri, checks }: FlowSecrets,
    params: URLSearchParams,
  ): Promise<OidcFlowResult['result']> {
    try {
      const provider = this.#provider(purpose, providerKey);
      return { ok: true, identity: await this.#oidc.complete(provider, redirectUri, params, checks) };
    } catch (error) {
      return { ok: false, problem: problemOf(error) };
    }
  }

  #provider(purpose: OidcPurpose, key: string): OidcProvider {
    const offered = this.offered(purpose).find((one) => one.key === key);
    if (!offered) throw unavailable();
    return offered.provider;
  }
}
