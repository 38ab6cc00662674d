import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_FOLDER } from './settings.ts';

/** An empty folder of the bench's own. */
export const freshFolder = (name: string): string => {
  const folder = join(BENCH_FOLDER, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
};
