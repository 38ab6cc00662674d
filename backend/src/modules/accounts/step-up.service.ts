import type { BankIdView } from '@sefos/shared/contract/sign-in.ts';
import type { AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { accountEntry } from './accounts.audit.ts';
import { isAccountProvider, stepUpLevel } from './accounts.domain.ts';
import type { FinishedFlow, FlowBinding, SignInFlows, StepUpOrders } from './accounts.ports.ts';
import type { Account, AccountsService } from './accounts.service.ts';
import { stepUpText } from './accounts.texts.ts';
import type { LiveSession, Sessions } from './sessions.service.ts';

export interface StepUpParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  readonly sessions: Sessions;
  /** Null: BankID is not set up here. */
  readonly bankId: StepUpOrders | null;
  readonly oidc: SignInFlows;
  readonly redirectUri: string;
}

export interface StepUpChoice {
  readonly kind: 'bankid' | 'oidc';
  readonly provider: string | null;
  readonly label: string;
  readonly level: AssuranceLevel;
}

/** The page that tells its opener, and closes. */
export const STEP_UP_DONE = '/step-up/done';

/** Raises a session's level: the eID must be of the account's own personnummer. */
export class StepUp {
  readonly #parts: StepUpParts;

  constructor(parts: StepUpParts) {
    this.#parts = parts;
  }

  /** Ways that would raise a session of `level`, strongest first; none without a personnummer to compare with. */
  choices(account: Account, level: AssuranceLevel): StepUpChoice[] {
    if (!account.hasPersonalNumber) return [];
    const bankId: StepUpChoice[] = this.#parts.bankId
      ? [{ kind: 'bankid', provider: null, label: 'BankID', level: stepUpLevel('bankid') }]
      : [];
    const oidc = this.#parts.oidc
      .offered('step-up')
      .flatMap(({ key, label }): StepUpChoice[] =>
        isAccountProvider(key) ? [{ kind: 'oidc', provider: key, label, level: stepUpLevel(key) }] : [],
      );
    return [...bankId, ...oidc].filter((choice) => choice.level > level).sort((a, b) => b.level - a.level);
  }

  /** @throws {DomainError} no-personal-number, identification-unavailable, too-many-requests */
  async beginBankId(actor: AccountActor): Promise<BankIdView> {
    const { accounts, bankId, organisations } = this.#parts;
    if (!bankId) throw new DomainError('identification-unavailable');
    const account = await accounts.find(actor.accountId);
    const personalNumber = account && (await accounts.personalNumberOf(account));
    if (!personalNumber) throw new DomainError('no-personal-number');
    const { name } = await organisations.get(actor.organisationId);
    const visibleText = stepUpText(actor.language, name);
    return bankId.begin({ purpose: 'step-up', subjectId: actor.sessionId, ip: actor.ip, personalNumber, visibleText });
  }

  /**
   * Where the order stands. With its completion the session is raised and has a new token, which is answered.
   * @throws {DomainError} wrong-person, not-found
   */
  async collectBankId(
    actor: AccountActor,
    orderId: string,
  ): Promise<{ readonly view: BankIdView; readonly token: string | null }> {
    const { bankId, clock, sessions } = this.#parts;
    if (!bankId) throw new DomainError('not-found');
    const { accountId: id, organisationId, ip, sessionId } = actor;
    const level = stepUpLevel('bankid');
    const renewal = sessions.renew(sessionId, { level, method: 'bankid' });
    const { view, person } = await bankId.collect(orderId, {
      purpose: 'step-up',
      subjectId: sessionId,
      decide: async ({ personalNumber }) => {
        const now = clock.now().getTime();
        if (await this.#isOwn(id, personalNumber))
          return {
            statements: [
              renewal.statement,
              accountEntry({ id, organisationId }, { action: 'session.stepped-up', ip, method: 'bankid', level }, now),
            ],
          };
        const outcome = { action: 'session.step-up-failed', ip, method: 'bankid', reason: 'wrong-person' } as const;
        return {
          statements: [accountEntry({ id, organisationId }, outcome, now)],
          refusal: new DomainError('wrong-person'),
        };
      },
    });
    return { view, token: person ? renewal.token : null };
  }

  /** Whether accounts can step up at this OpenID provider here. */
  offersOidc(provider: string): boolean {
    return isAccountProvider(provider) && this.#parts.oidc.offered('step-up').some(({ key }) => key === provider);
  }

  /** Where to send the browser. @throws {DomainError} identification-unavailable — also for a provider not offered */
  async beginOidc(
    begun: { readonly subjectId: string; readonly language: string; readonly returnTo: string },
    provider: string,
  ): Promise<{ readonly url: string; readonly binding: FlowBinding }> {
    const { oidc, redirectUri } = this.#parts;
    const { subjectId, language: uiLocale, returnTo } = begun;
    if (!isAccountProvider(provider)) throw new DomainError('identification-unavailable');
    return oidc.begin({ purpose: 'step-up', subjectId, providerKey: provider, returnTo, redirectUri, uiLocale });
  }

  /**
   * Raises the browser's session that the flow was begun in, and answers its new token. The callback comes from the provider, so the
   * session's own cookie (SameSite=Strict) is not with it: the flow's binding stands for the browser.
   * @throws {DomainError} not-signed-in, wrong-person, identification-cancelled, -failed, -unavailable
   */
  async completeOidc(flow: FinishedFlow, ip: string): Promise<string> {
    const { clock, database, sessions } = this.#parts;
    const method = flow.providerKey;
    const session = flow.subjectId === null ? null : await sessions.find(flow.subjectId);
    if (session?.host !== 'web' || !isAccountProvider(method)) throw new DomainError('not-signed-in');
    const level = await this.reached(flow, session, ip);
    const renewal = sessions.renew(session.id, { level, method });
    const outcome = { action: 'session.stepped-up', ip, method, level } as const;
    await database.commit([renewal.statement, accountEntry(session.account, outcome, clock.now().getTime())]);
    return renewal.token;
  }

  /**
   * The level that a flow would raise a session to; a failure is logged.
   * @throws {DomainError} wrong-person, identification-cancelled, -failed, -unavailable
   */
  async reached(flow: FinishedFlow, session: LiveSession, ip: string): Promise<AssuranceLevel> {
    const { clock, database } = this.#parts;
    try {
      return await this.#check(flow, session);
    } catch (error) {
      if (isDomainError(error)) {
        const outcome = {
          action: 'session.step-up-failed',
          ip,
          method: flow.providerKey,
          host: session.host,
          reason: error.type,
        } as const;
        await database.commit([accountEntry(session.account, outcome, clock.now().getTime())]);
      }
      throw error;
    }
  }

  async #check({ result }: FinishedFlow, { account, level: has }: LiveSession): Promise<AssuranceLevel> {
    if (!result.ok) throw new DomainError(result.problem);
    const { level, personalNumber } = result.identity;
    if (!personalNumber) throw new DomainError('identification-failed');
    if (!(await this.#isOwn(account.id, personalNumber))) throw new DomainError('wrong-person');
    // An identity weaker than what the session has raises nothing.
    if (level <= has) throw new DomainError('identification-failed');
    return level;
  }

  async #isOwn(accountId: string, personalNumber: string): Promise<boolean> {
    const { accounts } = this.#parts;
    const account = await accounts.find(accountId);
    return account !== null && (await accounts.hasPersonalNumber(account, personalNumber)) === true;
  }
}
