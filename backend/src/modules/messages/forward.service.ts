import type { CarriedFile } from '@sefos/shared/contract/reading.ts';
import type { AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import { satisfies } from '@sefos/shared/domain/levels.ts';
import { wipe } from '../../crypto/index.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AttachmentCopies, CarriedFrom, DownloadSlots } from '../attachments/index.ts';
import { accountActor, audit } from '../audit/index.ts';
import { downloadedStatements } from './link-access.ts';
import type { MessageRecord } from './message.entity.ts';
import { type AccessedMessage, type MessageAccess, requireReadable } from './message-access.ts';
import type { MessageContentReader } from './message-content.ts';
import { type AttachmentLabel, actingName } from './messages.domain.ts';
import { messageUnavailable } from './messages.errors.ts';
import type { MessagesRepository } from './messages.repository.ts';

export interface ForwardServiceParts {
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly access: MessageAccess;
  readonly content: MessageContentReader;
  readonly copies: AttachmentCopies;
  readonly slots: DownloadSlots;
}

/** The message as one that the actor may pass on. @throws {DomainError} not-found, message-unavailable, step-up-required, not-allowed */
const forwardable = async (access: MessageAccess, actor: AccountActor, messageId: string): Promise<AccessedMessage> => {
  const accessed = await access.find(actor, messageId);
  requireReadable(accessed, actor.level);
  // What is passed on has been read: the sender knows that it was opened.
  if (accessed.recipient?.opened_at === null) throw new DomainError('not-allowed');
  return accessed;
};

/** The message that a new one passes on. @throws {DomainError} level-below-original, and as `forwardable` */
export const requireForwardable = async (
  access: MessageAccess,
  actor: AccountActor,
  messageId: string,
  level: AssuranceLevel,
): Promise<MessageRecord> => {
  const { message } = await forwardable(access, actor, messageId);
  const least = message.assurance_level as AssuranceLevel;
  if (!satisfies(level, least)) throw new DomainError('level-below-original', { level: least });
  return message;
};

/** The messages whose files go on with a new one, whatever it says of them. @throws {DomainError} upload-not-found, level-below-original */
export const requireCarriable = (
  carried: readonly CarriedFrom[],
  actor: AccountActor,
  level: AssuranceLevel,
): ReadonlySet<string> => {
  for (const from of carried) {
    if (from.mailboxId !== (actor.entered?.mailboxId ?? null)) throw new DomainError('upload-not-found');
    if (!satisfies(level, from.level)) throw new DomainError('level-below-original', { level: from.level });
  }
  return new Set(carried.map(({ messageId }) => messageId));
};

/** For the log of the organisation that passes it on; the sender's own is told of downloads, not of whom others write to. */
export const forwardedEntry = (actor: AccountActor, originalId: string, messageId: string, now: number): Statement =>
  audit(
    {
      organisationId: actor.organisationId,
      action: 'message.forwarded',
      actor: accountActor(actor),
      target: { kind: 'message', id: originalId },
      facts: { as: messageId },
    },
    now,
  );

/** Files of a message on their way into a new one, without leaving the server. */
export class ForwardService {
  readonly #parts: ForwardServiceParts;

  constructor(parts: ForwardServiceParts) {
    this.#parts = parts;
  }

  /** One step of the copy; the first one is recorded as a download is. @throws {DomainError} see contract/reading.ts carryFile */
  async carry(
    actor: AccountActor,
    messageId: string,
    { attachmentId, uploadId }: { readonly attachmentId: string; readonly uploadId: string | null },
  ): Promise<CarriedFile> {
    const { access, repository, content, copies } = this.#parts;
    const accessed = await forwardable(access, actor, messageId);
    const { message, recipient, holderId } = accessed;
    const row = await repository.key(holderId);
    if (!row) throw messageUnavailable('purged');
    const messageKey = await content.messageKey(row);
    try {
      const label = content.headline(messageKey, message).attachments.find(({ id }) => id === attachmentId);
      if (!label) throw new DomainError('not-found');
      const owner = { kind: 'account', id: actor.accountId, organisationId: actor.organisationId } as const;
      const upload = uploadId ?? (await this.#begin(actor, accessed, label));
      const { sizeBytes, offsetBytes, complete } = await copies.step(owner, upload, {
        ...{ messageId, attachmentId, holderId, messageKey },
        ...{ organisationId: message.organisation_id, mailboxId: actor.entered?.mailboxId ?? null },
        maxDownloads: recipient ? message.max_downloads : null,
      });
      return { uploadId: upload, sizeBytes, offsetBytes, complete };
    } finally {
      wipe(messageKey);
    }
  }

  async #begin(
    actor: AccountActor,
    { message, recipient, holderId }: AccessedMessage,
    file: AttachmentLabel,
  ): Promise<string> {
    const { clock, copies, slots } = this.#parts;
    const max = message.max_downloads;
    if (recipient && max !== null && (await slots.left(recipient.id, [file.id], max)).get(file.id) === 0)
      throw new DomainError('download-limit-reached');
    const owner = { kind: 'account', id: actor.accountId, organisationId: actor.organisationId } as const;
    const now = clock.now().getTime();
    const from = {
      ...{ messageId: message.id, attachmentId: file.id, holderId },
      mailboxId: actor.entered?.mailboxId ?? null,
      level: message.assurance_level as AssuranceLevel,
    };
    const statements = [
      ...downloadedStatements({ message, recipient }, file.id, actor.method, now, actingName(actor, message)),
      audit(
        {
          organisationId: actor.organisationId,
          action: 'message.downloaded',
          actor: accountActor(actor),
          target: { kind: 'message', id: message.id },
          facts: { attachment: file.id, toForward: true },
        },
        now,
      ),
    ];
    return (await copies.begin(owner, file, { from, statements })).id;
  }
}
