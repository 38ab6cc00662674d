import { CSV_MARK, csvRow } from '@sefos/shared/domain/csv.ts';
import type { Database } from '../../../platform/database/database.ts';

type Language = 'sv' | 'en' | 'fi';
const PAGE = 500;

const ACCOUNT_HEADS = {
  sv: ['Id', 'E-postadress', 'Namn', 'Roller', 'Språk', 'Skapat', 'Avstängt', 'Borttaget'],
  en: ['Id', 'E-mail address', 'Name', 'Roles', 'Language', 'Created', 'Frozen', 'Removed'],
  fi: ['Tunniste', 'Sähköpostiosoite', 'Nimi', 'Roolit', 'Kieli', 'Luotu', 'Suljettu', 'Poistettu'],
} as const;
const MAILBOX_HEADS = {
  sv: ['Id', 'Sort', 'Namn', 'Adress', 'Konto', 'Medlemmar', 'Gallras efter dagar', 'Skapad', 'Borttagen'],
  en: ['Id', 'Kind', 'Name', 'Address', 'Account', 'Members', 'Purged after days', 'Created', 'Removed'],
  fi: ['Tunniste', 'Laji', 'Nimi', 'Osoite', 'Tili', 'Jäseniä', 'Hävitetään päivien jälkeen', 'Luotu', 'Poistettu'],
} as const;
const MEMBER_HEADS = {
  sv: ['Brevlåda', 'Brevlådans adress', 'Konto', 'E-postadress', 'Namn', 'Roll', 'Tillagd'],
  en: ['Mailbox', "Mailbox's address", 'Account', 'E-mail address', 'Name', 'Role', 'Added'],
  fi: ['Postilaatikko', 'Postilaatikon osoite', 'Tili', 'Sähköpostiosoite', 'Nimi', 'Rooli', 'Lisätty'],
} as const;

interface AccountLine {
  readonly id: string;
  readonly email: string;
  readonly display_name: string;
  readonly roles: string;
  readonly language: string;
  readonly created_at: number;
  readonly frozen_at: number | null;
  readonly removed_at: number | null;
}
interface MailboxLine {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly address: string;
  readonly account_id: string | null;
  readonly members: number;
  readonly retention_days: number | null;
  readonly created_at: number;
  readonly removed_at: number | null;
}
interface MemberLine {
  readonly mailbox_id: string;
  readonly address: string;
  readonly account_id: string;
  readonly email: string;
  readonly display_name: string;
  readonly role: string;
  readonly added_at: number;
}

const time = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

/** Pages of rows in the order of a column, which `next` reads the end of. */
async function* pages<Row>(read: (after: string) => Promise<Row[]>, next: (row: Row) => string) {
  for (let after = ''; ; ) {
    const rows = await read(after);
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = next(last);
  }
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text);

/** Every account of an organisation, removed ones too: the log names them by id. */
export async function* accountsCsv(database: Database, id: string, language: Language): AsyncGenerator<Uint8Array> {
  yield bytesOf(CSV_MARK + csvRow(ACCOUNT_HEADS[language]));
  const select = `select id, email, display_name, roles, language, created_at, frozen_at, removed_at from account where organisation_id = ? and email > ? order by email limit ${PAGE}`;
  for await (const rows of pages<AccountLine>(
    (after) => database.all(select, id, after),
    ({ email }) => email,
  ))
    yield bytesOf(
      rows
        .map((row) =>
          csvRow([
            ...[row.id, row.email, row.display_name, row.roles, row.language],
            ...[time(row.created_at), time(row.frozen_at), time(row.removed_at)],
          ]),
        )
        .join(''),
    );
}

/** Every mailbox of an organisation, with how many are in it; nothing of what it holds. */
export async function* mailboxesCsv(database: Database, id: string, language: Language): AsyncGenerator<Uint8Array> {
  yield bytesOf(CSV_MARK + csvRow(MAILBOX_HEADS[language]));
  // Counted in the index of members, by the mailbox, for the rows of one page.
  const select = `select b.id, b.kind, b.name, b.address, b.account_id, b.retention_days, b.created_at, b.removed_at, (select count(*) from mailbox_member m where m.mailbox_id = b.id) as members from mailbox b where b.organisation_id = ? and b.id > ? order by b.id limit ${PAGE}`;
  for await (const rows of pages<MailboxLine>(
    (after) => database.all(select, id, after),
    (row) => row.id,
  ))
    yield bytesOf(
      rows
        .map((row) =>
          csvRow([
            ...[row.id, row.kind, row.name, row.address, row.account_id ?? ''],
            ...[row.account_id === null ? String(row.members) : '', String(row.retention_days ?? '')],
            ...[time(row.created_at), time(row.removed_at)],
          ]),
        )
        .join(''),
    );
}

/** Who is in each function mailbox, in order of mailboxes and accounts. */
export async function* membersCsv(database: Database, id: string, language: Language): AsyncGenerator<Uint8Array> {
  yield bytesOf(CSV_MARK + csvRow(MEMBER_HEADS[language]));
  const select = `select m.mailbox_id, b.address, m.account_id, a.email, a.display_name, m.role, m.added_at from mailbox b join mailbox_member m on m.mailbox_id = b.id join account a on a.id = m.account_id where b.organisation_id = ? and b.id >= ? and (b.id, m.account_id) > (?, ?) order by b.id, m.account_id limit ${PAGE}`;
  const read = (after: string) => {
    const [mailboxId = '', accountId = ''] = after.split(' ');
    return database.all<MemberLine>(select, id, mailboxId, mailboxId, accountId);
  };
  for await (const rows of pages(read, (row) => `${row.mailbox_id} ${row.account_id}`))
    yield bytesOf(
      rows
        .map((row) =>
          csvRow([
            ...[row.mailbox_id, row.address, row.account_id, row.email, row.display_name, row.role],
            time(row.added_at),
          ]),
        )
        .join(''),
    );
}
