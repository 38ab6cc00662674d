/** Measures the product against ceilings of the same run: `./scripts/bench [--quick] [row …]`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { machineOf, type Outcome, tableOf } from './report.ts';
import { accountsRow } from './rows/accounts.row.ts';
import { firstLoadRow } from './rows/first-load.row.ts';
import { hostsRow } from './rows/hosts.row.ts';
import { inboxRow } from './rows/inbox.row.ts';
import { liveRow } from './rows/live.row.ts';
import { logRow } from './rows/log.row.ts';
import { memoryRow } from './rows/memory.row.ts';
import { searchRow } from './rows/search.row.ts';
import { sendRow } from './rows/send.row.ts';
import { downloadRow, uploadRow } from './rows/transfer.row.ts';
import { FULL, type Plan, QUICK } from './settings.ts';

const ROWS: Readonly<Record<string, (plan: Plan) => Promise<Outcome[]>>> = {
  send: sendRow,
  upload: uploadRow,
  download: downloadRow,
  memory: memoryRow,
  inbox: inboxRow,
  search: searchRow,
  accounts: accountsRow,
  log: logRow,
  live: liveRow,
  'first-load': firstLoadRow,
  hosts: hostsRow,
};
const RESULTS = fileURLToPath(new URL('../results.json', import.meta.url));

const run = async (args: readonly string[]): Promise<void> => {
  const plan = args.includes('--quick') ? QUICK : FULL;
  const named = args.filter((argument) => !argument.startsWith('-'));
  const unknown = named.find((name) => !(name in ROWS));
  if (unknown || args.some((argument) => argument.startsWith('-') && argument !== '--quick'))
    throw new Error(`Usage: ./scripts/bench [--quick] [${Object.keys(ROWS).join(' | ')}] …`);
  const machine = machineOf();
  const startedAt = new Date();
  const outcomes: Outcome[] = [];
  for (const [name, measure] of Object.entries(ROWS)) {
    if (named.length > 0 && !named.includes(name)) continue;
    process.stderr.write(`measuring ${name} …\n`);
    outcomes.push(...(await measure(plan)));
  }
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
  console.log(
    `\n${machine.cores} cores, Node ${machine.node}, load ${machine.loadAtStart.join(' ')}, ${seconds} s${plan.quick ? ', quick' : ''}\n`,
  );
  console.log(tableOf(outcomes));
  // A part of the rows is a look, not the measurement of the product.
  if (named.length > 0) return;
  const results = { startedAt: startedAt.toISOString(), seconds, quick: plan.quick, machine, rows: outcomes };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
};

run(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    process.exit(1);
  },
);
