import type { ContactPage, ContactRow, NewContact, SaveContact } from '@sefos/shared/contract/contacts.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { normalisePersonalNumber } from '@sefos/shared/domain/personal-number.ts';
import { toE164 } from '@sefos/shared/domain/phone.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { IdempotencyRecord } from '../../platform/http/idempotency.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { type AuditEntry, accountActor, audit } from '../audit/index.ts';
import { inTurn, type MailboxesService } from '../mailboxes/index.ts';
import type { ContactRecord } from './contact.entity.ts';
import {
  ContactMoved,
  type ContactText,
  createContact,
  deleteContact,
  replaceContact,
  requireRoom,
  scrubbed,
} from './contact-writes.ts';
import {
  type Details,
  decodePlace,
  encodePlace,
  type Language,
  type Method,
  masked,
  type Place,
} from './contacts.domain.ts';
import type { ContactsRepository } from './contacts.repository.ts';
import type { DetailsSealing } from './details-sealing.ts';

export interface ContactsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly mailboxes: Pick<MailboxesService, 'requireMember'>;
  readonly repository: ContactsRepository;
  readonly sealing: DetailsSealing;
}

/** A page that is asked for (contract/contacts.ts). */
export interface PageRequest {
  readonly text?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** A delegate uses an address book for what she writes, and changes nothing in it. @throws {DomainError} not-allowed */
export const requireNoDelegate = ({ entered }: AccountActor): void => {
  if (entered?.role === 'delegate') throw new DomainError('not-allowed');
};

/** @throws {DomainError} invalid-request */
export const placeOf = (cursor: string | undefined): Place | null => {
  if (cursor === undefined) return null;
  const place = decodePlace(cursor);
  if (!place) throw new DomainError('invalid-request', { field: 'cursor' });
  return place;
};

const requireAddress = (text: string): string => {
  const address = normaliseEmail(text);
  if (!address) throw new DomainError('address-invalid');
  return address;
};

/** @throws {DomainError} address-invalid, phone-invalid, personal-number-invalid, invalid-request */
const checked = (input: NewContact): ContactText & Details => {
  const name = cleanLine(input.name);
  if (name === '') throw new DomainError('invalid-request', { field: 'name' });
  const phone = input.phone ? toE164(input.phone) : null;
  if (input.phone && !phone) throw new DomainError('phone-invalid');
  const personalNumber = input.personalNumber ? normalisePersonalNumber(input.personalNumber) : null;
  if (input.personalNumber && !personalNumber) throw new DomainError('personal-number-invalid');
  const { method, language } = input;
  return { name, address: requireAddress(input.address), method, language, phone, personalNumber };
};

/** The people in a mailbox's address book. docs/adr/0035-address-book.md */
export class ContactsService {
  readonly #parts: ContactsParts;

