import type { DownloadView } from '@sefos/shared/contract/messages.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AccountsService } from '../accounts/index.ts';
import type { DownloadGrant, DownloadsService } from '../attachments/index.ts';
import { accountActor, audit, auditExtract } from '../audit/index.ts';
import { messageArchive, type PdfRenderer } from '../exports/index.ts';
import { requireDownloadsLeft } from './downloads-left.ts';
import { othersEntries } from './export-log.ts';
import { exportSubject } from './export-subject.ts';
import { downloadedStatements } from './link-access.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import { type MessageAccess, requireReadable } from './message-access.ts';
import type { MessageContentReader } from './message-content.ts';
import { actingName } from './messages.domain.ts';
import { messageUnavailable } from './messages.errors.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { ThreadService } from './thread.service.ts';

export interface MessageExportsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly access: MessageAccess;
  readonly content: MessageContentReader;
  readonly downloads: DownloadsService;
  readonly accounts: Pick<AccountsService, 'find'>;
  readonly threads: Pick<ThreadService, 'original'>;
  readonly pdfs: PdfRenderer;
}

/** What of a message is opened for an export. */
export interface ExportTarget {
  readonly message: MessageRecord;
  readonly recipient: RecipientRecord | null;
  readonly messageKey: Buffer;
  readonly accountId: string;
  /** Other messages from before this instant are not there for whoever asked; 0 = all are. */
  readonly since: number;
}

/** Whole messages for a registrar: asked for by whoever may read them, made while they are fetched. */
export class MessageExports {
  readonly #parts: MessageExportsParts;

  constructor(parts: MessageExportsParts) {
    this.#parts = parts;
  }

  /**
   * Allows a session to fetch the export; a download of every attachment, noted as such.
   * @throws {DomainError} not-found, message-unavailable, step-up-required, not-allowed — not opened yet, download-limit-reached, too-many-requests
   */
  async create(actor: AccountActor, messageId: string): Promise<DownloadView> {
    const { database, clock, repository, access, content, downloads, pdfs } = this.#parts;
    const accessed = await access.find(actor, messageId);
    requireReadable(accessed, actor.level);
    const { message, recipient, holderId } = accessed;
    // What is exported is read: whoever exports has opened it.
    if (recipient?.opened_at === null) throw new DomainError('not-allowed');
    pdfs.requirePlace(actor.accountId);
    const keyRow = await repository.key(holderId);
    if (!keyRow) throw messageUnavailable('purged');
    const { attachments } = content.headline(await content.messageKey(keyRow), message);
    await requireDownloadsLeft(downloads.slots, message, recipient, attachments);
    const now = clock.now().getTime();
    const { statements, view } = downloads.create(
      {
        sessionId: actor.sessionId,
        bearer: actor.host !== 'web',
        messageId,
        holderId,
        attachmentId: null,
        exportFor: actor.accountId,
        accessId: actor.entered?.accessId ?? null,
      },
      now,
    );
    const told =
      attachments.length === 0
        ? []
        : downloadedStatements({ message, recipient }, null, actor.method, now, actingName(actor, message));
    const entry = audit(
      {
        organisationId: actor.organisationId,
        action: 'message.exported',
        actor: accountActor(actor),
        target: { kind: 'message', id: messageId },
        facts: { as: recipient ? 'recipient' : 'sender', attachments: attachments.length },
      },
      now,
    );
    await database.commit([...statements, ...told, entry]);
    return { ...view, fileName: exportName(message), sizeBytes: null };
  }

  /** The archive of an export that was asked for, and its name. @throws {DomainError} message-unavailable */
  async grant({
    message,
    recipient,
    messageKey,
    accountId,
    since,
  }: ExportTarget): Promise<Pick<DownloadGrant, 'zipName'> & Required<Pick<DownloadGrant, 'archive'>>> {
    const { database, clock, repository, content, accounts, pdfs, threads } = this.#parts;
    const account = await accounts.find(accountId);
    if (!account) throw new DomainError('not-found');
    const recipients = await repository.recipients(message.id);
    const events = await repository.events(message.id);
    const log = await auditExtract({
      database,
      organisationId: account.organisationId,
      targetIds: recipient ? [message.id] : [message.id, ...recipients.map(({ id }) => id)],
      accountId,
      others: recipient ? null : othersEntries(events),
    });
    const subject = exportSubject({
      message,
      recipients,
      recipient,
      events,
      subject: content.headline(messageKey, message).subject,
      bodyHtml: content.body(messageKey, message, await repository.body(message.id)),
      original: await threads.original({ message, recipient, since }),
      log,
      account,
      now: clock.now(),
    });
    return { zipName: exportName(message), archive: (files) => messageArchive(subject, files, pdfs.take(accountId)) };
  }
}

/** A name that says which message it is, and nothing of what stands in it. */
const exportName = ({ sent_at, id }: MessageRecord): string =>
  `meddelande-${new Date(sent_at).toISOString().slice(0, 10)}-${id.slice(-12)}.zip`;
