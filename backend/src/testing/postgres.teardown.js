import { rmSync } from 'node:fs';

export default async function teardown() {
  await globalThis.__sefosPostgres?.stop();
  rmSync(globalThis.__sefosTemplates, { recursive: true, force: true });
}
