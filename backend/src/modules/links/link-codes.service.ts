import type { LinkCodeChallenge, LinkView } from '@sefos/shared/contract/links.ts';
import type { CodeChallenge } from '@sefos/shared/contract/sign-in.ts';
import { blindIndex } from '../../crypto/index.ts';
import type { LinkActor } from '../../platform/actor.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import { type CodeDestination, type CodePurpose, networkOf, type OneTimeCodes } from '../identification/index.ts';
import type { ExternalLinkRow } from './link.entity.ts';
import { codeMail } from './link-code.mail.ts';
import { type LinkSteps, type LinkStepsParts, requireMethod, WRONG } from './link-steps.service.ts';
import { linkEntry } from './links.audit.ts';
import { type LinkWay, SHARED_SENDS } from './links.domain.ts';
import { LinkChanged } from './links.repository.ts';
import { phoneOf } from './links.service.ts';
import { codeText } from './links.texts.ts';
import type { LinkTries } from './links.tries.service.ts';

const SENDS = { limit: 60, windowSeconds: 3600 };
/** Asking, of one session: what one reader asks silences nobody else. */
const ASKS = { limit: 60, windowSeconds: 3600 };

/** Why no other code is sent now, though the one before may be on its way. */
const NO_MORE = ['code-resend-too-soon', 'code-send-limit', 'too-many-requests'];

/** Ways of identification whose proof is a code: to the number that the sender gave, or to the address that was named. */
export type CodeMethod = 'sms' | 'email-code';

export interface LinkCodesParts extends LinkStepsParts {
  readonly steps: LinkSteps;
  readonly tries: LinkTries;
  readonly codes: OneTimeCodes;
  /** Address that mails come from. */
  readonly mailFrom: string;
}

/** Codes of the two ways in are apart: what somebody with the shared link tries uses up no code of the reader's own link. */
const purposeOf = (way: LinkWay): CodePurpose => (way === 'shared' ? 'shared-link' : 'link');

/** One-time codes to somebody who followed a link. */
export class LinkCodes {
  readonly #parts: LinkCodesParts;

  constructor(parts: LinkCodesParts) {
    this.#parts = parts;
  }

