import type { ImportAccounts, ImportedRow } from '@sefos/shared/contract/accounts.ts';
import type { LicenceView } from '@sefos/shared/contract/installation.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { licenceEnd } from '@sefos/shared/domain/licence.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { toE164 } from '@sefos/shared/domain/phone.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { cellText, readCsv } from '../../platform/csv.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AccountsDirectory } from '../accounts/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { authorOf } from './accounts-administration.service.ts';
import type { Author, ManagedAccounts } from './managed-accounts.ts';

type Field = 'email' | 'displayName' | 'phone' | 'role';

/** What the columns may be called; nobody should have to rename those of her own list. */
const HEADINGS: Readonly<Record<string, Field>> = {
  ...{
    'e-post': 'email',
    epost: 'email',
    'e-postadress': 'email',
    email: 'email',
    'e-mail': 'email',
    sähköposti: 'email',
  },
  ...{ userprincipalname: 'email', mail: 'email' },
  ...{ namn: 'displayName', name: 'displayName', displayname: 'displayName', nimi: 'displayName' },
  ...{ telefon: 'phone', mobil: 'phone', phone: 'phone', mobile: 'phone', puhelin: 'phone' },
  ...{ roll: 'role', role: 'role', rooli: 'role' },
};
const ADMINISTRATOR = /^(administratör|administrator|organisation-administrator|ylläpitäjä)$/i;
const USER = /^(|användare|user|käyttäjä)$/i;
interface ReadRow {
  readonly line: number;
  readonly email: string;
  readonly displayName: string;
  readonly phone: string;
  readonly role: string;
}

/** Rows of a file by their headings. @throws {DomainError} csv-invalid, csv-too-many-rows */
const readAccountRows = (csv: string): ReadRow[] => {
  // The headings, and one more than is taken: what is too much is told, not read.
  const [headings = [], ...rest] = readCsv(csv, LIMITS.importRows + 2) ?? [];
  const fields = headings.map((name) => HEADINGS[name.trim().toLowerCase()]);
  if (!fields.includes('email') || !fields.includes('displayName')) throw new DomainError('csv-invalid');
  if (rest.length > LIMITS.importRows) throw new DomainError('csv-too-many-rows', { most: LIMITS.importRows });
  return rest.flatMap((cells, index) => {
    const of = (field: Field): string => cellText(cells[fields.indexOf(field)] ?? '');
    const row = { email: of('email'), displayName: of('displayName'), phone: of('phone'), role: of('role') };
    return Object.values(row).every((text) => text === '') ? [] : [{ line: index + 2, ...row }];
  });
};

export interface AccountImportParts {
  readonly clock: Clock;
  readonly accounts: ManagedAccounts;
  readonly directory: AccountsDirectory;
  readonly organisations: OrganisationsService;
  /** How much the actor's organisation may use, and uses. */
  readonly licence: (actor: AccountActor) => Promise<LicenceView>;
}

/** Accounts from a file: first what would become of each row, then what became of it. */
export class AccountImport {
  readonly #parts: AccountImportParts;

  constructor(parts: AccountImportParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-allowed, invitations-off, csv-invalid, csv-too-many-rows */
  async run(actor: AccountActor, { csv, save, invite, language }: ImportAccounts): Promise<ImportedRow[]> {
    const author = authorOf(actor);
    if (invite) await this.#parts.accounts.requireInvitations(actor.organisationId);
    const rows = readAccountRows(csv);
    const judged = await this.#fitting(actor, await this.#judge(actor.organisationId, rows));
    if (!save) return judged;
    const report: ImportedRow[] = [];
    for (const [index, row] of rows.entries()) {
      const verdict = judged[index];
      if (verdict?.outcome === 'new') report.push(await this.#make(author, row, verdict, { invite, language }));
      else if (verdict) report.push(verdict);
    }
    return report;
  }

  /** A few queries for the whole file. */
  async #judge(organisationId: string, rows: readonly ReadRow[]): Promise<ImportedRow[]> {
    const { accounts, directory, organisations } = this.#parts;
    const domains = await organisations.ownDomains(organisationId);
    const addresses = rows.flatMap(({ email }) => normaliseEmail(email) ?? []);
    const there = await directory.byAddresses(addresses);
    const seen = new Set<string>();
    const verdicts: ImportedRow[] = [];
    for (const row of rows) {
      const role: ImportedRow['role'] = ADMINISTRATOR.test(row.role) ? 'organisation-administrator' : 'user';
      const base = { line: row.line, email: row.email, displayName: row.displayName, role };
      try {
        const email = await accounts.ownAddress(organisationId, row.email, domains);
        const isRepeated = seen.has(email);
        seen.add(email);
        checkRow(row);
        if (there.get(email)?.organisationId === organisationId)
          verdicts.push({ ...base, email, outcome: 'there', problem: null });
        else if (isRepeated) verdicts.push({ ...base, email, outcome: 'there', problem: 'address-repeated' });
        else if (there.has(email)) verdicts.push({ ...base, email, outcome: 'refused', problem: 'account-exists' });
        else verdicts.push({ ...base, email, outcome: 'new', problem: null });
      } catch (error) {
        if (!isDomainError(error)) throw error;
        verdicts.push({ ...base, outcome: 'refused', problem: error.type });
      }
    }
    return verdicts;
  }

  /** What the licence has no room for is refused before anything is saved. */
  async #fitting(actor: AccountActor, judged: readonly ImportedRow[]): Promise<ImportedRow[]> {
    const { terms, used } = await this.#parts.licence(actor);
    const endsAt = terms?.endsAt ? Date.parse(terms.endsAt) : null;
    const hasEnded = licenceEnd(endsAt, this.#parts.clock.now().getTime()) === 'ended';
    const most = terms?.accounts ?? null;
    let left = hasEnded ? 0 : most === null ? judged.length : most - used.accounts;
    const problem = hasEnded ? 'licence-ended' : 'licence-full';
    return judged.map((row) => {
      if (row.outcome !== 'new') return row;
      left -= 1;
      return left < 0 ? { ...row, outcome: 'refused', problem } : row;
    });
  }

  async #make(
    author: Author,
    row: ReadRow,
    verdict: ImportedRow,
    how: Pick<ImportAccounts, 'invite' | 'language'>,
  ): Promise<ImportedRow> {
    try {
      await this.#parts.accounts.add(author, {
        ...how,
        email: verdict.email,
        displayName: row.displayName,
        role: verdict.role,
        ...(row.phone === '' ? {} : { phone: row.phone }),
      });
      return { ...verdict, outcome: 'made' };
    } catch (error) {
      // Made by somebody else since, or by an import that was begun twice.
      if (isDomainError(error, 'account-exists')) return { ...verdict, outcome: 'there' };
      if (isDomainError(error)) return { ...verdict, outcome: 'refused', problem: error.type };
      throw error;
    }
  }
}

/** @throws {DomainError} name-missing, name-too-long, phone-invalid, role-unknown */
const checkRow = ({ displayName, phone, role }: ReadRow): void => {
  if (displayName === '') throw new DomainError('name-missing');
  if (displayName.length > LIMITS.accountNameCharacters) throw new DomainError('name-too-long');
  if (phone !== '' && toE164(phone) === null) throw new DomainError('phone-invalid');
  if (!USER.test(role) && !ADMINISTRATOR.test(role)) throw new DomainError('role-unknown');
};
