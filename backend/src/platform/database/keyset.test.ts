import { describe, expect, it } from '@jest/globals';
import { Cursor } from '@sefos/shared/contract/common.ts';
import fc from 'fast-check';
import { newId } from '../ids.ts';
import { decodeKeyset, encodeKeyset } from './keyset.ts';

const { pattern, maxLength } = Cursor as unknown as { readonly pattern: string; readonly maxLength: number };

describe('cursors', () => {
  const position = fc.record({
    at: fc.integer({ min: 0, max: 8_640_000_000_000_000 }),
    id: fc.nat(2 ** 47).map((ms) => newId(ms)),
  });

  it('come back as they went out, in letters that the contract takes', () => {
    fc.assert(
      fc.property(position, (given) => {
        const cursor = encodeKeyset(given);
        expect(decodeKeyset(cursor)).toEqual(given);
        expect(cursor).toMatch(new RegExp(pattern));
        expect(cursor.length).toBeLessThanOrEqual(maxLength);
      }),
    );
  });

  it('are a place or nothing, whatever is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()), (text) => {
        const found = decodeKeyset(text);
        if (found) expect(decodeKeyset(encodeKeyset(found))).toEqual(found);
      }),
    );
  });
});