  /**
   * Sends a code; answers the one that is on its way when it is too soon for another.
   * @throws {DomainError} not-allowed — another method, or before the address; code-resend-too-soon, code-send-limit, sms-not-sent,
   * mail-not-sent, too-many-requests, and why the link leads nowhere
   */
  async send(actor: LinkActor, method: CodeMethod): Promise<LinkCodeChallenge> {
    const { steps, limiter, codes, repository } = this.#parts;
    const link = await steps.usable(actor.linkId, actor.way);
    requireMethod(actor, method);
    const destination = await this.#destination(link, method);
    const purpose = purposeOf(actor.way);
    await limiter.hit('link-code-asks', actor.sessionId, ASKS);
    const alongside = [repository.sameNumber(link), linkEntry(link, 'link.code-sent', actor, steps.now())];
    try {
      await this.#limited(actor, (limit) => limiter.check(limit.name, link.id, limit));
      const sent = await this.#counted(actor, () =>
        codes.send({ purpose, subjectId: link.id, ...destination, alongside }),
      );
      // Two at once are one: the pause between sends lets no more through.
      await this.#limited(actor, (limit) => limiter.hit(limit.name, link.id, limit));
      return told(sent, actor);
    } catch (error) {
      // The sender has given another number in the meantime: this session has ended with the old one.
      if (error instanceof LinkChanged) throw new DomainError('link-session-ended');
      // A page that was reloaded, as telephones do: the code that is on its way serves it as well.
      const pending = NO_MORE.some((type) => isDomainError(error, type)) ? await codes.pending(purpose, link.id) : null;
      if (!pending || Date.parse(pending.resendAt) <= steps.now()) throw error;
      return told(pending, actor);
    }
  }

  /** @throws {DomainError} code-wrong {triesLeft}, code-too-many-tries, code-expired, link-locked, not-allowed, too-many-requests */
  async verify(
    actor: LinkActor,
    method: CodeMethod,
    given: { readonly challengeId: string; readonly code: string },
  ): Promise<LinkView> {
    const { steps, limiter, codes } = this.#parts;
    const link = await steps.usable(actor.linkId, actor.way);
    requireMethod(actor, method);
    await limiter.check('link-codes', networkOf(actor.ip), WRONG);
    try {
      const alongside = () => steps.identified(link, actor);
      await codes.verify({ ...given, purpose: purposeOf(actor.way), subjectId: link.id, alongside });
    } catch (error) {
      if (error instanceof LinkChanged) return steps.present(actor);
      throw await this.#afterWrong(error, actor);
    }
    await this.#limited(actor, ({ name }) => limiter.reset(name, link.id));
    return steps.present(actor);
  }

  async #destination(link: ExternalLinkRow, method: CodeMethod): Promise<CodeDestination> {
    const { organisations, subjects, mailFrom } = this.#parts;
    if (method === 'email-code') {
      const { name, switchboard } = await organisations.get(link.organisation_id);
      const indexKey = await organisations.indexKey(link.organisation_id);
      const facts = { language: link.language, to: link.address, from: mailFrom, organisation: name, switchboard };
      return {
        addressKey: blindIndex(indexKey, 'email', link.address),
        mailFor: (code, challengeId) => ({
          ...codeMail({ ...facts, code, challengeId }),
          organisationId: link.organisation_id,
        }),
      };
    }
    const phone = phoneOf(link, await subjects.messageKey(link.id));
    if (!phone || !link.phone_index) throw new DomainError('not-allowed');
    return { phone, phoneKey: link.phone_index, textFor: (code) => codeText(link.language, code) };
  }

  /** Counts a send at the network, and takes it back when nothing was sent: sends at once are no more than sends in turn. */
  async #counted(actor: LinkActor, send: () => Promise<CodeChallenge>): Promise<CodeChallenge> {
    const { limiter } = this.#parts;
    const network = networkOf(actor.ip);
    try {
      await limiter.hit('link-code-sends', network, SENDS);
      return await send();
    } catch (error) {
      await limiter.giveBack('link-code-sends', network);
      throw error;
    }
  }

  /** Does the same with each limit of the shared way, and nothing on the other. */
  async #limited({ way }: LinkActor, work: (limit: (typeof SHARED_SENDS)[number]) => Promise<void>): Promise<void> {
    if (way === 'personal') return;
    for (const limit of SHARED_SENDS)
      await work(limit).catch((error: unknown) => {
        throw isDomainError(error, 'too-many-requests') ? new DomainError('code-send-limit', error.facts) : error;
      });
  }

  /** Counts a code that was looked at and was wrong. @throws {DomainError} link-locked */
  async #afterWrong(error: unknown, actor: LinkActor): Promise<unknown> {
    if (!isDomainError(error) || typeof error.facts.triesLeft !== 'number') return error;
    const { limiter, tries } = this.#parts;
    // All tries of a code used up: whoever it is does not have the telephone or the mailbox.
    const kind = error.facts.triesLeft === 0 ? 'wrong-person' : 'wrong-code';
    const left = await tries.wrong(actor, { kind, action: 'link.code-wrong' });
    await limiter.hit('link-codes', networkOf(actor.ip), WRONG);
    return new DomainError(error.type, { triesLeft: Math.min(left, error.facts.triesLeft) });
  }
}

/** Nobody has proved anything at a shared link: she is not told the digits of a number that may be somebody else's. */
const told = ({ maskedPhone, ...challenge }: CodeChallenge, { way }: LinkActor): LinkCodeChallenge => ({
  ...challenge,
  maskedPhone: way === 'shared' || maskedPhone === '' ? null : maskedPhone,
});
