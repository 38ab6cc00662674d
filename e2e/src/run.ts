import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Journey } from './harness/journey.ts';
import { RESULTS, runJourneys } from './harness/runner.ts';
import { SefosServer } from './harness/server.ts';
import { launchBrowser } from './harness/world.ts';

/** `node e2e/src/run.ts [journey …] [--url http://localhost:8080] [--at-once 2]` */
const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { url: { type: 'string' }, 'at-once': { type: 'string', default: '2' } },
  });
  const folder = new URL('./journeys/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.journey.ts')).sort();
  const all = await Promise.all(
    files.map(async (file) => ((await import(new URL(file, folder).href)) as { default: Journey }).default),
  );
  const unknown = positionals.filter((name) => !all.some((journey) => journey.name === name));
  if (unknown.length > 0) {
    console.error(`No such journey: ${unknown.join(', ')}. There are ${all.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  const chosen = positionals.length > 0 ? all.filter(({ name }) => positionals.includes(name)) : all;
  const browser = await launchBrowser();
  const startedAt = performance.now();
  try {
    // One set of accounts: journeys against a server that runs already go one by one.
    const atOnce = values.url ? 1 : Number(values['at-once']);
    const tally = await runJourneys(chosen, { browser, url: values.url?.replace(/\/$/, ''), atOnce });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const failed = tally.failures.length;
    if (tally.passedAlone.length > 0) {
      console.log(`\nFailed beside others and passed alone; look at them:\n${tally.passedAlone.join('\n')}`);
    }
    if (failed > 0) {
      console.log(`\nPictures, pages and logs of the failures: ${RESULTS}\n${tally.failures.join('\n')}`);
    }
    if (tally.skipped > 0) console.log(`${tally.skipped} left out: they need a server of their own (no --url).`);
    const alone = tally.passedAlone.length > 0 ? `, ${tally.passedAlone.length} only alone` : '';
    console.log(`\n${tally.passed} passed${alone}, ${failed} failed (${seconds} s)`);
    return failed > 0 || tally.passed === 0 ? 1 : 0;
  } finally {
    await browser.close();
  }
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    SefosServer.killAll();
    process.exit(130);
  });
}
process.exitCode = await main();
