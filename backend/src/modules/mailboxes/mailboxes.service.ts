import type { AccountActor } from '../../platform/actor.ts';
import { isOrganisationAdministrator } from '../../platform/authorise.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { MailboxEntity, type MailboxRow } from './mailbox.entity.ts';

/** A mailbox as other modules see it. */
export interface Mailbox {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: 'personal' | 'function';
  readonly name: string;
  /** Normalised address that leads here. */
  readonly address: string;
}

/** A mailbox that the actor is in. */
export interface EnteredMailbox extends Mailbox {
  /** What came or was sent before this instant is not there for the actor; 0 = all is. */
  readonly since: number;
}

export interface MailboxWithUnread extends EnteredMailbox {
  readonly unread: number;
  /** Until when somebody else's mailbox is open to the actor; null = it is her own, or a function mailbox. */
  readonly delegatedUntil: number | null;
  /** Of a mailbox that was handed over: whether it is there to be read only. */
  readonly readOnly?: boolean;
  /** Of a function mailbox: whether the actor looks after it. */
  readonly administered?: boolean;
  /** Of a function mailbox: what it speaks to people in, where that has been said. */
  readonly language?: 'sv' | 'en' | 'fi';
}

/** What is known of an account when its mailbox is made; `id` is the mailbox's, chosen with the account. */
export interface NewPersonalMailbox {
  readonly id: string;
  readonly organisationId: string;
  readonly accountId: string;
  readonly name: string;
  readonly address: string;
}

/** The write that makes an account's personal mailbox; belongs into the batch that makes the account. @throws {DomainError} account-exists — a function mailbox has the address */
export const personalMailbox = (mailbox: NewPersonalMailbox, nowMs: number): Statement =>
  guard(
    insert(
      MailboxEntity,
      {
        id: mailbox.id,
        organisation_id: mailbox.organisationId,
        kind: 'personal',
        account_id: mailbox.accountId,
        name: mailbox.name,
        address: mailbox.address,
        unread: 0,
        created_at: nowMs,
        search_version: 0,
        search_filled: 1,
        sort_name: '',
      },
      'nothing',
    ),
    () => new DomainError('account-exists'),
  );

