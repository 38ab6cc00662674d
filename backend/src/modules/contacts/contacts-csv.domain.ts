import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { EXTERNAL_METHODS } from '@sefos/shared/domain/levels.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { normalisePersonalNumber, spellPersonalNumber } from '@sefos/shared/domain/personal-number.ts';
import { toE164 } from '@sefos/shared/domain/phone.ts';
import { foldForSearch } from '@sefos/shared/domain/search-text.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import type { Details, Language, Method } from './contacts.domain.ts';

const COLUMNS = ['name', 'address', 'phone', 'personalNumber', 'method', 'language'] as const;
type Column = (typeof COLUMNS)[number];
export type Fault = Column | 'twice';

/** The headings that we write. */
const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  sv: ['Namn', 'E-post', 'Mobilnummer', 'Personnummer', 'Identifieringsmetod', 'Språk'],
  en: ['Name', 'E-mail', 'Mobile number', 'Personal number', 'Identification method', 'Language'],
  fi: ['Nimi', 'Sähköposti', 'Matkapuhelin', 'Henkilötunnus', 'Tunnistustapa', 'Kieli'],
};
/** Others that we take for them. */
const ALSO: Readonly<Record<string, Column>> = {
  'e-postadress': 'address',
  epost: 'address',
  email: 'address',
  'e-mail address': 'address',
  'email address': 'address',
  address: 'address',
  mail: 'address',
  mobil: 'phone',
  telefon: 'phone',
  telefonnummer: 'phone',
  mobiltelefon: 'phone',
  phone: 'phone',
  mobile: 'phone',
  'phone number': 'phone',
  puhelin: 'phone',
  puhelinnumero: 'phone',
  personalnumber: 'personalNumber',
  'personal identity number': 'personalNumber',
  metod: 'method',
  method: 'method',
};
const METHODS: Readonly<Record<string, Method>> = {
  ...Object.fromEntries(EXTERNAL_METHODS.map((method) => [method, method])),
  'e-post': 'email',
  'e-mail': 'email',
  sähköposti: 'email',
  'freja eid': 'freja',
};
const LANGUAGES: Readonly<Record<string, Language>> = {
  ...{ sv: 'sv', svenska: 'sv', swedish: 'sv', ruotsi: 'sv' },
  ...{ en: 'en', engelska: 'en', english: 'en', englanti: 'en' },
  ...{ fi: 'fi', finska: 'fi', finnish: 'fi', suomi: 'fi' },
};

const columnOf = (heading: string): Column | undefined => {
  const folded = foldForSearch(heading);
  const own = Object.values(HEADINGS)
    .map((headings) => COLUMNS[headings.findIndex((one) => foldForSearch(one) === folded)])
    .find((column) => column !== undefined);
  return own ?? ALSO[folded];
};

/** Which column stands where; null when the first row names neither a name nor an address: it is no heading. */
export const readHeading = (cells: readonly string[]): ReadonlyMap<Column, number> | null => {
  const found = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const column = columnOf(cell);
    if (column && !found.has(column)) found.set(column, index);
  }
  return found.has('name') && found.has('address') ? found : null;
};

/** A row that may be kept; what is null did not stand there. */
export interface ReadContact extends Details {
  readonly name: string;
  readonly address: string;
  readonly method: Method | null;
  readonly language: Language | null;
}

export interface ReadRow {
  /** As it stands in the file, for the report. */
  readonly shown: { readonly name: string; readonly address: string };
  readonly faults: readonly Fault[];
  /** Null when something is wrong. */
  readonly contact: ReadContact | null;
}

const SHOWN_CHARACTERS = 100;

/** Reads one row; `cellOf` answers the text of a column. */
export const readRow = (cellOf: (column: Column) => string): ReadRow => {
  const name = cleanLine(cellOf('name'));
  const written = cellOf('address');
  const address = normaliseEmail(written);
  const faults: Fault[] = [];
  /** What a cell says: null for an empty one and for one that is wrong. */
  const read = <T>(column: Column, parse: (text: string) => T | null | undefined): T | null => {
    const text = cellOf(column);
    const value = text === '' ? null : (parse(text) ?? null);
    if (text !== '' && value === null) faults.push(column);
    return value;
  };
  if (name === '' || name.length > LIMITS.contactNameCharacters) faults.push('name');
  if (address === null) faults.push('address');
  const details = {
    phone: read('phone', toE164),
    personalNumber: read('personalNumber', normalisePersonalNumber),
    method: read('method', (text) => METHODS[foldForSearch(text)]),
    language: read('language', (text) => LANGUAGES[foldForSearch(text)]),
  };
  const shown = {
    name: name.slice(0, SHOWN_CHARACTERS),
    address: cleanLine(address ?? written).slice(0, SHOWN_CHARACTERS),
  };
  return { shown, faults, contact: address === null || faults.length > 0 ? null : { name, address, ...details } };
};

/** The heading of a file of ours; personnummer only where they were asked for. */
export const headingOf = (language: Language, personalNumbers: boolean): string[] =>
  HEADINGS[language].filter((_, index) => personalNumbers || COLUMNS[index] !== 'personalNumber');

/** A row of a file of ours; spreadsheets would take twelve digits without a hyphen for an amount. */
export const cellsOf = (contact: ReadContact, personalNumbers: boolean): string[] => {
  const { personalNumber } = contact;
  const cells = { ...contact, personalNumber: personalNumber && spellPersonalNumber(personalNumber) };
  return COLUMNS.filter((column) => personalNumbers || column !== 'personalNumber').map(
    (column) => cells[column] ?? '',
  );
};
