import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Browser } from 'playwright-core';
import type { Journey, Scenario } from './journey.ts';
import { ROOT, SefosServer } from './server.ts';
import { World } from './world.ts';

export const RESULTS = join(ROOT, 'e2e/results');
const SCENARIO_WITHIN_MS = 180_000;

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export interface RunOptions {
  readonly browser: Browser;
  /** Undefined = a fresh server for each journey. */
  readonly url: string | undefined;
  /** Journeys that run side by side. */
  readonly atOnce: number;
}

const withLimit = async (work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${SCENARIO_WITHIN_MS / 1000} s`)), SCENARIO_WITHIN_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Keeps what helps to understand a failure: pictures, pages and the end of the server's log. */
const keepEvidence = async (world: World, name: string): Promise<void> => {
  for (const [index, page] of world.openPages().entries()) {
    const base = join(RESULTS, `${name}-${index + 1}`);
    await page.screenshot({ path: `${base}.png`, timeout: 10_000 }).catch(() => undefined);
    const html = await page.content().catch(() => '');
    await writeFile(`${base}.html`, `<!-- ${page.url()} -->\n${html}`);
  }
  if (world.server) await writeFile(join(RESULTS, `${name}.server.log`), world.server.logTail());
};

const runScenario = async (world: World, journey: Journey, scenario: Scenario, tally: Tally): Promise<void> => {
  const startedAt = performance.now();
  const name = `${journey.name}: ${scenario.title}`;
  let failure: unknown;
  try {
    await withLimit(scenario.run(world));
    const { findings } = world.hygiene;
    if (findings.length > 0) throw new Error(`The pages did what they must not:\n  ${findings.join('\n  ')}`);
  } catch (error) {
    failure = error ?? new Error('failed');
    const file = name.replaceAll(/[^\p{L}\d]+/gu, '-').slice(0, 90);
    await keepEvidence(world, file).catch(() => undefined);
  }
  await world.endScenario();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (failure === undefined) {
    tally.passed += 1;
    console.log(`✔ ${name} (${seconds}s)`);
    return;
  }
  tally.failed += 1;
  const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  console.log(`✖ ${name} (${seconds}s)\n    ${stripVTControlCharacters(text).replaceAll('\n', '\n    ')}`);
};

const runJourney = async (journey: Journey, options: RunOptions, tally: Tally): Promise<void> => {
  const scenarios = journey.scenarios.filter(({ ownServer }) => !(ownServer && options.url));
  tally.skipped += journey.scenarios.length - scenarios.length;
  if (scenarios.length === 0) return;
  let world: World | undefined;
  try {
    const server = options.url ? undefined : await SefosServer.start();
    world = new World({ url: options.url ?? server?.url ?? '', browser: options.browser, server });
    for (const scenario of scenarios) await runScenario(world, journey, scenario, tally);
  } catch (error) {
    tally.failed += 1;
    console.log(`✖ ${journey.name}: could not begin\n    ${String(error)}`);
  } finally {
    await world?.dispose();
  }
};

/** Runs the journeys; nothing is tried twice. */
export const runJourneys = async (journeys: readonly Journey[], options: RunOptions): Promise<Tally> => {
  await rm(RESULTS, { recursive: true, force: true });
  await mkdir(RESULTS, { recursive: true });
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  const waiting = [...journeys];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await runJourney(next, options, tally);
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
  return tally;
};
