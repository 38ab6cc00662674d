import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../../platform/errors.ts';
import { inParts, ofPart, tellAll } from './in-parts.ts';

const people = (count: number) => Array.from({ length: count }, (_, index) => `account-${index}`);

describe('telling many people', () => {
  it.each([
    [0, []],
    [1, [1]],
    [25, [25]],
    [26, [25, 1]],
    [500, Array(20).fill(25)],
  ])('makes of %i people jobs of 25 at most, and loses nobody', (count, sizes) => {
    const parts = inParts(people(count)).map(ofPart);
    expect(parts.map(({ length }) => length)).toEqual(sizes);
    expect(parts.flat()).toEqual(people(count));
  });

  it('leaves those who could not be told, for as long as the other end asks', async () => {
    const told = await tellAll(['anna', 'bo', 'cia'], async (name) => {
      if (name === 'bo') throw new DomainError('graph-unavailable', { retryAfterSeconds: 90 });
      return name;
    });
    expect(told).toEqual({ done: ['anna', 'cia'], left: ['bo'], waitMilliseconds: 90_000 });
    const nobody = tellAll(['bo'], () => Promise.reject(new DomainError('mail-unavailable')));
    await expect(nobody).rejects.toMatchObject({ type: 'mail-unavailable' });
    expect(await tellAll([], async () => 1)).toEqual({ done: [], left: [], waitMilliseconds: 30_000 });
  });
});
