import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kmsContract } from '../../ports/kms.contract.ts';
import { makeKeyFileKms, masterKeyIdOf } from './key-file.adapter.ts';
import { addMasterKey } from './key-file.ts';

const clock = { now: () => new Date('2026-11-21T12:00:00Z') };
const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'sefos-kms-'));

kmsContract('key file', async () => {
  const folder = await newFolder();
  return {
    kms: await makeKeyFileKms({ file: join(folder, 'a'), clock, create: true }),
    stranger: await makeKeyFileKms({ file: join(folder, 'b'), clock, create: true }),
    teardown: () => rm(folder, { recursive: true }),
  };
});

describe('key file', () => {
  const key = Buffer.alloc(32, 9);
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await newFolder();
    file = join(folder, 'master-keys');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made for its owner alone, whole, and leaves nothing beside it', async () => {
    await makeKeyFileKms({ file, clock, create: true });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['master-keys']);
    expect(await readFile(file, 'utf8')).toMatch(/^(#.*\n)+2026-11-21 [A-Za-z0-9+/]{43}=\n$/);
  });

  it('unwraps after a restart', async () => {
    const wrapped = await (await makeKeyFileKms({ file, clock, create: true })).wrap(key, 'c');
    const again = await makeKeyFileKms({ file, clock, create: true });
    expect((await again.unwrap(wrapped, 'c')).equals(key)).toBe(true);
  });

  it('is one file with one key when several processes start at once', async () => {
    const starting = Array.from({ length: 5 }, () => makeKeyFileKms({ file, clock, create: true }));
    const started = await Promise.all(starting);
    const wrapped = await started[0]?.wrap(key, 'c');
    expect(await readdir(folder)).toEqual(['master-keys']);
    for (const kms of started) expect((await kms.unwrap(wrapped ?? Buffer.alloc(0), 'c')).equals(key)).toBe(true);
  });

  it('is not made unless asked for', async () => {
    await expect(makeKeyFileKms({ file, clock })).rejects.toThrow(/no key file at .*KMS_URL/);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([0o640, 0o604, 0o660, 0o620, 0o610])('is refused with mode %o, with what to do', async (mode) => {
    await makeKeyFileKms({ file, clock, create: true });
    await chmod(file, mode);
    await expect(makeKeyFileKms({ file, clock, create: true })).rejects.toThrow(/run chmod 600/);
  });

  it('wraps with the newest key after a rotation and unwraps with all of them', async () => {
    const before = await (await makeKeyFileKms({ file, clock, create: true })).wrap(key, 'c');
    await expect(addMasterKey(file, clock)).resolves.toBe('2026-11-21-2');
    const rotated = await makeKeyFileKms({ file, clock });
    const after = await rotated.wrap(key, 'c');
    expect(masterKeyIdOf(before)).toBe('2026-11-21');
    expect(masterKeyIdOf(after)).toBe('2026-11-21-2');
    expect((await rotated.unwrap(before, 'c')).equals(key)).toBe(true);
    expect((await rotated.unwrap(after, 'c')).equals(key)).toBe(true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['master-keys']);
  });

  it.each([
    ['', /holds no key/],
    ['# only a remark\n', /holds no key/],
    ['k1 c2hvcnQ=\n', /Line 1 /],
    [`k1 ${Buffer.alloc(32).toString('base64')}\nsecret-rubbish\n`, /Line 2 /],
    [`k1 ${Buffer.alloc(32, 1).toString('base64')}\nk1 ${Buffer.alloc(32, 2).toString('base64')}\n`, /two keys alike/],
  ])('is refused when it reads %j', async (content, sentence) => {
    await writeFile(file, content, { mode: 0o600 });
    const making = makeKeyFileKms({ file, clock, create: true });
    await expect(making).rejects.toThrow(sentence);
    await expect(making).rejects.not.toThrow(/rubbish|c2hvcnQ/);
  });
});
