import type { InstalledMethod } from '@sefos/shared/contract/installation.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireSystemAdministrator } from '../../platform/authorise.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OidcPort } from '../../ports/oidc.port.ts';
import type { OfferedProvider } from '../identification/index.ts';

/** Whoever opens the page often does not ask them often. */
const ASKED_MILLISECONDS = 60_000;
const PATIENCE_MILLISECONDS = 5_000;

export interface InstalledMethodsParts {
  readonly clock: Clock;
  readonly oidc: Pick<OidcPort, 'begin'>;
  readonly providers: readonly OfferedProvider[];
  readonly hasBankId: boolean;
  readonly redirectUri: string;
}

/** What the installation's settings offer to sign in by; read only, since settings are the operator's. */
export class InstalledMethods {
  readonly #parts: InstalledMethodsParts;
  #asked: { readonly at: number; readonly answers: Promise<readonly boolean[]> } | undefined;

  constructor(parts: InstalledMethodsParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-allowed, step-up-required */
  async list(actor: AccountActor): Promise<InstalledMethod[]> {
    requireSystemAdministrator(actor);
    const { providers, hasBankId } = this.#parts;
    const answers = await this.#answers();
    return [
      { key: 'password', label: '', purposes: ['sign-in'], answers: null },
      ...(hasBankId
        ? [{ key: 'bankid', label: 'BankID', purposes: ['step-up' as const, 'link' as const], answers: null }]
        : []),
      ...providers.map(({ key, label, purposes }, index) => ({
        ...{ key, label, purposes: [...purposes] },
        answers: answers[index] ?? false,
      })),
    ];
  }

  #answers(): Promise<readonly boolean[]> {
    const now = this.#parts.clock.now().getTime();
    if (!this.#asked || now - this.#asked.at >= ASKED_MILLISECONDS)
      this.#asked = { at: now, answers: Promise.all(this.#parts.providers.map((provider) => this.#ask(provider))) };
    return this.#asked.answers;
  }

  /** Fetches what a sign-in begins with; nobody is identified and nothing is kept. */
  async #ask({ provider }: OfferedProvider): Promise<boolean> {
    const { oidc, redirectUri } = this.#parts;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MILLISECONDS);
    });
    const begun = oidc.begin(provider, redirectUri).then(
      () => true,
      () => false,
    );
    return Promise.race([begun, late]).finally(() => clearTimeout(timer));
  }
}
