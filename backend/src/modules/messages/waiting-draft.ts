import type { SaveDraft } from '@sefos/shared/contract/drafts.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import { requireCarriable } from './forward.service.ts';
import {
  countMissingDetails,
  downloadLimit,
  normaliseRecipients,
  type RequestedRecipient,
  requireLinkDay,
} from './messages.policy.ts';
import type { SendServiceParts } from './send.service.ts';
import { answeredBy, forwardedBy, sendingRules, withKnownDetails } from './sending-rules.ts';

const invalid = (field: string): DomainError => new DomainError('invalid-request', { field });

const requested = ({ recipients }: SaveDraft): RequestedRecipient[] =>
  recipients.map(({ kind, address, external }) => {
    if ((external?.openText ?? '').length > LIMITS.openTextCharacters) throw invalid('openText');
    const method = external?.method;
    return { kind, address, ...(external && method ? { external: { ...external, method } } : {}) };
  });

/**
 * How many recipients of a draft lack a number or personnummer, when it lacks nothing else that sending asks for: such a draft may wait
 * for them. What only the instant of sending can tell (the end of the sender's day, another send) is left to it.
 * @throws {DomainError} as contract/messages.ts sendMessage
 */
export const makeMissingDetails =
  ({
    organisations,
    mailboxes,
    access,
    attachments,
    knownRecipients,
  }: Omit<SendServiceParts, 'drafts' | 'writer' | 'autoReplies'>) =>
  async (actor: AccountActor, draft: SaveDraft, now: number): Promise<number> => {
    const { assuranceLevel, uploadIds, inReplyTo, forwardOf } = draft;
    if (assuranceLevel === null) throw invalid('assuranceLevel');
    if (draft.recipients.length === 0) throw invalid('recipients');
    if (draft.recipients.length > LIMITS.recipientsPerMessage)
      throw new DomainError('recipients-too-many', { most: LIMITS.recipientsPerMessage });
    if (cleanLine(draft.subject) === '' || draft.subject.trim().length > LIMITS.subjectCharacters)
      throw invalid('subject');
    const rules = await sendingRules(organisations, actor.organisationId, assuranceLevel);
    if (draft.validUntil !== '') requireLinkDay(draft.validUntil, rules, now);
    downloadLimit(draft.maxDownloads, rules);
    const asked = requested(draft);
    const addresses = normaliseRecipients(asked);
    const { mailboxId: id, since } = actor.entered ?? { mailboxId: actor.mailboxId, since: 0 };
    const recipients = await withKnownDetails(knownRecipients, { id, since }, asked, addresses);
    const known = await mailboxes.byAddresses(addresses);
    const missing = countMissingDetails({ recipients, assuranceLevel }, addresses, known, rules);
    const origin = {
      ...{ assuranceLevel, ...(inReplyTo === null ? {} : { inReplyTo }) },
      ...(forwardOf === undefined ? {} : { forwardOf }),
    };
    await answeredBy(access, actor, origin.inReplyTo);
    await forwardedBy(access, actor, origin);
    const owner = { kind: 'account', id: actor.accountId, organisationId: actor.organisationId } as const;
    requireCarriable(await attachments.carried(owner, uploadIds), actor, assuranceLevel);
    return missing;
  };
