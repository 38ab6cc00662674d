import type { LinkView } from '@sefos/shared/contract/links.ts';
import type { BankIdView, CodeChallenge } from '@sefos/shared/contract/sign-in.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { type ExternalMethod, METHOD_LEVEL } from '@sefos/shared/domain/levels.ts';
import { blindIndex, equalBytes, hashToken } from '../../crypto/index.ts';
import type { LinkActor } from '../../platform/actor.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import {
  type BankIdOrders,
  networkOf,
  OIDC_CALLBACK_PATH,
  type OidcBinding,
  type OidcFlowResult,
  type OidcFlows,
  type OneTimeCodes,
} from '../identification/index.ts';
import type { ExternalLinkRow } from './link.entity.ts';
import { actorOf, type LinkSessionParts, type LinkSessions } from './link-sessions.service.ts';
import { linkEntry } from './links.audit.ts';
import { endOf, lockOf, sessionLives } from './links.domain.ts';
import { LinkChanged } from './links.repository.ts';
import { phoneOf } from './links.service.ts';
import { bankIdText, codeText } from './links.texts.ts';
import type { LinkTries } from './links.tries.service.ts';

/** Wrong addresses and wrong codes of one network, over all links. */
export const WRONG = { limit: 30, windowSeconds: 600 };
const SENDS = { limit: 60, windowSeconds: 3600 };

export interface LinkIdentificationParts extends LinkSessionParts {
  readonly sessions: LinkSessions;
  readonly tries: LinkTries;
  readonly codes: OneTimeCodes;
  readonly bankId: BankIdOrders;
  readonly oidc: OidcFlows;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
}

const notAllowed = () => new DomainError('not-allowed');

/** The steps of somebody who followed a link: her address, then exactly the method that the sender chose, and no other. */
export class LinkIdentification {
  readonly #parts: LinkIdentificationParts;

  constructor(parts: LinkIdentificationParts) {
    this.#parts = parts;
  }

