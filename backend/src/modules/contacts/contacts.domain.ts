import type { ExternalMethod } from '@sefos/shared/domain/levels.ts';
import { maskPhone } from '@sefos/shared/domain/phone.ts';
import { foldForSearch, fromEachWord } from '@sefos/shared/domain/search-text.ts';

/** What identifies a person: E.164, and twelve digits. Protected data: never log. */
export interface Details {
  readonly phone: string | null;
  readonly personalNumber: string | null;
}
export const NO_DETAILS: Details = { phone: null, personalNumber: null };

export type Language = 'sv' | 'en' | 'fi';
export type Method = ExternalMethod;

export const isEmpty = ({ phone, personalNumber }: Details): boolean => phone === null && personalNumber === null;

/** The date of birth, and nothing of the rest. */
export const maskPersonalNumber = (twelveDigits: string): string => `${twelveDigits.slice(0, 8)}-••••`;

/** As lists, composers and delegates see it. */
export const masked = ({ phone, personalNumber }: Details) => ({
  maskedPhone: phone === null ? null : maskPhone(phone),
  maskedPersonalNumber: personalNumber === null ? null : maskPersonalNumber(personalNumber),
});

/** Longer keys are cut; so is what is looked for. */
const KEY_BYTES = 64;

export const searchKey = (text: string): Buffer => Buffer.from(foldForSearch(text)).subarray(0, KEY_BYTES);

/** What is found by a text is what stands from its key on and below this one: 0xff stands in no UTF-8. */
export const above = (prefix: Buffer): Buffer => Buffer.concat([prefix, Buffer.from([0xff])]);

/** What somebody is found by: the whole name, the rest of it from each word on, and the address. */
export const searchKeysOf = (name: string, address?: string): Buffer[] => {
  const texts = [...fromEachWord(name), ...(address === undefined ? [] : [address])];
  const keys = texts.map(searchKey).filter((key) => key.length > 0);
  return [...new Map(keys.map((key) => [key.toString('hex'), key])).values()];
};

/** A row's place in a list by name or by key; `id` tells rows of one name apart. */
export interface Place {
  readonly key: string;
  readonly id: string;
}

const PLACE = /^([0-9a-f]{0,160})\.([0-9a-f-]{36})$/;

/** A cursor for clients: opaque to them, and it opens nothing. */
export const encodePlace = ({ key, id }: Place): string => Buffer.from(`${key}.${id}`).toString('base64url');

/** Null for a text that is no cursor of ours. */
export const decodePlace = (cursor: string): Place | null => {
  const [, key, id] = PLACE.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return key === undefined || id === undefined ? null : { key, id };
};
