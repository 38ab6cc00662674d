/** Fills the mailbox of READER with MESSAGES messages whose headlines and keys are really sealed, bound to their ids. */
import { randomBytes } from 'node:crypto';
import { readConfig } from '@sefos/backend/composition/config.ts';
import { ENTITIES } from '@sefos/backend/composition/entities.ts';
import { makeKms, systemClock } from '@sefos/backend/composition/ports.ts';
import { newKey, sealPiece } from '@sefos/backend/crypto/index.ts';
import { MessageEntity, MessageKeyEntity, RecipientEntity } from '@sefos/backend/modules/messages/message.entity.ts';
import { keyContext, pieceContext } from '@sefos/backend/modules/messages/messages.domain.ts';
import { KeyRing, OrganisationsService } from '@sefos/backend/modules/organisations/index.ts';
import {
  otherSideWords,
  SearchBlocks,
  SearchIndex,
  SearchRepository,
  textWords,
} from '@sefos/backend/modules/search/index.ts';
import { openDatabase } from '@sefos/backend/platform/database/open-database.ts';
import { insert, type Statement } from '@sefos/backend/platform/database/statements.ts';
import { sortName } from '@sefos/backend/platform/sort-name.ts';
import { MIGRATIONS_FOLDER, READER, WRITER } from './inbox-people.ts';
import { isRare, RARE_WORD, someText } from './inbox-words.ts';

const BATCH = 2_000;
const UNREAD = 40;
const SPAN_MILLISECONDS = 2 * 365 * 86_400_000;

interface MailboxRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly name: string;
  readonly address: string;
}

const config = readConfig(process.env);
const count = Number(process.env.MESSAGES);
const database = await openDatabase({
  url: config.databaseUrl,
  entities: ENTITIES,
  migrationsFolder: MIGRATIONS_FOLDER,
});
const keyRing = new KeyRing(database, await makeKms(config.kmsUrl, systemClock), systemClock);

const index = new SearchIndex(new OrganisationsService(database, keyRing, systemClock, []));

const mailboxOf = async (address: string): Promise<MailboxRow> => {
  const row = await database.get<MailboxRow>('select * from mailbox where address = ?', address);
  if (!row) throw new Error(`no mailbox ${address}`);
  return row;
};
const reader = await mailboxOf(READER);
const writer = await mailboxOf(WRITER);

/** A UUIDv7 of any instant, also of the past. */
const idAt = (milliseconds: number): string => {
  const time = milliseconds.toString(16).padStart(12, '0');
  const random = randomBytes(10);
  random[0] = ((random[0] ?? 0) & 0x0f) | 0x70;
  random[2] = ((random[2] ?? 0) & 0x3f) | 0x80;
  const hex = time + random.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

const keyRow = async (messageId: string, holderId: string, ownerId: string, key: Uint8Array): Promise<Statement> => {
  const { epoch, wrapped } = await keyRing.wrap(ownerId, key, keyContext(messageId, holderId));
  const row = { holder_id: holderId, message_id: messageId, organisation_id: ownerId, epoch, wrapped };
  return insert(MessageKeyEntity, row);
};

const message = async (number: number, at: number): Promise<Statement[]> => {
  const id = idAt(at);
  const recipientId = idAt(at);
  const key = newKey();
  const attachments =
    number % 3 === 0
      ? [{ id: idAt(at), name: `bilaga-${number}.pdf`, sizeBytes: 120_000 + number, contentType: 'application/pdf' }]
      : [];
  const subject = `Ärende ${number}: begäran om komplettering av ansökan`;
  const headline = Buffer.from(JSON.stringify({ subject, attachments }));
  const isOpened = number < count - UNREAD;
  const text = isRare(number, count) ? `${RARE_WORD} ${someText()}` : someText();
  const others = [writer.name, writer.address];
  return [
    insert(MessageEntity, {
      id,
      organisation_id: writer.organisation_id,
      sender_mailbox_id: writer.id,
      sender_account_id: null,
      sender_recipient_id: null,
      sender_name: writer.name,
      sender_address: writer.address,
      conversation_id: id,
      in_reply_to: null,
      assurance_level: 1 + (number % 2),
      reply_allowed: 1,
      headline: sealPiece(key, pieceContext(writer.organisation_id, id, 'headline'), headline),
      attachment_count: attachments.length,
      recipient_count: 1,
      valid_until: null,
      automatic: 0,
      read_receipt: 0,
      held_by_administrator: 0,
      sort_name: sortName(reader.name, reader.address),
      sent_at: at,
    }),
    await keyRow(id, id, writer.organisation_id, key),
    insert(RecipientEntity, {
      id: recipientId,
      message_id: id,
      position: 0,
      kind: 'to',
      address: reader.address,
      name: reader.name,
      mailbox_id: reader.id,
      sender_mailbox_id: writer.id,
      address_kind: 'internal',
      method: null,
      delivered_at: at,
      notification: 'none',
      opened_at: isOpened ? at + 60_000 : null,
      opened_method: isOpened ? 'password-sms' : null,
      expires_at: null,
      read_at: isOpened ? at + 60_000 : null,
      unread: isOpened ? 0 : 1,
      sort_name: sortName(writer.name, writer.address),
      assurance_level: 1 + (number % 2),
    }),
    await keyRow(id, recipientId, reader.organisation_id, key),
    await index.written(
      { rowId: recipientId, mailboxId: reader.id, organisationId: reader.organisation_id, received: true, at },
      [
        ...textWords(number % 2 === 0 ? 1 : 2, [subject, ...others, ...attachments.map(({ name }) => name), text]),
        ...otherSideWords(others),
      ],
    ),
  ];
};

const end = Date.now() - 3_600_000;
const step = SPAN_MILLISECONDS / count;
for (let from = 0; from < count; from += BATCH) {
  const statements: Statement[] = [];
  for (let number = from; number < Math.min(count, from + BATCH); number++)
    statements.push(...(await message(number, Math.round(end - (count - number) * step))));
  await database.commit(statements);
}
await database.commit([{ sql: 'update mailbox set unread = ? where id = ?', params: [UNREAD, reader.id] }]);
await new SearchBlocks({ database, clock: systemClock, repository: new SearchRepository(database) }).run();
await database.scrubLog();
await database.close();
process.exit(0);
