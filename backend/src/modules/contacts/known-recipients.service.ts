import type { KnownDetails, RememberedPage } from '@sefos/shared/contract/contacts.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { decodeKeyset, encodeKeyset } from '../../platform/database/keyset.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { Mailbox } from '../mailboxes/index.ts';
import type { ContactRecord, KnownRecipientRecord } from './contact.entity.ts';
import { scrubbed } from './contact-writes.ts';
import { type Details, type Language, type Method, masked } from './contacts.domain.ts';
import { type ContactsParts, requireNoDelegate } from './contacts.service.ts';
import { type KnownRecipientsRepository, used } from './known-recipients.repository.ts';

export interface KnownRecipientsParts extends ContactsParts {
  readonly known: KnownRecipientsRepository;
}

/** A mailbox as somebody sees it: what was sent before `since` is not there for her (0 = all is). */
interface SeenMailbox {
  readonly id: string;
  readonly since: number;
}

/** A recipient of a message that is being sent; `external` is how somebody without an account is identified. */
export interface SentRecipient {
  readonly address: string;
  readonly name: string;
  readonly external: (Details & { readonly method: Method; readonly language: Language | null }) | null;
}

/** A recipient who may be identified by what the mailbox knows. */
interface Requested {
  readonly external?: { readonly known?: string; readonly phone?: string; readonly personalNumber?: string };
}

const noneKnown: ReadonlyMap<string, never> = new Map<string, never>();

/** What a mailbox knows of those it writes to: of its address book, and of what was used before. docs/adr/0035-address-book.md */
export class KnownRecipients {
  readonly #parts: KnownRecipientsParts;

