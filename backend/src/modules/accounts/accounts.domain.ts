import { type AssuranceLevel, METHOD_LEVEL } from '@sefos/shared/domain/levels.ts';
import { fromEachWord } from '@sefos/shared/domain/search-text.ts';

export const ROLES = ['user', 'organisation-administrator', 'system-administrator'] as const;
export type Role = (typeof ROLES)[number];
export type Language = 'sv' | 'en' | 'fi';
export type Theme = 'system' | 'light' | 'dark' | 'contrast';

/** OpenID providers that may stand for an account's sign-in or step-up; the provider's key is the method. */
export const ACCOUNT_PROVIDERS = ['entra', 'freja', 'siths'] as const;
export type AccountProvider = (typeof ACCOUNT_PROVIDERS)[number];
export const isAccountProvider = (key: string): key is AccountProvider =>
  (ACCOUNT_PROVIDERS as readonly string[]).includes(key);

/** The level that a step-up with a method reaches at most. */
export const stepUpLevel = (method: AccountProvider | 'bankid'): AssuranceLevel => METHOD_LEVEL[method];

export interface SessionTimes {
  readonly createdAt: number;
  readonly seenAt: number;
  /** Absolute end, as it was when the session began. */
  readonly expiresAt: number;
}
export interface SessionLimits {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}

/** Absolute end of a session, in milliseconds: a limit that was shortened since holds at once. */
export const absoluteEnd = ({ createdAt, expiresAt }: SessionTimes, { absoluteSeconds }: SessionLimits): number =>
  Math.min(expiresAt, createdAt + absoluteSeconds * 1000);

/** False from the very instant of the idle or the absolute end. */
export const isSessionAlive = (times: SessionTimes, limits: SessionLimits, now: number): boolean =>
  now < absoluteEnd(times, limits) && now < times.seenAt + limits.idleSeconds * 1000;

/** Once a minute, and often enough that a very short idle limit does not end a session in use. */
export const shouldRemember = (times: SessionTimes, { idleSeconds }: SessionLimits, now: number): boolean =>
  now - times.seenAt >= Math.min(60_000, idleSeconds * 100);

/** What an account is found by: the address, the name, and the rest of the name from each word on. */
export const searchKeysOf = (displayName: string, email: string): string[] =>
  [...new Set([email, ...fromEachWord(displayName)])].filter((key) => key !== '');

/** Repeats the last value, so that queries with lists of any length share few prepared statements. */
export const padToPowerOfTwo = (values: readonly string[]): string[] => {
  const last = values.at(-1) ?? '';
  return [...values, ...Array<string>(2 ** Math.ceil(Math.log2(values.length)) - values.length).fill(last)];
};
