import { setTimeout as delay } from 'node:timers/promises';
import type { AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Keyset } from '../../platform/database/keyset.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { filledTo, filledWhole, type SearchIndex, type SearchRepository } from '../search/index.ts';
import type { MessageContentReader } from './message-content.ts';
import { wordsOfMessage } from './message-words.ts';
import type { MessagesRepository } from './messages.repository.ts';

const MAILBOXES = 100;
const FOLDERS = ['received', 'sent'] as const;
type FillFolder = (typeof FOLDERS)[number];

/** Copies whose key is there and whose words are not yet, newest first; by ix_recipient_kept and ix_message_kept. */
const COPIES: Readonly<Record<FillFolder, string>> = {
  received:
    'select c.id, c.message_id, c.delivered_at as at from recipient c join message_key k on k.holder_id = c.id left join search_entry e on e.row_id = c.id where c.mailbox_id = ? and c.purged_at is null and c.recalled_at is null and (c.delivered_at, c.id) < (?, ?) and e.row_id is null order by c.delivered_at desc, c.id desc',
  sent: 'select c.id, c.id as message_id, c.sent_at as at from message c join message_key k on k.holder_id = c.id left join search_entry e on e.row_id = c.id where c.sender_mailbox_id = ? and c.purged_at is null and c.sender_purged_at is null and (c.sent_at, c.id) < (?, ?) and e.row_id is null order by c.sent_at desc, c.id desc',
};

interface UnfilledCopy extends Keyset {
  readonly message_id: string;
}

export interface SearchFillParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly content: MessageContentReader;
  readonly index: SearchIndex;
  readonly searched: SearchRepository;
  /** Copies in one commit. */
  readonly batch?: number;
  /** Copies in one turn; the next turn goes on. */
  readonly mostInTurn?: number;
  readonly pauseMilliseconds?: number;
}

/**
 * Makes messages from before there was a word index searchable: newest first, few at a time. A mark a folder says how far it has
 * come, so a crash repeats a batch at most, and what is there already is passed over.
 */
export class SearchFill {
  readonly #parts: SearchFillParts;
  #left = 0;

  constructor(parts: SearchFillParts) {
    this.#parts = parts;
  }

  /** One turn; answers how many copies were looked at. */
  async run(): Promise<number> {
    const { searched, database, mostInTurn = 2_000 } = this.#parts;
    this.#left = mostInTurn;
    for (let after = ''; ; ) {
      const mailboxes = await searched.unfilled(after, MAILBOXES);
      for (const { id, organisation_id } of mailboxes) {
        for (const folder of FOLDERS) await this.#folder(id, organisation_id, folder);
        if (this.#left <= 0) return mostInTurn;
        await database.commit(filledWhole(id));
      }
      after = mailboxes.at(-1)?.id ?? '';
      if (mailboxes.length < MAILBOXES) return mostInTurn - this.#left;
    }
  }

  async #folder(mailboxId: string, organisationId: string, folder: FillFolder): Promise<void> {
    const { database, searched, clock, batch = 25, pauseMilliseconds = 5 } = this.#parts;
    // Others of the last one's instant may be left.
    const mark = (await searched.mark(mailboxId, folder)) ?? clock.now().getTime();
    let after: Keyset = { at: mark + 1, id: '' };
    while (this.#left > 0) {
      const copies = await database.all<UnfilledCopy>(
        `${COPIES[folder]} limit ${batch}`,
        mailboxId,
        after.at,
        after.id,
      );
      const last = copies.at(-1);
      if (!last) return;
      const statements: Statement[] = [];
      for (const copy of copies) statements.push(...(await this.#copy(mailboxId, organisationId, folder, copy)));
      await database.commit([...statements, filledTo(mailboxId, folder, last.at)]);
      this.#left -= copies.length;
      after = last;
      await delay(pauseMilliseconds);
    }
  }

  async #copy(
    mailboxId: string,
    organisationId: string,
    folder: FillFolder,
    { id, message_id, at }: UnfilledCopy,
  ): Promise<Statement[]> {
    const { repository, content, index } = this.#parts;
    const [message, keyRow, body] = await Promise.all([
      repository.message(message_id),
      repository.key(id),
      repository.body(message_id),
    ]);
    if (!message?.headline || !keyRow || !body) return [];
    try {
      const key = await content.messageKey(keyRow);
      const { subject, attachments } = content.headline(key, message);
      const words = wordsOfMessage({
        assuranceLevel: message.assurance_level as AssuranceLevel,
        subject,
        bodyHtml: content.body(key, message, body),
        attachmentNames: attachments.map(({ name }) => name),
        sender: { name: message.sender_name, address: message.sender_address },
        recipients: await repository.recipients(message_id),
      });
      const received = folder === 'received';
      const copy = { rowId: id, mailboxId, organisationId, received, at };
      return await index.filled(copy, received ? words.received() : words.sent());
    } catch (error) {
      // What cannot be opened cannot be found: the others can.
      if (!(error instanceof DomainError)) throw error;
      return [];
    }
  }
}
