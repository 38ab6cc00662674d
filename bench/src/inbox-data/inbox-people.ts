import { fileURLToPath } from 'node:url';

/** Whose inbox is filled, and who wrote. */
export const READER = 'handlaggare@storkommun.example';
export const WRITER = 'kollega@storkommun.example';

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../backend/migrations', import.meta.url));
