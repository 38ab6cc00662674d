import { Readable } from 'node:stream';
import { expect, it } from '@jest/globals';
import { type ZipFile, zipFiles } from './zip-stream.ts';

const MEBIBYTE = 1024 ** 2;
const file = (name: string, sizeBytes: number, open: () => Readable): ZipFile => ({
  name,
  sizeBytes,
  modifiedAt: new Date('2026-03-02T08:00:00Z'),
  open,
});
/** Says nothing: what is announced is known without its bytes. */
const silent = () => new Readable({ read: () => undefined });

it('announces an archive beyond 4 GiB with the records of zip64, before it has read anything', async () => {
  const bytes = 3 * 1024 ** 3;
  const small = await zipFiles([file('a.bin', 10, silent)]);
  const two = await zipFiles([file('a.bin', bytes, silent), file('b.bin', bytes, silent)]);
  small.stream.destroy();
  two.stream.destroy();
  const records = two.sizeBytes - 2 * bytes;
  // What two small files need, and zip64: its end of central directory and locator (76 bytes).
  expect(records).toBe(2 * (small.sizeBytes - 10) - 22 + 76);
});

it('reads file by file as it is taken, and not ahead', async () => {
  let made = 0;
  const source = () =>
    Readable.from(
      (function* () {
        for (let chunk = 0; chunk < 64; chunk++) {
          made++;
          yield Buffer.alloc(MEBIBYTE);
        }
      })(),
      { objectMode: false },
    );
  const { stream, sizeBytes } = await zipFiles([file('a.bin', 64 * MEBIBYTE, source), file('b.bin', 1, silent)]);
  let taken = 0;
  let most = 0;
  for await (const chunk of stream) {
    taken += (chunk as Buffer).length;
    most = Math.max(most, made * MEBIBYTE - taken);
    if (taken > 48 * MEBIBYTE) break;
  }
  expect(sizeBytes).toBeGreaterThan(64 * MEBIBYTE);
  expect(most).toBeLessThan(8 * MEBIBYTE);
});
