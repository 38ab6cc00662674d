import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BlobStorage } from './storage.port.ts';

/** What an adapter's test gives the contract; one for all of its tests. */
export interface StorageContractSetup {
  readonly storage: BlobStorage;
  teardown(): Promise<void>;
}

const MIB = 1024 * 1024;

/** `bytes` bytes that differ from place to place, in chunks of `chunkBytes`. */
const pattern = (bytes: number): Buffer => {
  const content = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += 1) content[at] = at * 31 + (at >> 8);
  return content;
};

async function* inChunks(content: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.byteLength; at += chunkBytes) yield content.slice(at, at + chunkBytes);
}

const namesOf = async (storage: BlobStorage, before: Date): Promise<string[]> => {
  const names: string[] = [];
  for await (const name of storage.list(before)) names.push(name);
  return names.sort();
};

/** The tests that every BlobStorage adapter must pass. */
export const storageContract = (label: string, setUp: () => Promise<StorageContractSetup>): void => {
  describe(`${label} keeps the storage contract`, () => {
    let current: StorageContractSetup;
    let storage: BlobStorage;
    const far = new Date(Date.now() + 24 * 60 * 60 * 1000);
    const readAll = async (name: string, range?: { start: number; end: number }) =>
      buffer(await storage.read(name, range));
    const gone = (name: string) => expect(storage.read(name)).rejects.toMatchObject({ type: 'blob-not-found' });
    beforeAll(async () => {
      current = await setUp();
      storage = current.storage;
    });
    afterAll(() => current.teardown());

    it.each([
      [0, 1],
      [1, 1],
      [70_000, 777],
      [3 * MIB + 5, 64 * 1024],
      [21 * MIB + 1, 300_000],
    ])('gives back %i bytes written in chunks of %i', async (bytes, chunkBytes) => {
      const content = pattern(bytes);
      const name = `org-1/sizes/${bytes}`;
      await expect(storage.write(name, inChunks(content, chunkBytes))).resolves.toBe(bytes);
      expect((await readAll(name)).equals(content)).toBe(true);
    });

    it('reads a range, both ends included, and clips it at the last byte', async () => {
      const content = pattern(1_000_000);
      await storage.write('org-1/range', inChunks(content, 65_536));
      for (const [start, end] of [
        [0, 1],
        [1, 1],
        [65_535, 700_001],
        [999_999, 999_999],
      ] as const) {
        expect((await readAll('org-1/range', { start, end })).equals(content.subarray(start, end + 1))).toBe(true);
      }
      expect((await readAll('org-1/range', { start: 999_990, end: 2_000_000 })).equals(content.subarray(999_990))).toBe(
        true,
      );
      expect(await readAll('org-1/range', { start: 1_000_000, end: 1_000_001 })).toHaveLength(0);
    });

    it('says blob-not-found before the first byte', async () => {
      await gone('org-1/never-written');
    });

    it('refuses a second write of a name and keeps the first', async () => {
      await storage.write('org-1/once', inChunks(pattern(10), 10));
      const second = storage.write('org-1/once', inChunks(pattern(20), 20));
      await expect(second).rejects.toMatchObject({ type: 'blob-exists' });
      expect(await readAll('org-1/once')).toHaveLength(10);
    });

    it.each([0, 12])('leaves no blob and gives the error on when the content fails after %i MiB', async (mebibytes) => {
      const failure = new Error('the sender went away');
      const failing = async function* () {
        for (let sent = 0; sent < mebibytes; sent += 1) yield pattern(MIB);
        throw failure;
      };
      await expect(storage.write(`org-1/failed-${mebibytes}`, failing())).rejects.toBe(failure);
      await gone(`org-1/failed-${mebibytes}`);
    });

    it('leaves no blob when it is aborted while it waits for the next chunk', async () => {
      const controller = new AbortController();
      const reason = new Error('recalled');
      let returned = false;
      const stalling: AsyncIterable<Uint8Array> = {
        [Symbol.asyncIterator]: () => {
          let sent = 0;
          return {
            next: async () => {
              sent += 1;
              if (sent <= 10) return { done: false, value: pattern(MIB) };
              setTimeout(() => controller.abort(reason), 20);
              return new Promise(() => undefined);
            },
            return: async () => {
              returned = true;
              return { done: true, value: undefined };
            },
          };
        },
      };
      await expect(storage.write('org-1/aborted', stalling, controller.signal)).rejects.toBe(reason);
      await gone('org-1/aborted');
      expect(returned).toBe(true);
    });

    it('writes nothing when it was aborted before it began', async () => {
      const signal = AbortSignal.abort(new Error('too late'));
      await expect(storage.write('org-1/early', inChunks(pattern(5), 5), signal)).rejects.toThrow('too late');
      await gone('org-1/early');
    });

    it('deletes, and does not mind what is not there', async () => {
      await storage.write('org-1/deleted', inChunks(pattern(5), 5));
      await storage.delete('org-1/deleted');
      await storage.delete('org-1/deleted');
      await gone('org-1/deleted');
    });

    it('writes many at once', async () => {
      const names = Array.from({ length: 20 }, (_, at) => `org-2/many/${at}`);
      await Promise.all(names.map((name, at) => storage.write(name, inChunks(pattern(at * 1_000), 512))));
      const sizes = await Promise.all(names.map(async (name) => (await readAll(name)).byteLength));
      expect(sizes).toEqual(names.map((_, at) => at * 1_000));
    });

    it('lists what was written before an instant, by the names it was given', async () => {
      await storage.write('org-3/listed-a/b-1', inChunks(pattern(5), 5));
      const names = await namesOf(storage, far);
      expect(names).toEqual(expect.arrayContaining(['org-1/once', 'org-2/many/19', 'org-3/listed-a/b-1']));
      expect(names).not.toContain('org-1/aborted');
      expect(await namesOf(storage, new Date('2020-01-01T00:00:00Z'))).toEqual([]);
    });

    it.each([
      '',
      '/',
      '../secret',
      'a/../../b',
      'a//b',
      '/etc/passwd',
      'a/',
      'A',
      'å',
      'a_b',
      'a.b',
      'a\0b',
      'a\\b',
      'a'.repeat(201),
    ])('refuses the name %j', async (name) => {
      await expect(storage.write(name, inChunks(pattern(1), 1))).rejects.toThrow(TypeError);
      await expect(storage.read(name)).rejects.toThrow(TypeError);
      await expect(storage.delete(name)).rejects.toThrow(TypeError);
    });
  });
};
