import type { LinkView } from '@sefos/shared/contract/links.ts';
import type { BankIdView } from '@sefos/shared/contract/sign-in.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { METHOD_LEVEL } from '@sefos/shared/domain/levels.ts';
import { blindIndex, equalBytes, hashToken } from '../../crypto/index.ts';
import type { LinkActor } from '../../platform/actor.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import {
  type BankIdOrders,
  networkOf,
  OIDC_CALLBACK_PATH,
  type OidcBinding,
  type OidcFlowResult,
  type OidcFlows,
} from '../identification/index.ts';
import type { ExternalLinkRow } from './link.entity.ts';
import { actorOf, wayOf } from './link-sessions.service.ts';
import { type LinkSteps, type LinkStepsParts, requireMethod, WRONG } from './link-steps.service.ts';
import { linkEntry } from './links.audit.ts';
import { sessionLives } from './links.domain.ts';
import { LinkChanged } from './links.repository.ts';
import { bankIdText } from './links.texts.ts';
import type { LinkTries } from './links.tries.service.ts';

export interface LinkIdentificationParts extends LinkStepsParts {
  readonly steps: LinkSteps;
  readonly tries: LinkTries;
  readonly bankId: BankIdOrders;
  readonly oidc: OidcFlows;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
}

/** The steps of somebody who followed a link: her address, then exactly the method that the sender chose, and no other. Codes: LinkCodes. */
export class LinkIdentification {
  readonly #parts: LinkIdentificationParts;

  constructor(parts: LinkIdentificationParts) {
    this.#parts = parts;
  }

  /**
   * The reader's own e-mail address, at her own link; with method e-mail that identifies her, for the link was in her mailbox.
   * @throws {DomainError} link-address-wrong {triesLeft}, link-locked, link-expired, link-recalled, too-many-requests, not-allowed —
   * a session from a shared link, which has an address and must not guess or prove anything here
   */
  async confirmAddress(actor: LinkActor, email: string): Promise<LinkView> {
    const { steps, repository, limiter, tries } = this.#parts;
    if (actor.way === 'shared') throw new DomainError('not-allowed');
    const link = await steps.usable(actor.linkId, actor.way);
    const network = networkOf(actor.ip);
    await limiter.check('link-address', network, WRONG);
    const given = normaliseEmail(email) ?? '';
    // Hashes have one length, so that the comparison tells nothing of the address's.
    if (!equalBytes(hashToken(given), hashToken(link.address))) {
      const what = { kind: 'wrong-address', action: 'link.address-wrong' } as const;
      const triesLeft = await tries.wrong(actor, what);
      await limiter.hit('link-address', network, WRONG);
      throw new DomainError('link-address-wrong', { triesLeft });
    }
    const now = steps.now();
    return steps.advance(actor, [
      repository.usable(link.id, actor.way, now),
      repository.confirmAddress(actor.sessionId, now),
      linkEntry(link, 'link.address-confirmed', actor, now),
      ...(link.method === 'email' ? steps.identified(link, actor) : []),
    ]);
  }

  /** @throws {DomainError} not-allowed, identification-unavailable, too-many-requests */
  async beginBankId(actor: LinkActor): Promise<BankIdView> {
    const { steps, bankId, organisations, publicUrl } = this.#parts;
    const link = await steps.usable(actor.linkId, actor.way);
    requireMethod(actor, 'bankid');
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
    const { steps, bankId, tries } = this.#parts;
    const link = await steps.usable(actor.linkId, actor.way);
    requireMethod(actor, 'bankid');
    const decide = async (person: { readonly personalNumber: string }) =>
      (await this.#isAddressee(link, person.personalNumber))
        ? { statements: steps.identified(link, actor) }
        : { statements: await tries.told(link, actor, WRONG_PERSON), refusal: new DomainError('wrong-person') };
    try {
      const { view } = await bankId.collect(orderId, { purpose: 'link', subjectId: actor.sessionId, decide });
      return view;
    } catch (error) {
      // Logged and told with the order's end; what is left is to count it.
      if (isDomainError(error, 'wrong-person')) await tries.wrong(actor);
      if (!(error instanceof LinkChanged)) throw error;
      // Says why when the link or the session has ended; otherwise this session was identified a moment ago.
      await steps.present(actor);
      return { orderId, status: 'complete', hint: null, autoStartToken: null, qr: null };
    }
  }

  /** @throws {DomainError} not-found */
  async cancelBankId(actor: LinkActor, orderId: string): Promise<void> {
    await this.#parts.bankId.cancel(orderId, { purpose: 'link', subjectId: actor.sessionId });
  }

  /** @throws {DomainError} not-allowed, identification-unavailable */
  async beginOidc(actor: LinkActor): Promise<{ readonly url: string; readonly binding: OidcBinding }> {
    const { steps, oidc, publicUrl } = this.#parts;
    const link = await steps.usable(actor.linkId, actor.way);
    requireMethod(actor, 'freja', 'siths');
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
    const { steps, repository, tries, database } = this.#parts;
    const session = await repository.session(flow.subjectId ?? '');
    if (!session || !sessionLives(session, steps.now())) throw new DomainError('link-session-ended');
    const link = await steps.usable(session.link_id, wayOf(session));
    const actor = actorOf(session, link, ip);
    requireMethod(actor, 'freja', 'siths');
    const { result } = flow;
    const problem = result.ok ? null : result.problem;
    const personalNumber = result.ok ? result.identity.personalNumber : undefined;
    const level = result.ok ? result.identity.level : 0;
    if (flow.providerKey !== link.method || !personalNumber || level < METHOD_LEVEL[actor.method]) {
      const type = problem ?? 'identification-failed';
      const facts = { problem: type };
      await database.commit([linkEntry(link, 'link.identification-failed', actor, steps.now(), { facts })]);
      throw new DomainError(type);
    }
    if (!(await this.#isAddressee(link, personalNumber))) {
      await tries.wrong(actor, WRONG_PERSON);
      throw new DomainError('wrong-person');
    }
    await steps.advance(actor, steps.identified(link, actor));
    return flow.returnTo;
  }

  async #isAddressee(link: ExternalLinkRow, personalNumber: string): Promise<boolean> {
    const indexKey = await this.#parts.organisations.indexKey(link.organisation_id);
    const given = blindIndex(indexKey, 'personal-number', personalNumber);
    return link.personal_number_index !== null && equalBytes(given, link.personal_number_index);
  }
}

const WRONG_PERSON = { kind: 'wrong-person', action: 'link.wrong-person' } as const;
