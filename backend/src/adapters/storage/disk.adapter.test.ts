import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { storageContract } from '../../ports/storage.contract.ts';
import { makeDiskStorage } from './disk.adapter.ts';
import { placeWithoutReplacing, toStorageError, writeDurably } from './disk-file.ts';

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'sefos-disk-'));

storageContract('disk', async () => {
  const folder = await newFolder();
  return {
    storage: makeDiskStorage({ folder: join(folder, 'blobs') }),
    teardown: () => rm(folder, { recursive: true }),
  };
});

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

describe('disk adapter', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await newFolder();
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps blobs two folders deep, for this user only', async () => {
    await makeDiskStorage({ folder: join(folder, 'b') }).write('org-1/a', chunks('x'));
    const files = (await readdir(join(folder, 'b'), { recursive: true })).filter((path) => path.endsWith('org-1_a'));
    expect(files).toEqual([expect.stringMatching(/^[0-9a-f]{2}\/[0-9a-f]{2}\/org-1_a$/)]);
    expect((await stat(join(folder, 'b', files[0] ?? ''))).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'b'))).mode & 0o077).toBe(0);
  });

  it('finds blobs again after a restart', async () => {
    await makeDiskStorage({ folder }).write('org-1/a', chunks('hej ', 'du'));
    expect((await buffer(await makeDiskStorage({ folder }).read('org-1/a'))).toString()).toBe('hej du');
  });

  it('reads the first byte alone', async () => {
    const storage = makeDiskStorage({ folder });
    await storage.write('a', chunks('xyz'));
    expect((await buffer(await storage.read('a', { start: 0, end: 0 }))).toString()).toBe('x');
  });

  it('leaves no temporary file behind, after success, failure or a name that was taken', async () => {
    const storage = makeDiskStorage({ folder });
    const failing = async function* () {
      yield Buffer.from('x');
      throw new Error('gone');
    };
    await storage.write('a', chunks('x'));
    await storage.write('b', failing()).catch(() => undefined);
    await storage.write('a', chunks('y')).catch(() => undefined);
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  });

  it('passes over the temporary file of a killed process and sweeps it a day later', async () => {
    await mkdir(join(folder, 'tmp'));
    const left = join(folder, 'tmp', `${process.pid}-1`);
    await writeFile(left, 'half');
    await utimes(left, new Date('2026-11-01T00:00:00Z'), new Date('2026-11-01T00:00:00Z'));
    const storage = makeDiskStorage({ folder });
    await storage.write('a', chunks('x'));
    for await (const _ of storage.list(new Date('2026-11-01T12:00:00Z')));
    expect(await readdir(join(folder, 'tmp'))).toHaveLength(1);
    for await (const _ of storage.list(new Date('2026-11-02T12:00:00Z')));
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  });

  it('has one winner when two write the same name at once', async () => {
    const storage = makeDiskStorage({ folder });
    const results = await Promise.allSettled([storage.write('a', chunks('1')), storage.write('a', chunks('2'))]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('never replaces a file on a volume without hard links either', async () => {
    await writeFile(join(folder, 'there'), 'old');
    await writeFile(join(folder, 'temporary'), 'new');
    await expect(placeWithoutReplacing(join(folder, 'temporary'), join(folder, 'there'))).rejects.toMatchObject({
      code: 'EEXIST',
    });
  });

  it('says storage-unavailable, without the path, when the folder cannot be used', async () => {
    await writeFile(join(folder, 'file'), '');
    const write = makeDiskStorage({ folder: join(folder, 'file', 'blobs') }).write('a', chunks('x'));
    await expect(write).rejects.toMatchObject({ type: 'storage-unavailable', facts: { reason: 'ENOTDIR' } });
  });

  it.each([
    ['ENOSPC', 'storage-full'],
    ['EDQUOT', 'storage-full'],
    ['EIO', 'storage-unavailable'],
  ])('names %s %s', (code, type) => {
    expect(toStorageError(Object.assign(new Error('/secret/path'), { code }))).toMatchObject({
      type,
      facts: { reason: code },
    });
  });
});

describe('writing behind', () => {
  type Handle = Parameters<typeof writeDurably>[0];
  const handleOf = (handle: Partial<Record<'writev' | 'datasync', unknown>>): Handle => handle as unknown as Handle;
  const half = Buffer.alloc(300 * 1024, 1);
  async function* many(count: number): AsyncGenerator<Uint8Array> {
    for (let sent = 0; sent < count; sent += 1) yield Buffer.from(half);
  }

  it('goes on after a write that stopped short', async () => {
    const written: Buffer[] = [];
    const writev = async (buffers: Uint8Array[]) => {
      const taken = Buffer.concat(buffers).subarray(0, 100_001);
      written.push(Buffer.from(taken));
      return { bytesWritten: taken.byteLength };
    };
    const content = Array.from({ length: 7 }, (_, at) => Buffer.alloc(123_457, at));
    await writeDurably(
      handleOf({ writev, datasync: async () => undefined }),
      (async function* () {
        // Copies: what is handed over is the storage's to free.
        for (const chunk of content) yield Buffer.from(chunk);
      })(),
    );
    expect(Buffer.concat(written).equals(Buffer.concat(content))).toBe(true);
  });

  it('stops with storage-full when the volume fills up in the middle', async () => {
    let calls = 0;
    const writev = async (buffers: Uint8Array[]) => {
      calls += 1;
      if (calls > 2) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      return { bytesWritten: Buffer.concat(buffers).byteLength };
    };
    const write = writeDurably(handleOf({ writev, datasync: async () => undefined }), many(50));
    await expect(write).rejects.toMatchObject({ type: 'storage-full' });
    expect(calls).toBe(3);
  });

  it('fails when the last fsync fails', async () => {
    const datasync = async () => {
      throw Object.assign(new Error('bad sector'), { code: 'EIO' });
    };
    const writev = async (buffers: Uint8Array[]) => ({ bytesWritten: buffers.length * half.byteLength });
    const write = writeDurably(handleOf({ writev, datasync }), many(3));
    await expect(write).rejects.toMatchObject({ type: 'storage-unavailable', facts: { reason: 'EIO' } });
  });
});
