import type { ExternalMethod } from '@sefos/shared/domain/levels.ts';
import { verificationFor } from '@sefos/shared/domain/levels.ts';
import { normalisePersonalNumber } from '@sefos/shared/domain/personal-number.ts';
import { toE164 } from '@sefos/shared/domain/phone.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { KnownRecipients } from '../contacts/index.ts';
import type { LinkVerification } from '../links/index.ts';
import { isChangeable } from './change.policy.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import { type MessageAccess, requireReadable } from './message-access.ts';
import type { MessageContentReader } from './message-content.ts';
import { actingName } from './messages.domain.ts';
import { messageNotFound, messageUnavailable, recipientProblem } from './messages.errors.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { LostRace, timelineStatements } from './recipient-events.ts';

/** What a sender gives instead, as typed; the one that the recipient's method asks for. Protected: never log. */
export interface GivenVerification {
  readonly phone?: string;
  readonly personalNumber?: string;
}

export interface VerificationServiceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly access: MessageAccess;
  readonly content: MessageContentReader;
  readonly verification: LinkVerification;
  readonly knownRecipients: Pick<KnownRecipients, 'remember'>;
}

type Datum = { readonly kind: 'phone' | 'personalNumber'; readonly value: string };

/** Lets a sender say who a recipient is, after the message was sent. */
export class VerificationService {
  readonly #parts: VerificationServiceParts;

  constructor(parts: VerificationServiceParts) {
    this.#parts = parts;
  }

  /**
   * Another number or personnummer for one recipient. Whoever was identified by the one before is out, and reads on only as the new person;
   * what she has read already stays in the timeline. It takes the level that reading takes: it decides who reads.
   * @throws {DomainError} not-found, links-ended, step-up-required, message-unavailable, phone-invalid, personal-number-invalid, invalid-request
   */
  async change(actor: AccountActor, messageId: string, recipientId: string, given: GivenVerification): Promise<void> {
    const { database, clock, repository, access, content, verification } = this.#parts;
    const { message, recipients } = await access.findSent(actor, messageId);
    const recipient = recipients.find(({ id }) => id === recipientId);
    if (!recipient) throw messageNotFound();
    requireReadable({ message, recipient: null }, actor.level);
    const now = clock.now().getTime();
    if (!isChangeable(recipient, now)) throw new DomainError('links-ended');
    const datum = datumOf(recipient, given);
    const keyRow = await repository.key(message.id);
    if (!keyRow) throw messageUnavailable('purged');
    const link = { id: recipient.id, organisation_id: message.organisation_id, message_id: message.id };
    const messageKey = await content.messageKey(keyRow);
    const ended = () => new DomainError('links-ended');
    await database.commit([
      ...(await verification.change({ link, ...datum, messageKey, now }, ended)),
      ...(await this.#remembered(message, recipient, datum, now)),
      ...changedStatements(message, recipient, datum.kind, now, actingName(actor, message)),
      audit(
        {
          organisationId: actor.organisationId,
          action: 'message.verification-changed',
          actor: accountActor(actor),
          target: { kind: 'message', id: message.id },
          facts: { recipient: recipient.id, datum: datum.kind },
        },
        now,
      ),
    ]);
  }

  /** What the mailbox knows of the recipient was wrong: next time it knows better. */
  async #remembered(message: MessageRecord, recipient: RecipientRecord, { kind, value }: Datum, now: number) {
    const { sender_mailbox_id: id, organisation_id: organisationId } = message;
    if (id === null) return [];
    const details = { phone: null, personalNumber: null, [kind]: value };
    const external = { ...details, method: recipient.method as ExternalMethod, language: null };
    const known = { address: recipient.address, name: recipient.name, external };
    return this.#parts.knownRecipients.remember({ id, organisationId }, [known], now);
  }
}

/** The same checks as at sending. */
const datumOf = ({ method, address }: RecipientRecord, given: GivenVerification): Datum => {
  const kind = method ? verificationFor(method as ExternalMethod) : 'none';
  if (kind === 'none' || given[kind] === undefined || Object.keys(given).length !== 1)
    throw new DomainError('invalid-request', { field: kind === 'phone' ? 'phone' : 'personalNumber' });
  const text = given[kind];
  const value = kind === 'phone' ? toE164(text) : normalisePersonalNumber(text);
  if (!value) throw recipientProblem(kind === 'phone' ? 'phone-invalid' : 'personal-number-invalid', 0, address);
  return { kind, value };
};

const changedStatements = (
  message: MessageRecord,
  recipient: RecipientRecord,
  kind: Datum['kind'],
  now: number,
  by: string | null,
): Statement[] => [
  guard(
    write(
      'update recipient set position = position where id = ? and recalled_at is null and purged_at is null',
      recipient.id,
    ),
    () => new DomainError('links-ended'),
  ),
  // Who opens next is somebody else, as far as anybody knows: that opening gets a line of its own.
  write('update recipient set reader_changed_at = ? where id = ? and opened_at is not null', now, recipient.id),
  ...timelineStatements({ message, recipient }, kind === 'phone' ? 'phone-changed' : 'person-changed', now, { by }),
];

/** The first opening after the reader was changed; refused by LostRace when that has been told already. */
export const openedAnewStatements = (
  of: { readonly message: MessageRecord; readonly recipient: RecipientRecord },
  method: string,
  now: number,
): Statement[] => [
  guard(
    write(
      'update recipient set reader_changed_at = null, opened_method = ? where id = ? and reader_changed_at = ? and recalled_at is null and purged_at is null',
      method,
      of.recipient.id,
      of.recipient.reader_changed_at,
    ),
    () => new LostRace(),
  ),
  ...timelineStatements(of, 'opened', now, { method }),
];
