import type { ContactsImportReport } from '@sefos/shared/contract/contacts.ts';
import { CSV_MARK, csvRow } from '@sefos/shared/domain/csv.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { cellText, readCsv } from '../../platform/csv.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { accountActor, audit } from '../audit/index.ts';
import { inTurn, type Mailbox } from '../mailboxes/index.ts';
import type { ContactRecord } from './contact.entity.ts';
import { ContactMoved, createContact, replaceContact, requireRoom, scrubbed } from './contact-writes.ts';
import { type Language, type Method, NO_DETAILS, type Place } from './contacts.domain.ts';
import { type ContactsParts, requireNoDelegate } from './contacts.service.ts';
import { cellsOf, type Fault, headingOf, type ReadContact, readHeading, readRow } from './contacts-csv.domain.ts';

/** Rows of one commit: a long file holds nobody else's commit up. */
const BATCH = 200;

type ReportRow = ContactsImportReport['rows'][number];
interface Planned {
  readonly report: ReportRow;
  /** Null when the row is refused. */
  readonly contact: ReadContact | null;
}

/** Address books from and to CSV. */
export class ContactsTransfer {
  readonly #parts: ContactsParts;

  constructor(parts: ContactsParts) {
    this.#parts = parts;
  }

  /**
   * What a file would change (`preview`), or changes. Rows that are refused leave the others alone; a file that is read again
   * changes what it made.
   * @throws {DomainError} not-found, not-allowed, csv-invalid, csv-too-many-rows, contacts-too-many, contact-changed
   */
  async import(
    actor: AccountActor,
    mailboxId: string,
    { csv, preview }: { readonly csv: string; readonly preview: boolean },
  ): Promise<ContactsImportReport> {
    const mailbox = await this.#requireChanger(actor, mailboxId);
    const planned = await this.#plan(mailbox.id, csv);
    const rows = planned.map(({ report }) => report);
    const count = (outcome: ReportRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
    const report = { rows, created: count('new'), changed: count('changed'), refused: count('refused') };
    if ((await this.#parts.repository.count(mailbox.id)) + report.created > LIMITS.contactsPerMailbox)
      throw new DomainError('contacts-too-many', { most: LIMITS.contactsPerMailbox });
    if (!preview) await this.#write(actor, mailbox, planned);
    return report;
  }

  /** The whole book, by name. The log has it before it is answered. @throws {DomainError} not-found, not-allowed */
  async export(
    actor: AccountActor,
    mailboxId: string,
    { personalNumbers, language }: { readonly personalNumbers: boolean; readonly language: Language },
  ): Promise<{ csv: string }> {
    const { database, clock, repository, sealing } = this.#parts;
    const { organisationId } = await this.#requireChanger(actor, mailboxId);
    const lines = [CSV_MARK, csvRow(headingOf(language, personalNumbers))];
    for (let place: Place | null | undefined; place !== null; ) {
      const page = await repository.list('contact', mailboxId, place ?? null, BATCH);
      for (const row of page.rows) {
        const contact = { ...textOf(row), ...(await sealing.open(row)) };
        lines.push(csvRow(cellsOf(contact, personalNumbers)));
      }
      place = page.next;
    }
    await database.commit([
      audit(
        {
          organisationId,
          action: 'contacts.exported',
          actor: accountActor(actor),
          target: { kind: 'mailbox', id: mailboxId },
          facts: { contacts: lines.length - 2, personalNumbers },
        },
        clock.now().getTime(),
      ),
    ]);
    return { csv: lines.join('') };
  }

  async #requireChanger(actor: AccountActor, mailboxId: string): Promise<Mailbox> {
    const mailbox = await this.#parts.mailboxes.requireMember(actor, mailboxId);
    requireNoDelegate(actor);
    return mailbox;
  }

  async #plan(mailboxId: string, csv: string): Promise<Planned[]> {
    const [first, ...lines] = readCsv(csv, LIMITS.contactsPerImport + 2) ?? [];
    const columns = first && readHeading(first.map(cellText));
    if (!columns) throw new DomainError('csv-invalid');
    if (lines.length > LIMITS.contactsPerImport)
      throw new DomainError('csv-too-many-rows', { most: LIMITS.contactsPerImport });
    const read = lines.flatMap((cells, index) => {
      if (cells.every((cell) => cell.trim() === '')) return [];
      const row = readRow((column) => cellText(cells[columns.get(column) ?? -1] ?? ''));
      return [{ ...row, line: index + 2 }];
    });
    const addresses = [...new Set(read.flatMap(({ contact }) => contact?.address ?? []))];
    const known = new Set<string>();
    for (let from = 0; from < addresses.length; from += BATCH) {
      const some = await this.#parts.repository.byAddresses(mailboxId, addresses.slice(from, from + BATCH));
      for (const { address } of some) known.add(address);
    }
    const seen = new Set<string>();
    return read.map(({ shown, faults: found, contact, line }) => {
      const isTwice = contact !== null && seen.has(contact.address);
      if (contact) seen.add(contact.address);
      const faults: Fault[] = [...found, ...(isTwice ? (['twice'] as const) : [])];
      if (!contact || isTwice) return { report: { line, ...shown, outcome: 'refused', faults }, contact: null };
      const outcome = known.has(contact.address) ? ('changed' as const) : ('new' as const);
      return { report: { line, ...shown, outcome, faults }, contact };
    });
  }

  async #write(actor: AccountActor, mailbox: Mailbox, planned: readonly Planned[]): Promise<void> {
    const contacts = planned.flatMap(({ contact }) => contact ?? []);
    const { database } = this.#parts;
    try {
      for (let from = 0; from < contacts.length; from += BATCH)
        await database.commit(await this.#batch(actor, mailbox, contacts.slice(from, from + BATCH)));
    } catch (error) {
      if (error instanceof ContactMoved) throw new DomainError('contact-changed');
      throw error;
    }
  }

  /** The writes of some rows, and their entry in the log: what is committed is logged, also when a later commit is refused. */
  async #batch(actor: AccountActor, mailbox: Mailbox, contacts: readonly ReadContact[]): Promise<Statement[]> {
    const { clock, repository } = this.#parts;
    const now = clock.now().getTime();
    const addresses = contacts.map(({ address }) => address);
    const known = new Map((await repository.byAddresses(mailbox.id, addresses)).map((row) => [row.address, row]));
    const writes: Statement[] = [inTurn(mailbox.id)];
    for (const contact of contacts)
      writes.push(...(await this.#rowWrites(mailbox, contact, known.get(contact.address), now)));
    const entry = {
      organisationId: mailbox.organisationId,
      action: 'contacts.imported',
      actor: accountActor(actor),
      target: { kind: 'mailbox', id: mailbox.id },
      facts: { created: contacts.length - known.size, changed: known.size },
    };
    const hasForgotten = [...known.values()].some(({ details_id }) => details_id !== null);
    return [...writes, ...requireRoom(mailbox.id), audit(entry, now), ...(hasForgotten ? [scrubbed(now)] : [])];
  }

  async #rowWrites(
    { id: mailbox_id, organisationId }: Mailbox,
    contact: ReadContact,
    before: ContactRecord | undefined,
    now: number,
  ): Promise<Statement[]> {
    const { sealing } = this.#parts;
    const place = before ?? { id: newId(now), organisation_id: organisationId, mailbox_id };
    const known = before ? await sealing.open(before) : NO_DETAILS;
    const details = {
      phone: contact.phone ?? known.phone,
      personalNumber: contact.personalNumber ?? known.personalNumber,
    };
    // Whoever writes to her meanwhile goes on with what she saw.
    const keeps = details.phone === known.phone && details.personalNumber === known.personalNumber;
    const sealed = before && keeps ? before : await sealing.seal({ ...place, address: contact.address }, details, now);
    const text = {
      ...{ name: contact.name, address: contact.address },
      method: contact.method ?? before?.method ?? null,
      language: contact.language ?? before?.language ?? null,
    };
    return before ? replaceContact(before, text, sealed, now) : createContact(place, text, sealed, now);
  }
}

const textOf = ({ name, address, method, language }: ContactRecord) => ({
  ...{ name, address },
  method: method as Method | null,
  language: language as Language | null,
});
