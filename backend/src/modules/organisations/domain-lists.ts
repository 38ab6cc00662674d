import { domainToASCII, domainToUnicode } from 'node:url';
import { domainOf } from '@sefos/shared/domain/email.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { DomainLists } from './organisations.domain.ts';

/** Domains in each list. */
export const MOST_LISTED_DOMAINS = LIMITS.listedDomains;

/** The form in which addresses hold a domain (IDNA, lower case), or null when the text is no domain with a dot in it. */
export const normaliseDomain = (text: string): string | null => {
  const domain = domainToASCII(text.trim().replace(/^@/, '').replace(/\.$/, ''));
  const labels = domain.split('.');
  const isDomain = labels.length > 1 && labels.every((label) => /^(?!-)[a-z0-9-]{1,63}(?<!-)$/.test(label));
  return isDomain && domain.length <= 253 && !/^\d+$/.test(labels.at(-1) ?? '') ? domain : null;
};

const longest = (listed: readonly string[], domain: string): number =>
  listed.reduce(
    (most, entry) => (domain === entry || domain.endsWith(`.${entry}`) ? Math.max(most, entry.length) : most),
    0,
  );

/** What the lists say of an address's domain. */
export const listedAs = ({ trusted, forbidden }: DomainLists, address: string): 'trusted' | 'forbidden' | null => {
  const domain = domainOf(address);
  const [trust, forbid] = [longest(trusted, domain), longest(forbidden, domain)];
  if (trust === forbid) return null;
  return trust > forbid ? 'trusted' : 'forbidden';
};

/** Letters that are drawn alike, by the one that they pass for (after Unicode's confusables: Latin, Cyrillic, Greek, digits). */
const DRAWN_ALIKE: Readonly<Record<string, string>> = {
  ...{ а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ј: 'j', ѕ: 's', ԁ: 'd', һ: 'h', ԛ: 'q', ԝ: 'w' },
  ...{ к: 'k', м: 'm', т: 't', в: 'b', н: 'h', ӏ: 'l', ո: 'n', ց: 'g', ս: 'u' },
  ...{ α: 'a', ο: 'o', ν: 'v', ρ: 'p', τ: 't', υ: 'u', χ: 'x', κ: 'k', ι: 'i', γ: 'y', ε: 'e' },
  ...{ ı: 'i', ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ɑ: 'a', ɡ: 'g', '0': 'o', '1': 'l', '5': 's' },
};

/** What a domain looks like at a glance. */
const skeleton = (name: string): string =>
  [...name.normalize('NFD').replace(/\p{M}/gu, '')]
    .map((letter) => DRAWN_ALIKE[letter] ?? letter)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('cl', 'd')
    .replaceAll('i', 'l');

const SHORT_NAME = 5;

/** One letter more, less or other, or two that have changed places. */
const isOneStepAway = (one: string, other: string): boolean => {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let head = 0;
  while (head < one.length && one[head] === other[head]) head += 1;
  const [left, right] = [one.slice(head), other.slice(head)];
  const swapped = left.length > 1 && left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
  return swapped || left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1);
};

/** Registries sell names below these (example.co.uk). */
const SECOND_LEVEL = new Set(['co', 'com', 'org', 'net', 'gov', 'ac', 'edu']);

/** The part of a domain that somebody has bought, cut before its ending. */
const bought = (domain: string): { readonly name: string; readonly ending: string; readonly whole: string } => {
  const labels = domain.split('.');
  const ending = labels.length > 2 && SECOND_LEVEL.has(labels.at(-2) ?? '') ? 2 : 1;
  const [name = '', ...end] = labels.slice(-ending - 1);
  return { name, ending: end.join('.'), whole: [name, ...end].join('.') };
};

/** A domain with all that it is compared by. */
interface Seen {
  readonly whole: string;
  readonly ending: string;
  /** As it is shown. */
  readonly name: string;
  readonly skeleton: string;
}

const see = (domain: string): Seen => {
  const { name, ending, whole } = bought(domain);
  const shown = domainToUnicode(name) || name;
  return { whole, ending, name: shown, skeleton: skeleton(shown) };
};

const mayBeMistaken = (domain: string, mine: Seen, other: Seen): boolean => {
  if (domain.startsWith(`${other.whole}.`) || domain.includes(`.${other.whole}.`)) return true;
  if (other.name === mine.name) return other.name.length >= SHORT_NAME - 1 && other.ending !== mine.ending;
  if (other.name.length > 2 && other.skeleton === mine.skeleton) return true;
  return Math.min(other.name.length, mine.name.length) >= SHORT_NAME && isOneStepAway(other.name, mine.name);
};

/** Answers for a domain the first of `known` that it may be mistaken for, and is not. */
export const lookAlikeAmong = (known: readonly string[]): ((domain: string) => string | null) => {
  const others = [...new Map(known.map((domain) => see(domain)).map((seen) => [seen.whole, seen])).values()];
  const names = new Set(others.map(({ whole }) => whole));
  return (domain) => {
    const mine = see(domain);
    // It is one of them itself: nothing is passed off.
    if (names.has(mine.whole)) return null;
    return others.find((other) => mayBeMistaken(domain, mine, other))?.whole ?? null;
  };
};
