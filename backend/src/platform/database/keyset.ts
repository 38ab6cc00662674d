/** Where a page of a list begins: the last row of the one before. */
export interface Keyset {
  /** Milliseconds. */
  readonly at: number;
  readonly id: string;
}

/** A cursor for clients: opaque to them, and it opens nothing. */
export const encodeKeyset = ({ at, id }: Keyset): string => Buffer.from(`${at}.${id}`).toString('base64url');

/** Null for a text that is no cursor of ours. */
export const decodeKeyset = (cursor: string): Keyset | null => {
  const match = /^(\d{1,16})\.([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match?.[1] && match[2] ? { at: Number(match[1]), id: match[2] } : null;
};
