import type { Dirent, Stats } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DomainError } from '../../platform/errors.ts';
import type { BlobStorage } from '../../ports/storage.port.ts';
import { assertBlobName } from './blob-name.ts';
import { errorCode, placeWithoutReplacing, syncFolder, toStorageError, writeDurably } from './disk-file.ts';
import { pull } from './pull.ts';

export interface DiskStorageOptions {
  /** Absolute path of the folder; made when absent, readable by this user only. */
  readonly folder: string;
}

const READ_BYTES = 512 * 1024;
const TEMPORARY = 'tmp';
const FAN_OUT = /^[0-9a-f]{2}$/;
const FILE_NAME = /^[a-z0-9_-]+$/;
/** Temporary files this much older than the sweep's instant belong to a process that was killed. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Blobs as files: `<folder>/xx/yy/<name with / as _>`, where xx and yy spread the names evenly. A blob is written under
 * `<folder>/tmp`, made durable and then given its name, so that a name always means a whole blob. Names are not secret
 * and hold none. A deletion is not fsynced: what a power cut brings back is an orphan, which the sweep takes.
 */
export const makeDiskStorage = ({ folder }: DiskStorageOptions): BlobStorage => new DiskStorage(folder);

class DiskStorage implements BlobStorage {
  readonly #folder: string;
  /** Folders that are known to be there, durably. At most 65,793. */
  readonly #ready = new Map<string, Promise<void>>();
  readonly #ownTemporaries = new Set<string>();
  #counter = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(name: string, content: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<number> {
    const final = this.#pathOf(name);
    const { handle, path } = await this.#openTemporary().catch(throwStorageError);
    try {
      const bytes = await writeDurably(handle, pull(content, signal)).finally(() => handle.close());
      signal?.throwIfAborted();
      await this.#place(path, final).catch(throwStorageError);
      return bytes;
    } catch (error) {
      await rm(path, { force: true }).catch(() => undefined);
      throw error;
    } finally {
      this.#ownTemporaries.delete(path);
    }
  }

  async read(name: string, range?: { readonly start: number; readonly end: number }): Promise<Readable> {
    const path = this.#pathOf(name);
    if (range !== undefined && range.end < range.start) return Readable.from([]);
    const handle = await open(path, 'r').catch((error: unknown) => {
      throw errorCode(error) === 'ENOENT' ? new DomainError('blob-not-found') : toStorageError(error);
    });
    // The stream closes the file when it ends, fails or is destroyed.
    return handle.createReadStream({ ...range, highWaterMark: READ_BYTES });
  }

  async delete(name: string): Promise<void> {
    await rm(this.#pathOf(name), { force: true }).catch(throwStorageError);
  }

  async *list(before: Date): AsyncIterable<string> {
    await this.#removeAbandoned(new Date(before.getTime() - ABANDONED_AFTER_MS));
    for (const first of await entriesOf(this.#folder)) {
      if (!first.isDirectory() || !FAN_OUT.test(first.name)) continue;
      for (const second of await entriesOf(join(this.#folder, first.name))) {
        if (second.isDirectory()) yield* namesIn(join(this.#folder, first.name, second.name), before);
      }
    }
  }

  #pathOf(name: string): string {
    assertBlobName(name);
    return join(this.#folder, ...fanOutOf(name), name.replaceAll('/', '_'));
  }

  async #openTemporary(): Promise<{ readonly handle: FileHandle; readonly path: string }> {
    const folder = join(this.#folder, TEMPORARY);
    await this.#ensure(folder);
    for (;;) {
      this.#counter += 1;
      const path = join(folder, `${process.pid}-${this.#counter}`);
      try {
        const handle = await open(path, 'wx', 0o600);
        this.#ownTemporaries.add(path);
        return { handle, path };
      } catch (error) {
        // Another process with this number, now or before a kill, has the name.
        if (errorCode(error) !== 'EEXIST') throw error;
      }
    }
  }

  async #place(temporary: string, final: string): Promise<void> {
    const folder = join(final, '..');
    await this.#ensure(folder);
    try {
      await placeWithoutReplacing(temporary, final);
    } catch (error) {
      throw errorCode(error) === 'EEXIST' ? new DomainError('blob-exists') : error;
    }
    try {
      await syncFolder(folder);
    } catch (error) {
      // Not known to be durable means not written: no blob may stay under the name.
      await rm(final, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  /** Makes a folder and its parents up to ours, each of them durable, once a process. */
  #ensure(folder: string): Promise<void> {
    const known = this.#ready.get(folder);
    if (known) return known;
    const making = this.#make(folder).catch((error: unknown) => {
      this.#ready.delete(folder);
      throw error;
    });
    this.#ready.set(folder, making);
    return making;
  }

  async #make(folder: string): Promise<void> {
    const parent = join(folder, '..');
    if (folder === this.#folder) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    } else {
      await this.#ensure(parent);
      await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
        if (errorCode(error) !== 'EEXIST') throw error;
      });
    }
    await syncFolder(parent);
  }

  async #removeAbandoned(before: Date): Promise<void> {
    const folder = join(this.#folder, TEMPORARY);
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (this.#ownTemporaries.has(path)) continue;
      const found = await statOf(path);
      if (found !== undefined && found.mtime < before) await rm(path, { force: true }).catch(throwStorageError);
    }
  }
}

const throwStorageError = (error: unknown): never => {
  throw error instanceof DomainError ? error : toStorageError(error);
};

/** Two pairs of hexadecimal digits out of FNV-1a (32 bits): spreads names, protects nothing. */
const fanOutOf = (name: string): [string, string] => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
  }
  const hex = ((hash >>> 16) ^ (hash & 0xffff)).toString(16).padStart(4, '0');
  return [hex.slice(0, 2), hex.slice(2)];
};

async function* namesIn(folder: string, before: Date): AsyncIterable<string> {
  for (const entry of await entriesOf(folder)) {
    if (!entry.isFile() || !FILE_NAME.test(entry.name)) continue;
    const found = await statOf(join(folder, entry.name));
    if (found !== undefined && found.mtime < before) yield entry.name.replaceAll('_', '/');
  }
}

const entriesOf = async (folder: string): Promise<Dirent[]> => {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw toStorageError(error);
  }
};

/** Undefined when it has been deleted since its folder was read. */
const statOf = async (path: string): Promise<Stats | undefined> => {
  try {
    return await stat(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw toStorageError(error);
  }
};
