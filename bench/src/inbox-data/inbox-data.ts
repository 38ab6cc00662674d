import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProduct } from '../product/product.ts';
import { BENCH_FOLDER, PORTS } from '../settings.ts';
import { freshFolder } from '../workspace.ts';
import { MIGRATIONS_FOLDER } from './inbox-people.ts';

const FILL = fileURLToPath(new URL('./fill.child.ts', import.meta.url));
/** What the generated rows depend on: when one of these changes, they are made anew. */
const SOURCES = [
  FILL,
  fileURLToPath(new URL('./inbox-words.ts', import.meta.url)),
  ...['sqlite', 'postgresql'].flatMap((engine) =>
    readdirSync(join(MIGRATIONS_FOLDER, engine)).map((file) => join(MIGRATIONS_FOLDER, engine, file)),
  ),
  ...[
    'crypto/format.ts',
    'crypto/wrap-key.ts',
    'crypto/word-index.ts',
    'modules/search/words.domain.ts',
    'modules/search/filter.domain.ts',
    'modules/messages/messages.domain.ts',
    'composition/demo-people.ts',
  ].map((file) => join(MIGRATIONS_FOLDER, '../src', file)),
];

/** Names the state of the generator and of the schema. */
export const dataVersion = (): string => {
  const hash = createHash('sha256');
  for (const source of SOURCES) hash.update(readFileSync(source));
  return hash.digest('hex').slice(0, 10);
};

/** A folder of the product with `messages` messages in one inbox; made once and kept in the temporary folder. */
export const inboxFolder = async (messages: number): Promise<string> => {
  const name = `inbox-${dataVersion()}-${messages}`;
  const dataDir = join(BENCH_FOLDER, name);
  const done = join(dataDir, 'complete');
  if (existsSync(done)) return dataDir;
  process.stderr.write(`  making a mailbox of ${messages} messages, once …\n`);
  freshFolder(name);
  // The product itself makes schema, keys and people.
  await (await startProduct({ port: PORTS.product, dataDir })).stop();
  const child = fork(FILL, [], {
    env: { PATH: process.env.PATH, SEFOS_MODE: 'test', DATA_DIR: dataDir, MESSAGES: String(messages) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`making the mailbox ended with ${code}`);
  writeFileSync(done, '');
  return dataDir;
};
