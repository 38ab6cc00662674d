import { chmod, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KEY_BYTES, newKey } from '../../crypto/index.ts';
import type { Clock } from '../../ports/clock.port.ts';

/** A master key and the name it goes by. Protected: never log `key`. */
export interface MasterKey {
  /** 1–32 lower-case letters, digits and hyphens. Public: it is in every key that it wrapped. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

const HEADER = `# SEFOS master keys, one a line: id, then 32 bytes in base64. The last one wraps, all of them unwrap.
# Whoever has this file and the database can read everything; without it nobody can. Keep a copy in a safe place.
`;
const LINE = /^([a-z0-9-]{1,32}) ([A-Za-z0-9+/]{43}=)$/;
const OTHERS = 0o077;

/**
 * Reads the master keys, oldest first.
 * @throws {Error} ENOENT as it is; otherwise a sentence that says what to do, with the path and never a key
 */
export const readKeyFile = async (path: string): Promise<MasterKey[]> => {
  const { mode } = await stat(path);
  // Windows keeps access lists instead of modes; there the folder's own list must do.
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    const octal = (mode & 0o777).toString(8).padStart(4, '0');
    throw new Error(`The key file ${path} can be used by others than its owner (mode ${octal}): run chmod 600 ${path}`);
  }
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/);
  const keys = lines.flatMap((line, index) => parseLine(line, path, index + 1));
  if (keys.length === 0) throw new Error(`The key file ${path} holds no key: restore it from its copy`);
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) {
    throw new Error(`The key file ${path} names two keys alike: every key needs an id of its own`);
  }
  return keys;
};

const parseLine = (line: string, path: string, number: number): MasterKey[] => {
  if (line.trim() === '' || line.startsWith('#')) return [];
  const [, id, encoded] = LINE.exec(line) ?? [];
  const key = Buffer.from(encoded ?? '', 'base64');
  if (id === undefined || key.byteLength !== KEY_BYTES) {
    throw new Error(
      `Line ${number} of the key file ${path} is not an id and 32 bytes in base64: restore it from its copy`,
    );
  }
  return [{ id, key }];
};

/** Makes the file with one new key, unless it is there: of two processes that start at once, one makes it. */
export const createKeyFile = async (path: string, clock: Clock): Promise<void> => {
  const temporary = await writeTemporary(path, [newMasterKey([], clock)]);
  try {
    await link(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolderOf(path);
};

/**
 * Rotation: adds a new master key, which wraps from the next start on; the older ones go on unwrapping. Remove an older
 * line only when everything it wrapped has been wrapped anew. Gives the new key's id.
 */
export const addMasterKey = async (path: string, clock: Clock): Promise<string> => {
  const keys = await readKeyFile(path);
  const added = newMasterKey(keys, clock);
  const temporary = await writeTemporary(path, [...keys, added]);
  await rename(temporary, path);
  await syncFolderOf(path);
  return added.id;
};

/** The day, with a number behind it when the day has one already. */
const newMasterKey = (existing: readonly MasterKey[], clock: Clock): MasterKey => {
  const day = clock.now().toISOString().slice(0, 10);
  let id = day;
  for (let number = 2; existing.some((key) => key.id === id); number += 1) id = `${day}-${number}`;
  return { id, key: newKey() };
};

const writeTemporary = async (path: string, keys: readonly MasterKey[]): Promise<string> => {
  // A name of its own for every call: processes in containers may all have the number 1.
  const temporary = `${path}.${process.pid}-${process.hrtime.bigint()}.new`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    // A umask can only take away; the mode is set again in case the volume was mounted with one of its own.
    await chmod(temporary, 0o600);
    await handle.writeFile(HEADER + keys.map(({ id, key }) => `${id} ${key.toString('base64')}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return temporary;
};

const syncFolderOf = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(dirname(path), 'r');
  await handle.sync().finally(() => handle.close());
};
