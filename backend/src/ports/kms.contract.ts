import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Kms } from './kms.port.ts';

/** What an adapter's test gives the contract; one for all of its tests. */
export interface KmsContractSetup {
  readonly kms: Kms;
  /** A KMS with other master keys. */
  readonly stranger: Kms;
  teardown(): Promise<void>;
}

const CONTEXT = 'organisation=42&epoch=1';

/** The tests that every Kms adapter must pass. */
export const kmsContract = (label: string, setUp: () => Promise<KmsContractSetup>): void => {
  describe(`${label} keeps the KMS contract`, () => {
    let current: KmsContractSetup;
    let kms: Kms;
    const key = Buffer.from(Uint8Array.from({ length: 32 }, (_, at) => at * 7));
    const failed = { type: 'key-unwrap-failed' };
    beforeAll(async () => {
      current = await setUp();
      kms = current.kms;
    });
    afterAll(() => current.teardown());

    it('gives back the key it wrapped', async () => {
      expect((await kms.unwrap(await kms.wrap(key, CONTEXT), CONTEXT)).equals(key)).toBe(true);
    });

    it('leaves the given key as it was and shows nothing of it', async () => {
      const given = Buffer.from(key);
      const wrapped = await kms.wrap(given, CONTEXT);
      expect(given.equals(key)).toBe(true);
      expect(wrapped.includes(key.subarray(0, 8))).toBe(false);
    });

    it('wraps the same key differently every time', async () => {
      expect((await kms.wrap(key, CONTEXT)).equals(await kms.wrap(key, CONTEXT))).toBe(false);
    });

    it.each([31, 33, 0])('takes no key of %i bytes', async (length) => {
      await expect(kms.wrap(Buffer.alloc(length), CONTEXT)).rejects.toThrow();
    });

    it.each(['', 'organisation=42&epoch=2', `${CONTEXT} `])('refuses the context %j', async (context) => {
      const wrapped = await kms.wrap(key, CONTEXT);
      await expect(kms.unwrap(wrapped, context)).rejects.toMatchObject(failed);
    });

    it('refuses any flipped bit, any cut and anything added', async () => {
      const wrapped = await kms.wrap(key, CONTEXT);
      for (let at = 0; at < wrapped.byteLength; at += 1) {
        for (const bit of [0x01, 0x80]) {
          const flipped = Buffer.from(wrapped);
          flipped[at] = (flipped[at] ?? 0) ^ bit;
          await expect(kms.unwrap(flipped, CONTEXT)).rejects.toMatchObject(failed);
        }
        await expect(kms.unwrap(wrapped.subarray(0, at), CONTEXT)).rejects.toMatchObject(failed);
      }
      await expect(kms.unwrap(Buffer.concat([wrapped, Buffer.alloc(1)]), CONTEXT)).rejects.toMatchObject(failed);
    });

    it('opens nothing that another KMS wrapped', async () => {
      const wrapped = await current.stranger.wrap(key, CONTEXT);
      await expect(kms.unwrap(wrapped, CONTEXT)).rejects.toMatchObject(failed);
    });
  });
};