  constructor(parts: KnownRecipientsParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-found */
  async find(actor: AccountActor, mailboxId: string, inputs: readonly string[]): Promise<KnownDetails[]> {
    const mailbox = await this.#parts.mailboxes.requireMember(actor, mailboxId);
    const addresses = inputs.flatMap((input) => normaliseEmail(input) ?? []);
    const { contacts, earlier } = await this.#rows(mailbox, addresses);
    const answers = addresses.flatMap((address) => [
      ...present(contacts.get(address), 'contact'),
      ...present(earlier.get(address), 'earlier'),
    ]);
    return Promise.all(answers.map(async ({ row, answer }) => ({ ...answer, ...masked(await this.#open(row)) })));
  }

  /**
   * The recipients with number and personnummer in place of what they name as known. `changed` makes the error for one whose known
   * details are no longer there, or are others by now.
   */
  async resolve<R extends Requested>(
    mailbox: SeenMailbox,
    recipients: readonly R[],
    addresses: readonly string[],
    changed: (index: number, address: string) => Error,
  ): Promise<R[]> {
    const asked = addresses.filter((_, index) => recipients[index]?.external?.known !== undefined);
    if (asked.length === 0) return [...recipients];
    const { contacts, earlier } = await this.#rows(mailbox, asked);
    return Promise.all(
      recipients.map(async (recipient, index) => {
        const external: Requested['external'] = recipient.external;
        const address = addresses[index] ?? '';
        if (external?.known === undefined) return recipient;
        const row = [contacts.get(address), earlier.get(address)].find((one) => one?.details_id === external.known);
        if (!row) throw changed(index, address);
        const { phone, personalNumber } = await this.#open(row);
        const details = {
          ...(phone === null ? {} : { phone }),
          ...(personalNumber === null ? {} : { personalNumber }),
        };
        return { ...recipient, external: { ...external, ...details } };
      }),
    );
  }

  /**
   * The writes that note whom a mailbox writes to, for the batch that delivers, and what identifies them, unless its address book
   * says the same or it does not remember.
   */
  async remember(
    mailbox: Pick<Mailbox, 'id' | 'organisationId'>,
    recipients: readonly SentRecipient[],
    now: number,
  ): Promise<Statement[]> {
    const identified = recipients.filter(({ external }) => external?.phone != null || external?.personalNumber != null);
    const remembers = identified.length > 0 && (await this.#parts.known.remembers(mailbox.id));
    const asked = remembers ? identified.map(({ address }) => address) : [];
    const { contacts, earlier } = await this.#rows({ id: mailbox.id, since: 0 }, asked);
    const statements: Statement[] = [];
    // In one order, so that two batches never wait for each other.
    for (const recipient of recipients.toSorted((one, other) => (one.address < other.address ? -1 : 1))) {
      const { address, name, external } = recipient;
      const place = { organisation_id: mailbox.organisationId, mailbox_id: mailbox.id, address };
      const sealed =
        external && asked.includes(address)
          ? await this.#sealed(place, external, contacts.get(address), earlier.get(address), now)
          : null;
      const { method = null, language = null } = external ?? {};
      statements.push(used({ ...place, name, method, language }, sealed, now));
    }
    return statements;
  }

  /** @throws {DomainError} not-found, not-allowed, invalid-request */
  async list(actor: AccountActor, mailboxId: string, cursor: string | undefined): Promise<RememberedPage> {
    const { known } = this.#parts;
    await this.#requireChanger(actor, mailboxId);
    const after = cursor === undefined ? null : decodeKeyset(cursor);
    if (cursor !== undefined && !after) throw new DomainError('invalid-request', { field: 'cursor' });
    const rows = await known.remembered(mailboxId, after, LIMITS.pageRows + 1);
    const shown = rows.slice(0, LIMITS.pageRows);
    const last = shown.at(-1);
    return {
      enabled: await known.remembers(mailboxId),
      rows: await Promise.all(
        shown.map(async (row) => ({
          ...{ address: row.address, name: row.name, method: row.method as Method | null },
          ...masked(await this.#open(row)),
          usedAt: new Date(row.used_at).toISOString(),
        })),
      ),
      nextCursor:
        rows.length > shown.length && last?.details_id ? encodeKeyset({ at: last.used_at, id: last.details_id }) : null,
    };
  }

  /** Forgets one recipient with her address, or of all what identifies them. @throws {DomainError} not-found, not-allowed */
  async forget(actor: AccountActor, mailboxId: string, address: string | null): Promise<void> {
    const { database, clock } = this.#parts;
    const { organisationId } = await this.#requireChanger(actor, mailboxId);
    const normalised = address === null ? null : normaliseEmail(address);
    if (address !== null && normalised === null) throw new DomainError('not-found');
    const now = clock.now().getTime();
    const nothing = 'details_id = null, key_epoch = null, wrapped_key = null, details = null, method = null';
    await database.commit([
      normalised === null
        ? write(`update known_recipient set ${nothing} where mailbox_id = ? and details_id is not null`, mailboxId)
        : write('delete from known_recipient where mailbox_id = ? and address = ?', mailboxId, normalised),
      audit(
        {
          organisationId,
          action: 'remembered-details.forgotten',
          actor: accountActor(actor),
          target: { kind: 'mailbox', id: mailboxId },
          facts: { all: normalised === null },
        },
        now,
      ),
      scrubbed(now),
    ]);
  }

  /** @throws {DomainError} not-found, not-allowed */
  async saveRemembering(actor: AccountActor, mailboxId: string, enabled: boolean): Promise<void> {
    const { database, clock, known } = this.#parts;
    const { organisationId } = await this.#requireChanger(actor, mailboxId);
    const before = await known.remembers(mailboxId);
    if (before === enabled) return;
    const now = clock.now().getTime();
    await database.commit([
      write(
        'insert into address_book (mailbox_id, organisation_id, remembers, saved_at) values (?, ?, ?, ?) on conflict (mailbox_id) do update set remembers = excluded.remembers, saved_at = excluded.saved_at',
        mailboxId,
        organisationId,
        enabled ? 1 : 0,
        now,
      ),
      audit(
        {
          organisationId,
          action: 'address-book.setting-changed',
          actor: accountActor(actor),
          target: { kind: 'mailbox', id: mailboxId },
          facts: { setting: 'remembers', before, after: enabled },
        },
        now,
      ),
    ]);
  }

  /** What is to be remembered beside what is known already; null = nothing new. */
  async #sealed(
    place: Pick<ContactRecord, 'organisation_id' | 'mailbox_id' | 'address'>,
    given: Details,
    contact: ContactRecord | undefined,
    before: KnownRecipientRecord | undefined,
    now: number,
  ) {
    const listed = contact && (await this.#open(contact));
    const isListed = listed && says(listed, given);
    const known = before ? await this.#open(before) : { phone: null, personalNumber: null };
    if (isListed || says(known, given)) return null;
    const details = {
      phone: given.phone ?? known.phone,
      personalNumber: given.personalNumber ?? known.personalNumber,
    };
    return this.#parts.sealing.seal(place, details, now);
  }

  /** By address; what is remembered only where the mailbox remembers. */
  async #rows({ id, since }: SeenMailbox, addresses: readonly string[]) {
    if (addresses.length === 0) return { contacts: noneKnown, earlier: noneKnown };
    const { repository, known } = this.#parts;
    const contacts = await repository.byAddresses(id, addresses);
    const earlier = (await known.remembers(id)) ? await known.byAddresses(id, addresses, since) : [];
    return {
      contacts: new Map(contacts.map((row) => [row.address, row])),
      earlier: new Map(earlier.map((row) => [row.address, row])),
    };
  }

  async #requireChanger(actor: AccountActor, mailboxId: string): Promise<Mailbox> {
    const mailbox = await this.#parts.mailboxes.requireMember(actor, mailboxId);
    requireNoDelegate(actor);
    return mailbox;
  }

  #open(row: ContactRecord | KnownRecipientRecord): Promise<Details> {
    return this.#parts.sealing.open(row);
  }
}

/** Whether everything that is given is known as it is given. */
const says = (known: Details, given: Details): boolean =>
  (given.phone === null || given.phone === known.phone) &&
  (given.personalNumber === null || given.personalNumber === known.personalNumber);

/** What a row helps with: details, a preferred method or language, or a name. */
const present = (row: ContactRecord | KnownRecipientRecord | undefined, from: KnownDetails['from']) => {
  // What was sent without a name stands with its address in its place.
  const name = !row || row.name === row.address ? '' : row.name;
  if (!row || (row.details_id === null && row.method === null && row.language === null && name === '')) return [];
  const answer = {
    ...{ address: row.address, name, id: row.details_id, from },
    method: row.method as Method | null,
    language: row.language as Language | null,
  };
  return [{ row, answer }];
};
