/** E.164 (`+46701234567`) from what people write (`070-123 45 67`, `0046…`); national numbers get `countryCode`. Null when it is no number. */
export const toE164 = (text: string, countryCode = '46'): string | null => {
  // «+46 (0)70 …» is how many Swedes write it: the zero in brackets is not dialled.
  const compact = text.replace('(0)', '').replace(/[\s().\-\u00a0]/g, '');
  if (!/^\+?\d+$/.test(compact)) return null;
  const digits = compact.startsWith('+')
    ? compact.slice(1)
    : compact.startsWith('00')
      ? compact.slice(2)
      : compact.startsWith('0')
        ? countryCode + compact.slice(1)
        : null;
  if (!digits || !/^[1-9]\d{7,14}$/.test(digits)) return null;
  // Swedish numbers (PTS numbering plan): seven to nine digits after the country code, the first not zero.
  return digits.startsWith('46') && !/^46[1-9]\d{6,8}$/.test(digits) ? null : `+${digits}`;
};

/** What may be shown of a number to somebody who has not proved to own it: the last two digits. */
export const maskPhone = (e164: string): string => `••• •• ${e164.slice(-2)}`;

/** True for what somebody can dial: a number of any country, a short one, or a switchboard's as it is usually written. */
export const isTelephone = (text: string): boolean =>
  /^\+?[\d\s().\-\u00a0]+$/.test(text) && /^(\D*\d){3,15}\D*$/.test(text);
