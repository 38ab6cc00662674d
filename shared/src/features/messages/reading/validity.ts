const DAY = 86_400_000;
const EXTENSION_DAYS = 30;
const SOON_DAYS = 14;
const LONGEST_DAYS = 365;

/** True for a link that ends soon or has ended: one click extends it. Times in milliseconds. */
export const endsSoon = (validUntil: string, now: number): boolean => Date.parse(validUntil) <= now + SOON_DAYS * DAY;

/** 30 days more: from its end, or from now when it has ended; never further than the server takes. */
export const extended = (validUntil: string, now: number): string => {
  const at = Math.max(Date.parse(validUntil), now) + EXTENSION_DAYS * DAY;
  // A minute less: the server's clock may be behind.
  return new Date(Math.min(at, now + LONGEST_DAYS * DAY - 60_000)).toISOString();
};

/** The local day of an instant, as a date field has it. */
export const localDate = (instant: string): string => {
  const at = new Date(instant);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};

/** The end of a chosen local day; undefined for a text that is no date. */
export const endOfDay = (date: string): Date | undefined => {
  const end = new Date(`${date}T23:59:59`);
  return Number.isNaN(end.getTime()) ? undefined : end;
};

/** True for an end that the server takes. */
export const isTakenEnd = (until: Date, now: number): boolean =>
  until.getTime() > now && until.getTime() <= now + LONGEST_DAYS * DAY;
