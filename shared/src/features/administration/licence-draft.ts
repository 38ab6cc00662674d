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

const HOUR_MILLISECONDS = 3_600_000;
// Days are Swedish wherever the person is, as they are shown.
const SWEDISH = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The last day that an end leaves whole. */
const lastDay = (endsAt: string): string => SWEDISH.format(Date.parse(endsAt) - 1);

/** The first instant after a day: one or two hours before that of UTC, as the time of year is. */
const endOf = (day: string): string => {
  const midnight = Date.parse(`${day}T00:00:00Z`) + 24 * HOUR_MILLISECONDS;
  const summer = midnight - 2 * HOUR_MILLISECONDS;
  const isSummer = SWEDISH.format(summer) > day;
  return new Date(isSummer ? summer : midnight - HOUR_MILLISECONDS).toISOString();
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
