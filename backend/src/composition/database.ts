import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Database } from '../platform/database/database.ts';
import { openDatabase } from '../platform/database/open-database.ts';
import type { Config } from './config.ts';
import { ENTITIES } from './entities.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Opens the database that the settings name and brings it to the newest migration. */
export const openProductDatabase = (config: Pick<Config, 'dataDir' | 'databaseUrl'>): Promise<Database> => {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  return openDatabase({ url: config.databaseUrl, entities: ENTITIES, migrationsFolder: MIGRATIONS });
};
