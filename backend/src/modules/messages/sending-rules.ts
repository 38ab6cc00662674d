import type { SendMessage } from '@sefos/shared/contract/messages.ts';
import { ASSURANCE_LEVELS, type AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import type { KnownRecipients, SentRecipient } from '../contacts/index.ts';
import { methodsAt, type OrganisationsService } from '../organisations/index.ts';
import { forbiddenBy } from './forbidden-domains.ts';
import { requireForwardable } from './forward.service.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import { type MessageAccess, requireReadable } from './message-access.ts';
import { recipientProblem, replyNotAllowed } from './messages.errors.ts';
import type { PlannedRecipient, RequestedRecipient, SendingRules } from './messages.policy.ts';
import type { SeenMailbox } from './recipient-history.ts';

export interface Original {
  readonly message: MessageRecord;
  /** Set when the answering person received it (and did not send it). */
  readonly recipient: RecipientRecord | null;
}

/** What the organisation allows its senders now, in a message of a level. */
export const sendingRules = async (
  organisations: OrganisationsService,
  organisationId: string,
  level: AssuranceLevel,
): Promise<SendingRules> => {
  const { settings } = await organisations.get(organisationId);
  const activeLevels = ASSURANCE_LEVELS.filter((one) => settings.levels[one].active);
  const { linkDays, mostLinkDays, maxDownloads, mostDownloads, domains } = settings;
  return {
    ...{ activeLevels, linkDays, mostLinkDays, maxDownloads, mostDownloads },
    methods: methodsAt(settings, level),
    forbids: forbiddenBy(organisationId, domains),
  };
};

/** The recipients with the number or personnummer that the sender's mailbox knows of them. @throws {DomainError} known-details-changed */
export const withKnownDetails = <R extends RequestedRecipient>(
  knownRecipients: Pick<KnownRecipients, 'resolve'>,
  mailbox: SeenMailbox,
  recipients: readonly R[],
  addresses: readonly string[],
): Promise<R[]> =>
  knownRecipients.resolve(mailbox, recipients, addresses, (index, address) =>
    recipientProblem('known-details-changed', index, address),
  );

/** What the sender's mailbox may know of a recipient next time. */
export const toRemember = ({ address, mailbox, external }: PlannedRecipient): SentRecipient => ({
  ...{ address, external },
  name: mailbox?.name ?? address,
});

/** The message that is passed on. @throws {DomainError} see contract/messages.ts sendMessage */
export const forwardedBy = async (
  access: MessageAccess,
  actor: AccountActor,
  input: Pick<SendMessage, 'forwardOf' | 'inReplyTo' | 'assuranceLevel'>,
): Promise<MessageRecord | null> => {
  if (input.forwardOf === undefined) return null;
  if (input.inReplyTo !== undefined) throw new DomainError('invalid-request', { field: 'forwardOf' });
  return requireForwardable(access, actor, input.forwardOf, input.assuranceLevel);
};

/** The message that is answered: one that the actor sent, or may read and has the right to answer. @throws {DomainError} reply-not-allowed, as for reading */
export const answeredBy = async (
  access: MessageAccess,
  actor: AccountActor,
  messageId: string | undefined,
): Promise<Original | null> => {
  if (messageId === undefined) return null;
  const { message, recipient } = await access.find(actor, messageId);
  if (recipient) requireReadable({ message, recipient }, actor.level);
  if (recipient && message.reply_allowed === 0) throw replyNotAllowed();
  return { message, recipient };
};
