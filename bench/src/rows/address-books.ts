import { AccountsDirectory } from '@sefos/backend/modules/accounts/index.ts';
import { ContactsRepository, KnownRecipientsRepository, Suggestions } from '@sefos/backend/modules/contacts/index.ts';
import { FunctionMailboxNames } from '@sefos/backend/modules/mailboxes/index.ts';
import type { AccountActor } from '@sefos/backend/platform/actor.ts';
import type { Database } from '@sefos/backend/platform/database/database.ts';
import { type Statement, write } from '@sefos/backend/platform/database/statements.ts';
import { bytesOf, numbersTo, textOf } from './generated-sql.ts';

const CONTACTS = 100_000;
const BOOKS = 10;
const FUNCTION_MAILBOXES = 2_000;
const BOOK = 'book-1';

/** Full address books with as many earlier recipients, and function mailboxes; every name begins with the same letter. */
export const addressBooks = (engine: Database['engine'], organisationId: string): Statement[] => {
  const number = textOf(engine, 'i');
  const id = `'c-' || ${number}`;
  const book = `'book-' || (i % ${BOOKS})`;
  const address = `'n' || ${number} || '@example.org'`;
  const rows = (table: string, columns: string, values: string, count = CONTACTS) =>
    write(`insert into ${table} (${columns}) ${numbersTo(engine, count)} select ${values} from n`);
  return [
    rows(
      'contact',
      'id, organisation_id, mailbox_id, name, address, sort_name, revision, created_at, saved_at',
      `${id}, '${organisationId}', ${book}, 'Name ' || ${number}, ${address}, ${number}, 1, i, i`,
    ),
    ...[`'name ' || ${number}`, number, address].map((key) =>
      rows(
        'contact_search_key',
        'owner_id, search_key, mailbox_id, kind',
        `${id}, ${bytesOf(engine, key)}, ${book}, 'contact'`,
      ),
    ),
    rows(
      'known_recipient',
      'mailbox_id, address, organisation_id, address_key, name, used_at',
      `${book}, ${address}, '${organisationId}', ${bytesOf(engine, address)}, '', i`,
    ),
    rows(
      'mailbox',
      'id, organisation_id, kind, name, address, unread, created_at, sort_name',
      `'f-' || ${number}, '${organisationId}', 'function', 'Nämnd ' || ${number}, 'f' || ${number} || '@bench.se', 0, i, ${number}`,
      FUNCTION_MAILBOXES,
    ),
  ];
};

/** What somebody who types into Mottagare waits for, where no process has kept the names of function mailboxes yet. */
export const suggest = (database: Database, organisationId: string, text: string): Promise<unknown> => {
  const suggestions = new Suggestions({
    mailboxes: { requireMember: async () => ({ since: 0 }) } as never,
    repository: new ContactsRepository(database),
    known: new KnownRecipientsRepository(database),
    directory: new AccountsDirectory(database),
    functionMailboxes: (id, typed, limit) =>
      new FunctionMailboxNames({ database, clock: { now: () => new Date() } }).suggest(id, typed, limit),
  });
  return suggestions.suggest({ organisationId } as AccountActor, BOOK, text);
};