  constructor(parts: ContactsParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-found */
  async list(actor: AccountActor, mailboxId: string, { text, cursor, limit }: PageRequest): Promise<ContactPage> {
    const { mailboxes, repository } = this.#parts;
    await mailboxes.requireMember(actor, mailboxId);
    const [after, most] = [placeOf(cursor), limit ?? LIMITS.pageRows];
    const { rows, next } = await (text === undefined
      ? repository.list('contact', mailboxId, after, most)
      : repository.search('contact', mailboxId, text, after, most));
    return {
      rows: await Promise.all(rows.map((row) => this.#present(actor, row))),
      nextCursor: next && encodePlace(next),
    };
  }

  /** @throws {DomainError} see contract/contacts.ts createContact */
  async create(actor: AccountActor, mailboxId: string, input: NewContact, idempotency: IdempotencyRecord) {
    const { database, clock, sealing } = this.#parts;
    const { organisationId } = await this.#requireChanger(actor, mailboxId);
    const { phone, personalNumber, ...text } = checked(input);
    const now = clock.now().getTime();
    const place = { id: newId(now), organisation_id: organisationId, mailbox_id: mailboxId };
    const details = { phone, personalNumber };
    const sealed = await sealing.seal({ ...place, address: text.address }, details, now);
    const answer = { id: place.id, revision: 1 };
    await commitContact(database, [
      inTurn(mailboxId),
      ...createContact(place, text, sealed, now),
      ...requireRoom(mailboxId),
      this.#logged(actor, 'contact.created', place, now, factsOf(details)),
      idempotency.record(answer),
    ]);
    return answer;
  }

  /** @throws {DomainError} see contract/contacts.ts saveContact */
  async save(actor: AccountActor, mailboxId: string, contactId: string, input: SaveContact) {
    const { database, clock, repository, sealing } = this.#parts;
    await this.#requireChanger(actor, mailboxId);
    const { phone, personalNumber, ...text } = checked(input);
    const before = await repository.find(mailboxId, contactId);
    if (!before) throw new DomainError('not-found');
    if (before.revision !== input.revision) throw new DomainError('contact-changed');
    const now = clock.now().getTime();
    const known = await sealing.open(before);
    const details = {
      phone,
      personalNumber: input.personalNumber === undefined ? known.personalNumber : personalNumber,
    };
    const isSame = details.phone === known.phone && details.personalNumber === known.personalNumber;
    const keeps = isSame && before.address === text.address;
    const sealed = keeps ? before : await sealing.seal({ ...before, address: text.address }, details, now);
    if (text.address !== before.address && (await repository.byAddresses(mailboxId, [text.address])).length > 0)
      throw new DomainError('contact-exists');
    await commitContact(
      database,
      [
        inTurn(mailboxId),
        ...replaceContact(before, text, sealed, now),
        this.#logged(actor, 'contact.changed', before, now, { ...factsOf(details), detailsChanged: !isSame }),
        ...(keeps || before.details_id === null ? [] : [scrubbed(now)]),
      ],
      'contact-changed',
    );
    return { id: before.id, revision: before.revision + 1 };
  }

  /** @throws {DomainError} not-found, not-allowed, contact-changed */
  async remove(actor: AccountActor, mailboxId: string, contactId: string): Promise<void> {
    const { database, clock, repository } = this.#parts;
    await this.#requireChanger(actor, mailboxId);
    const row = await repository.find(mailboxId, contactId);
    if (!row) throw new DomainError('not-found');
    const now = clock.now().getTime();
    await commitContact(
      database,
      [
        inTurn(mailboxId),
        ...deleteContact(row),
        this.#logged(actor, 'contact.deleted', row, now),
        ...(row.details_id === null ? [] : [scrubbed(now)]),
      ],
      'contact-changed',
    );
  }

  /** The whole personnummer; the log says who has looked before it is answered. @throws {DomainError} not-found, not-allowed */
  async showPersonalNumber(actor: AccountActor, mailboxId: string, contactId: string) {
    const { database, clock, repository, sealing } = this.#parts;
    await this.#requireChanger(actor, mailboxId);
    const row = await repository.find(mailboxId, contactId);
    if (!row) throw new DomainError('not-found');
    const { personalNumber } = await sealing.open(row);
    const now = clock.now().getTime();
    if (personalNumber !== null)
      await database.commit([this.#logged(actor, 'contact.personal-number-shown', row, now)]);
    return { personalNumber };
  }

  async #requireChanger(actor: AccountActor, mailboxId: string) {
    const mailbox = await this.#parts.mailboxes.requireMember(actor, mailboxId);
    requireNoDelegate(actor);
    return mailbox;
  }

  async #present(actor: AccountActor, row: ContactRecord): Promise<ContactRow> {
    const details = await this.#parts.sealing.open(row);
    const { maskedPhone, maskedPersonalNumber } = masked(details);
    return {
      id: row.id,
      name: row.name,
      address: row.address,
      phone: actor.entered?.role === 'delegate' ? maskedPhone : details.phone,
      maskedPersonalNumber,
      method: row.method as Method | null,
      language: row.language as Language | null,
      revision: row.revision,
    };
  }

  #logged(
    actor: AccountActor,
    action: string,
    { id, organisation_id }: Pick<ContactRecord, 'id' | 'organisation_id'>,
    now: number,
    facts: AuditEntry['facts'] = {},
  ): Statement {
    const target = { kind: 'contact', id };
    return audit({ organisationId: organisation_id, action, actor: accountActor(actor), target, facts }, now);
  }
}

/** What the log says of details: that there are some. */
const factsOf = ({ phone, personalNumber }: Details) => ({
  phone: phone !== null,
  personalNumber: personalNumber !== null,
});

/** @throws {DomainError} what `moved` says where the batch was overtaken */
const commitContact = async (
  database: Database,
  statements: readonly Statement[],
  moved: 'contact-exists' | 'contact-changed' = 'contact-exists',
): Promise<void> => {
  try {
    await database.commit(statements);
  } catch (error) {
    if (error instanceof ContactMoved) throw new DomainError(moved);
    throw error;
  }
};
