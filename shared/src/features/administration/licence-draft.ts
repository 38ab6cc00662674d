import type { LicenceTerms } from '../../contract/installation.ts';
import { LIMITS } from '../../domain/limits.ts';

/** A licence as it stands in the fields; empty = no limit. */
export interface LicenceDraft {
  readonly accounts: string;
  readonly functionMailboxes: string;
  /** The last day, `2027-01-31`. */
  readonly until: string;
  readonly contact: string;
}

const two = (number: number) => String(number).padStart(2, '0');

/** The last day that an end leaves whole, where the person is. */
const lastDay = (endsAt: string): string => {
  const date = new Date(Date.parse(endsAt) - 1);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** The first instant after a day, where the person is. */
const endOf = (day: string): string => {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return date.toISOString();
};

const numberText = (most: number | null) => (most === null ? '' : String(most));

/** What the fields begin with. */
export const draftOf = (terms: LicenceTerms | null): LicenceDraft => ({
  accounts: numberText(terms?.accounts ?? null),
  functionMailboxes: numberText(terms?.functionMailboxes ?? null),
  until: terms?.endsAt ? lastDay(terms.endsAt) : '',
  contact: terms?.contact ?? '',
});

/** False for what is no number of a licence. */
export const isLicensed = (text: string): boolean =>
  text.trim() === '' || (/^\d{1,7}$/.test(text.trim()) && Number(text) <= LIMITS.licensed);

/** The licence that the fields say; null when nothing stands in them: no limit. */
export const termsOf = (draft: LicenceDraft): LicenceTerms | null => {
  const contact = draft.contact.trim();
  const number = (text: string) => (text.trim() === '' ? null : Number(text));
  const terms = {
    accounts: number(draft.accounts),
    functionMailboxes: number(draft.functionMailboxes),
    endsAt: draft.until === '' ? null : endOf(draft.until),
    contact,
  };
  const isEmpty = terms.accounts === null && terms.functionMailboxes === null && terms.endsAt === null;
  return isEmpty && contact === '' ? null : terms;
};