  /**
   * The reader's own e-mail address; with method e-mail that identifies her.
   * @throws {DomainError} link-address-wrong {triesLeft}, link-locked, link-expired, link-recalled, too-many-requests
   */
  async confirmAddress(actor: LinkActor, email: string): Promise<LinkView> {
    const { repository, limiter, tries } = this.#parts;
    const link = await this.#usable(actor.linkId);
    const network = networkOf(actor.ip);
    await limiter.check('link-address', network, WRONG);
    const given = normaliseEmail(email) ?? '';
    // Hashes have one length, so that the comparison tells nothing of the address's.
    if (!equalBytes(hashToken(given), hashToken(link.address))) {
      const what = { kind: 'wrong-address', action: 'link.address-wrong' } as const;
      const triesLeft = await tries.wrong(link.id, actor.ip, what);
      await limiter.hit('link-address', network, WRONG);
      throw new DomainError('link-address-wrong', { triesLeft });
    }
    const now = this.#now();
    return this.#advance(actor, [
      repository.usable(link.id, now),
      repository.confirmAddress(actor.sessionId, now),
      linkEntry(link, 'link.address-confirmed', actor.ip, now),
      ...(link.method === 'email' ? this.#identified(link, actor.sessionId, actor.ip) : []),
    ]);
  }

  /**
   * A code to the number that the sender gave.
   * @throws {DomainError} not-allowed — another method, or before the address; code-resend-too-soon, code-send-limit, sms-not-sent
   */
  async sendCode(actor: LinkActor): Promise<CodeChallenge> {
    const { limiter, codes, subjects } = this.#parts;
    const link = await this.#usable(actor.linkId);
    this.#require(actor, link, 'sms');
    const phone = phoneOf(link, await subjects.messageKey(link.id));
    if (!phone || !link.phone_index) throw notAllowed();
    await limiter.hit('link-code-sends', networkOf(actor.ip), SENDS);
    try {
      return await codes.send({
        purpose: 'link',
        subjectId: link.id,
        phone,
        phoneKey: link.phone_index,
        textFor: (code) => codeText(link.language, code),
        alongside: [linkEntry(link, 'link.code-sent', actor.ip, this.#now())],
      });
    } catch (error) {
      // A page that was reloaded, as telephones do: the code that is on its way serves it as well.
      const pending = isDomainError(error, 'code-resend-too-soon') ? await codes.pending('link', link.id) : null;
      if (!pending) throw error;
      return pending;
    }
  }

  /** @throws {DomainError} code-wrong {triesLeft}, code-too-many-tries, code-expired, link-locked, not-allowed, too-many-requests */
  async verifyCode(
    actor: LinkActor,
    given: { readonly challengeId: string; readonly code: string },
  ): Promise<LinkView> {
    const { limiter, codes } = this.#parts;
    const link = await this.#usable(actor.linkId);
    this.#require(actor, link, 'sms');
    await limiter.check('link-codes', networkOf(actor.ip), WRONG);
    try {
      await codes.verify({
        ...given,
        purpose: 'link',
        subjectId: link.id,
        alongside: () => this.#identified(link, actor.sessionId, actor.ip),
      });
    } catch (error) {
      if (error instanceof LinkChanged) return this.#present(actor);
      throw await this.#afterWrongCode(error, actor);
    }
    return this.#present(actor);
  }

  /** @throws {DomainError} not-allowed, identification-unavailable, too-many-requests */
  async beginBankId(actor: LinkActor): Promise<BankIdView> {
    const { bankId, organisations, publicUrl } = this.#parts;
    const link = await this.#usable(actor.linkId);
    this.#require(actor, link, 'bankid');
    const organisation = await organisations.get(link.organisation_id);
    // Whom we expect is known as a blind index only: who came is compared afterwards.
    return bankId.begin({
      purpose: 'link',
      subjectId: actor.sessionId,
      ip: actor.ip,
      visibleText: bankIdText(link.language, organisation.name),
      returnUrl: `${publicUrl}/m/${link.id}`,
    });
  }

  /** @throws {DomainError} wrong-person, not-found, not-allowed, link-locked, link-expired, link-recalled */
  async collectBankId(actor: LinkActor, orderId: string): Promise<BankIdView> {
    const { bankId, tries } = this.#parts;
    const link = await this.#usable(actor.linkId);
    this.#require(actor, link, 'bankid');
    const decide = async (person: { readonly personalNumber: string }) =>
      (await this.#isAddressee(link, person.personalNumber))
        ? { statements: this.#identified(link, actor.sessionId, actor.ip) }
        : { statements: await tries.told(link, actor.ip, WRONG_PERSON), refusal: new DomainError('wrong-person') };
    try {
      const { view } = await bankId.collect(orderId, { purpose: 'link', subjectId: actor.sessionId, decide });
      return view;
    } catch (error) {
      // Logged and told with the order's end; what is left is to count it.
      if (isDomainError(error, 'wrong-person')) await tries.wrong(link.id, actor.ip);
      if (!(error instanceof LinkChanged)) throw error;
      // Says why when the link or the session has ended; otherwise this session was identified a moment ago.
      await this.#present(actor);
      return { orderId, status: 'complete', hint: null, autoStartToken: null, qr: null };
    }
  }

  /** @throws {DomainError} not-found */
  async cancelBankId(actor: LinkActor, orderId: string): Promise<void> {
    await this.#parts.bankId.cancel(orderId, { purpose: 'link', subjectId: actor.sessionId });
  }

  /** @throws {DomainError} not-allowed, identification-unavailable */
  async beginOidc(actor: LinkActor): Promise<{ readonly url: string; readonly binding: OidcBinding }> {
    const { oidc, publicUrl } = this.#parts;
    const link = await this.#usable(actor.linkId);
    this.#require(actor, link, 'freja', 'siths');
    return oidc.begin({
      purpose: 'link',
      subjectId: actor.sessionId,
      providerKey: link.method,
      returnTo: `/m/${link.id}`,
      redirectUri: publicUrl + OIDC_CALLBACK_PATH,
      uiLocale: link.language,
    });
  }

  /**
   * The end of a flow that beginOidc began; answers the path to go to.
   * @throws {DomainError} wrong-person, identification-failed, identification-cancelled, identification-unavailable, link-session-ended,
   * link-locked, link-expired, link-recalled
   */
  async completeOidc(flow: OidcFlowResult, ip: string): Promise<string> {
    const { repository, tries, database } = this.#parts;
    const session = await repository.session(flow.subjectId ?? '');
    if (!session || !sessionLives(session, this.#now())) throw new DomainError('link-session-ended');
    const link = await this.#usable(session.link_id);
    const actor = actorOf(session, link, ip);
    this.#require(actor, link, 'freja', 'siths');
    const { result } = flow;
    const problem = result.ok ? null : result.problem;
    const personalNumber = result.ok ? result.identity.personalNumber : undefined;
    const level = result.ok ? result.identity.level : 0;
    if (flow.providerKey !== link.method || !personalNumber || level < METHOD_LEVEL[actor.method]) {
      const type = problem ?? 'identification-failed';
      const facts = { problem: type };
      await database.commit([linkEntry(link, 'link.identification-failed', ip, this.#now(), { facts })]);
      throw new DomainError(type);
    }
    if (!(await this.#isAddressee(link, personalNumber))) {
      await tries.wrong(link.id, ip, WRONG_PERSON);
      throw new DomainError('wrong-person');
    }
    await this.#advance(actor, this.#identified(link, session.id, ip));
    return flow.returnTo;
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }

  async #usable(linkId: string): Promise<ExternalLinkRow> {
    const link = await this.#parts.repository.link(linkId);
    if (!link) throw new DomainError('link-not-found');
    const now = this.#now();
    const refusal = endOf(link, now) ?? lockOf(link, now);
    if (refusal) throw refusal;
    return link;
  }

  #require(actor: LinkActor, link: ExternalLinkRow, ...methods: readonly ExternalMethod[]): void {
    if (!actor.addressConfirmed || !methods.some((method) => method === link.method)) throw notAllowed();
  }

  async #isAddressee(link: ExternalLinkRow, personalNumber: string): Promise<boolean> {
    const indexKey = await this.#parts.organisations.indexKey(link.organisation_id);
    const given = blindIndex(indexKey, 'personal-number', personalNumber);
    return link.personal_number_index !== null && equalBytes(given, link.personal_number_index);
  }

  /** The writes that make the session an identified one; refused when link or session has ended in the meantime. */
  #identified(link: ExternalLinkRow, sessionId: string, ip: string): Statement[] {
    const { repository } = this.#parts;
    const now = this.#now();
    const level = METHOD_LEVEL[link.method as ExternalMethod];
    return [
      repository.usable(link.id, now),
      repository.identify(sessionId, link.method, now),
      linkEntry(link, 'link.identified', ip, now, { level }),
    ];
  }

  async #advance(actor: LinkActor, statements: readonly Statement[]): Promise<LinkView> {
    try {
      await this.#parts.database.commit(statements);
    } catch (error) {
      // Done already, or the link or the session has ended: the rows say which.
      if (!(error instanceof LinkChanged)) throw error;
    }
    return this.#present(actor);
  }

  /** The view of the rows as they are now. @throws {DomainError} link-session-ended, and why the link has ended or is locked */
  async #present(actor: LinkActor): Promise<LinkView> {
    const { repository, sessions } = this.#parts;
    const session = await repository.session(actor.sessionId);
    const link = await repository.link(actor.linkId);
    if (!session || !link || !sessionLives(session, this.#now())) throw new DomainError('link-session-ended');
    return sessions.view(actorOf(session, link, actor.ip));
  }

  /** Counts a code that was looked at and was wrong. @throws {DomainError} link-locked */
  async #afterWrongCode(error: unknown, actor: LinkActor): Promise<unknown> {
    if (!isDomainError(error) || typeof error.facts.triesLeft !== 'number') return error;
    const { limiter, tries } = this.#parts;
    const left = await tries.wrong(actor.linkId, actor.ip, { kind: 'wrong-code', action: 'link.code-wrong' });
    await limiter.hit('link-codes', networkOf(actor.ip), WRONG);
    return new DomainError(error.type, { triesLeft: Math.min(left, error.facts.triesLeft) });
  }
}

const WRONG_PERSON = { kind: 'wrong-person', action: 'link.wrong-person' } as const;
