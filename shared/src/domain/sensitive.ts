import { normalisePersonalNumber } from './personal-number.ts';

/** What a text seems to hold that does not belong where others may read it. */
export const SENSITIVE_KINDS = ['personalNumber', 'card', 'account', 'secret'] as const;
export type SensitiveKind = (typeof SENSITIVE_KINDS)[number];

// Every repeat below has an upper bound or stands alone in its pattern: the time is linear in the text.
const PERSONAL = /(?<![\d\p{L}./-])\d{6}(?:\d{2})?[-+ ]?\d{4}(?![\d\p{L}]|[-./]\d)/gu;
const NAMED_PERSONAL = /(?:personn(?:ummer|r)|samordningsn(?:ummer|r)|pnr|personal number|henkilötunnus)/i;
/** A mobile number in one piece looks like somebody born in 2007. */
const MOBILE = /^070\d{7}$/;
const CARD =
  /(?<![\d\p{L}.,/-])(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,3})?|\d{4}([ -])\d{6}\2\d{4,5})(?![\d\p{L}]|[-.,/]\d)/gu;
/** References of Swedish payments end in the same check digit as cards. */
const REFERENCE = /(?:\bocr|referens|reference|viite)[^\d]{0,20}$/i;
const IBAN = /(?<![\p{L}\d])[a-z]{2}\d{2}(?: ?[a-z\d]{4}){2,7}(?: ?[a-z\d]{1,4})?(?![\p{L}\d])/giu;
const NAMED_SECRET =
  /(?<![\p{L}\d])(?:lösenord(?:et)?|lösen|pin-?kod(?:en)?|pin|password|passwd|passcode|pwd|pin code|salasana(?:si)?|tunnusluku|api[-_ ]?key|api-?nyckel|secret|token)[ \t]{0,3}[:=][ \t]{0,3}(\S{4,200})([^\n]?)/giu;
const KEYS: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY-----/,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9])/,
  /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36}/,
  /(?<![A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{10,100}/,
  /(?<![A-Za-z0-9])(?:sk|pk|rk)[-_](?:live|test|proj|ant)[-_][A-Za-z0-9_-]{16,200}/,
  /(?<![A-Za-z0-9])AIza[0-9A-Za-z_-]{35}/,
  /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,500}\.eyJ[A-Za-z0-9_-]{10,500}/,
];

/** True when the last digit is the check digit that Luhn gives. */
const hasLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]) * (index % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
};

/** Beginnings and lengths of the issuers' numbers. */
const ISSUERS: readonly { readonly begins: RegExp; readonly lengths: readonly number[] }[] = [
  { begins: /^4/, lengths: [13, 16, 19] },
  { begins: /^(?:5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720))/, lengths: [16] },
  { begins: /^3[47]/, lengths: [15] },
  { begins: /^(?:36|38|30[0-5])/, lengths: [14] },
  { begins: /^(?:6011|65|64[4-9]|62|35(?:2[89]|[3-8]))/, lengths: [16, 17, 18, 19] },
  { begins: /^(?:50|5[6-8]|63|67)/, lengths: [16, 17, 18, 19] },
];

const before = (text: string, index: number, characters: number): string =>
  text.slice(Math.max(0, index - characters), index);

/** Ends at the first that fits: a long text may hold a million that do not. */
const someMatch = (text: string, pattern: RegExp, fits: (match: RegExpExecArray) => boolean): boolean => {
  for (const match of text.matchAll(pattern)) if (fits(match)) return true;
  return false;
};

const hasPersonalNumber = (text: string): boolean =>
  someMatch(text, PERSONAL, ({ 0: found, index }) => {
    if (MOBILE.test(found) && !NAMED_PERSONAL.test(before(text, index, 30))) return false;
    return normalisePersonalNumber(found.replace(' ', '')) !== null;
  });

const hasCard = (text: string): boolean =>
  someMatch(text, CARD, ({ 0: found, index }) => {
    const digits = found.replace(/\D/g, '');
    const isIssued = ISSUERS.some(({ begins, lengths }) => begins.test(digits) && lengths.includes(digits.length));
    return isIssued && hasLuhn(digits) && !REFERENCE.test(before(text, index, 32));
  });

/** Check digits of an IBAN: the number with its head moved to the end leaves 1 when divided by 97. */
const isIban = (compact: string): boolean => {
  let rest = 0;
  for (const character of `${compact.slice(4)}${compact.slice(0, 4)}`) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
};

const hasAccount = (text: string): boolean =>
  someMatch(text, IBAN, ({ 0: found }) => {
    // Words after it may look like one group more.
    const groups = found.toLowerCase().split(' ');
    return groups.some((_group, index) => {
      const compact = groups.slice(0, groups.length - index).join('');
      return compact.length >= 15 && compact.length <= 34 && isIban(compact);
    });
  });

/** “Lösenord: kommer i ett sms” holds none: a word in a sentence is one only with something else than letters in it. */
const hasNamedSecret = (text: string): boolean =>
  someMatch(
    text,
    NAMED_SECRET,
    ({ 1: value = '', 2: after = '' }) => /[^\p{L}.,;:!?()]/u.test(value) || (after === '' && !/[.,;:!?]$/.test(value)),
  );

const FINDERS: Readonly<Record<SensitiveKind, (text: string) => boolean>> = {
  personalNumber: hasPersonalNumber,
  card: hasCard,
  account: hasAccount,
  secret: (text) => hasNamedSecret(text) || KEYS.some((key) => key.test(text)),
};

/** Kinds of sensitive values that seem to stand in a text, each once. Time and memory are linear in its length. */
export const sensitiveIn = (text: string): readonly SensitiveKind[] =>
  text.length < 4 ? [] : SENSITIVE_KINDS.filter((kind) => FINDERS[kind](text));

const ENTITIES: Readonly<Record<string, string>> = { '&nbsp;': ' ', '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** As `sensitiveIn`, of what HTML shows: not of addresses and pictures in its attributes. */
export const sensitiveInHtml = (html: string): readonly SensitiveKind[] =>
  sensitiveIn(
    html
      .replace(/<(?:\/?(?:p|div|li|ul|ol|tr|td|th|h[1-6]|table|blockquote)|br)\b[^<>]*>/gi, '\n')
      .replace(/<[^<>]*>/g, '')
      .replace(/&(?:nbsp|amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? ''),
  );
