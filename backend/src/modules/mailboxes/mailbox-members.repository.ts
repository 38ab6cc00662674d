import type { Database } from '../../platform/database/database.ts';
import type { MailboxMemberRow, MailboxRow } from './mailbox.entity.ts';
import { type MailboxWithUnread, padToPowerOfTwo } from './mailboxes.service.ts';

/** A member as people know her. */
export interface NamedMember extends MailboxMemberRow {
  readonly name: string;
  readonly address: string;
  readonly language: 'sv' | 'en' | 'fi';
  readonly frozen_at: number | null;
  /** Her own mailbox, where her pages listen. */
  readonly home_mailbox_id: string;
}

const NAMED =
  'select mm.*, a.display_name as name, a.email as address, a.language, a.frozen_at, a.mailbox_id as home_mailbox_id from mailbox_member mm join account a on a.id = mm.account_id and a.organisation_id = mm.organisation_id';
/** A function mailbox that is not removed. */
const THERE =
  "exists (select 1 from mailbox b where b.id = mm.mailbox_id and b.organisation_id = mm.organisation_id and b.kind = 'function' and b.removed_at is null)";

/** Rows of who is in which function mailbox. */
export class MailboxMembersRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The membership of an account in a function mailbox of its organisation. */
  find(mailboxId: string, accountId: string, organisationId: string): Promise<MailboxMemberRow | undefined> {
    return this.#database.get<MailboxMemberRow>(
      `select mm.* from mailbox_member mm where mm.mailbox_id = ? and mm.account_id = ? and mm.organisation_id = ? and ${THERE}`,
      mailboxId,
      accountId,
      organisationId,
    );
  }

  /** Every membership of an account. */
  of(accountId: string, organisationId: string): Promise<MailboxMemberRow[]> {
    return this.#database.all<MailboxMemberRow>(
      `select mm.* from mailbox_member mm where mm.account_id = ? and mm.organisation_id = ? and ${THERE}`,
      accountId,
      organisationId,
    );
  }

  /** The function mailboxes that an account is in, by name. */
  async mailboxesOf(accountId: string, organisationId: string): Promise<MailboxWithUnread[]> {
    const rows = await this.#database.all<MailboxRow & { role: string }>(
      "select m.*, mm.role from mailbox_member mm join mailbox m on m.id = mm.mailbox_id where mm.account_id = ? and mm.organisation_id = ? and m.organisation_id = mm.organisation_id and m.kind = 'function' and m.removed_at is null order by m.sort_name, m.id",
      accountId,
      organisationId,
    );
    return rows.map(({ id, organisation_id, name, address, unread, role, language }) => ({
      ...{ id, organisationId: organisation_id, kind: 'function', name, address, unread },
      ...{ since: 0, delegatedUntil: null, administered: role === 'administrator' },
      ...(language === null ? {} : { language: language as 'sv' | 'en' | 'fi' }),
    }));
  }

  /** Everybody in a function mailbox; those with an account that is not frozen where `active`. */
  all(mailboxId: string, { active = false } = {}): Promise<NamedMember[]> {
    return this.#database.all<NamedMember>(
      `${NAMED} where mm.mailbox_id = ? and ${THERE}${active ? ' and a.frozen_at is null' : ''} order by a.display_name, mm.id`,
      mailboxId,
    );
  }

  /** Which of these memberships are in force: of an account that is not frozen, in a mailbox that is not removed. */
  async activeIds(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const padded = padToPowerOfTwo(ids);
    const rows = await this.#database.all<{ id: string }>(
      `select mm.id from mailbox_member mm join account a on a.id = mm.account_id where mm.id in (${padded.map(() => '?').join(', ')}) and a.frozen_at is null and ${THERE}`,
      ...padded,
    );
    return new Set(rows.map(({ id }) => id));
  }
}
