import Personnummer from 'personnummer';

/** 12 digits (YYYYMMDDNNNN) of a valid Swedish personnummer or samordningsnummer, else null (checksum and date are checked). */
export const normalisePersonalNumber = (text: string): string | null => {
  const compact = text.trim();
  if (!/^\d{6}(?:\d{2})?[-+]?\d{4}$/.test(compact) || !Personnummer.valid(compact)) return null;
  return Personnummer.parse(compact).format(true);
};

/** Twelve digits as people write them: YYYYMMDD-NNNN. */
export const spellPersonalNumber = (twelveDigits: string): string =>
  `${twelveDigits.slice(0, 8)}-${twelveDigits.slice(8)}`;

/** True when a valid personnummer stands somewhere in `text`: such text does not belong in a subject or an open mail. */
export const containsPersonalNumber = (text: string): boolean =>
  (text.match(/(?<!\d)\d{6}(?:\d{2})?[-+ ]?\d{4}(?!\d)/g) ?? []).some(
    (candidate) => normalisePersonalNumber(candidate.replace(' ', '')) !== null,
  );
