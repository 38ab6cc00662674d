import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface MadeFile {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/** Files to attach; `dispose` removes them. */
export class TestFiles {
  #folder: string | undefined;

  async #in(name: string): Promise<string> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'sefos-e2e-files-'));
    return join(this.#folder, name);
  }

  async text(name: string, content: string): Promise<MadeFile> {
    const path = await this.#in(name);
    await writeFile(path, content);
    return { path, name, sizeBytes: Buffer.byteLength(content) };
  }

  /** A file that takes little room on disk: holes, with random bytes every 16 MiB so that a lost or moved part shows. */
  async sparse(name: string, sizeBytes: number): Promise<MadeFile> {
    const path = await this.#in(name);
    const handle = await open(path, 'w');
    try {
      await handle.truncate(sizeBytes);
      for (let at = 0; at < sizeBytes - 64; at += 16 * 1024 ** 2) await handle.write(randomBytes(64), 0, 64, at);
      await handle.write(randomBytes(64), 0, 64, sizeBytes - 64);
    } finally {
      await handle.close();
    }
    return { path, name, sizeBytes };
  }

  async dispose(): Promise<void> {
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }
}

/** SHA-256 of a file in hex, read as a stream. */
export const sha256 = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

export const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;