export class MailboxesService {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The actor's own mailboxes, the personal one first. */
  async list(actor: AccountActor): Promise<MailboxWithUnread[]> {
    const rows = await this.#database.all<MailboxRow>(
      'select * from mailbox where account_id = ? and organisation_id = ? order by kind desc, name, id',
      actor.accountId,
      actor.organisationId,
    );
    return rows.map((row) => ({ ...present(row), since: 0, unread: row.unread, delegatedUntil: null }));
  }

  /** Ids of the mailboxes that the actor is in: her own, or the one that she has entered. */
  async idsOf(actor: Pick<AccountActor, 'accountId' | 'organisationId' | 'entered'>): Promise<string[]> {
    if (actor.entered) return [actor.entered.mailboxId];
    const rows = await this.#database.all<{ id: string }>(
      'select id from mailbox where account_id = ? and organisation_id = ?',
      actor.accountId,
      actor.organisationId,
    );
    return rows.map(({ id }) => id);
  }

  /** The mailbox, when the actor is in it: her own, or the one that she has entered. @throws {DomainError} not-found */
  async requireMember(actor: AccountActor, mailboxId: string): Promise<EnteredMailbox> {
    const { entered } = actor;
    if (!entered) return { ...(await this.requireOwn(actor, mailboxId)), since: 0 };
    const mailbox = mailboxId === entered.mailboxId ? await this.byId(mailboxId) : null;
    if (mailbox?.organisationId !== actor.organisationId) throw new DomainError('not-found');
    return { ...mailbox, since: entered.since };
  }

  /** A mailbox of the actor's own: settings, and who else gets in, are its holder's alone. @throws {DomainError} not-found */
  async requireOwn(actor: AccountActor, mailboxId: string): Promise<Mailbox> {
    const row = await this.#database.get<MailboxRow>(
      'select * from mailbox where id = ? and account_id = ? and organisation_id = ?',
      mailboxId,
      actor.accountId,
      actor.organisationId,
    );
    if (!row) throw new DomainError('not-found');
    return present(row);
  }

  /**
   * A mailbox whose settings the actor decides: her own, or a function mailbox that she looks after, as its administrator or its
   * organisation's. @throws {DomainError} not-found, not-allowed — she is in it, and does not look after it
   */
  async requireKeeper(actor: AccountActor, mailboxId: string): Promise<Mailbox> {
    const { mailbox, keeps } = await this.#seen(actor, mailboxId);
    if (!keeps) throw new DomainError('not-allowed');
    return mailbox;
  }

  /** A mailbox whose settings the actor may see: one that she decides of, or a function mailbox that she is in. @throws {DomainError} not-found */
  async requireUser(actor: AccountActor, mailboxId: string): Promise<Mailbox> {
    return (await this.#seen(actor, mailboxId)).mailbox;
  }

  async #seen(actor: AccountActor, mailboxId: string): Promise<{ readonly mailbox: Mailbox; readonly keeps: boolean }> {
    const row = await this.#database.get<MailboxRow & { readonly role: string | null }>(
      'select m.*, (select mm.role from mailbox_member mm where mm.mailbox_id = m.id and mm.account_id = ?) as role from mailbox m where m.id = ? and m.organisation_id = ? and m.removed_at is null',
      actor.accountId,
      mailboxId,
      actor.organisationId,
    );
    const isOwn = row?.account_id === actor.accountId;
    const administers = row?.kind === 'function' && isOrganisationAdministrator(actor);
    if (!row || !(isOwn || administers || row.role !== null)) throw new DomainError('not-found');
    return { mailbox: present(row), keeps: isOwn || administers || row.role === 'administrator' };
  }

  /** A mailbox of any organisation, for deliveries that are already decided; null when it is gone or removed. */
  async byId(id: string): Promise<Mailbox | null> {
    const row = await this.#database.get<MailboxRow>('select * from mailbox where id = ? and removed_at is null', id);
    return row ? present(row) : null;
  }

  /** As `byId`, a removed one as well: for what is left in it. */
  async evenRemoved(id: string): Promise<Mailbox | null> {
    const row = await this.#database.get<MailboxRow>('select * from mailbox where id = ?', id);
    return row ? present(row) : null;
  }

  /** What a function mailbox speaks to people in; null = that has not been said. */
  async languageOf(id: string): Promise<'sv' | 'en' | 'fi' | null> {
    const row = await this.#database.get<MailboxRow>('select * from mailbox where id = ?', id);
    return (row?.language ?? null) as 'sv' | 'en' | 'fi' | null;
  }

  /** The account whose personal mailbox it is; null for one that nobody owns alone. */
  async holderOf(id: string): Promise<string | null> {
    const row = await this.#database.get<MailboxRow>('select * from mailbox where id = ?', id);
    return row?.account_id ?? null;
  }

  /** Where normalised addresses lead, in any organisation; an address without a mailbox is not in the answer. One query. */
  async byAddresses(addresses: readonly string[]): Promise<ReadonlyMap<string, Mailbox>> {
    if (addresses.length === 0) return new Map();
    const padded = padToPowerOfTwo(addresses);
    const rows = await this.#database.all<MailboxRow>(
      `select * from mailbox where address in (${padded.map(() => '?').join(', ')})`,
      ...padded,
    );
    return new Map(rows.map((row) => [row.address, present(row)]));
  }
}

const present = (row: MailboxRow): Mailbox => ({
  id: row.id,
  organisationId: row.organisation_id,
  kind: row.kind as Mailbox['kind'],
  name: row.name,
  address: row.address,
});

/** Repeats the last value, so that lists of any length share few prepared statements. */
export const padToPowerOfTwo = (values: readonly string[]): string[] => {
  const size = 2 ** Math.ceil(Math.log2(values.length));
  const last = values[values.length - 1] ?? '';
  return [...values, ...Array<string>(size - values.length).fill(last)];
};
