import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Browser } from 'playwright-core';
import type { Journey, Scenario } from './journey.ts';
import { ROOT, SefosServer } from './server.ts';
import { World } from './world.ts';

export const RESULTS = join(ROOT, 'e2e/results');
const SCENARIO_WITHIN_MS = 180_000;
const MOST_JOURNEYS_TRIED_AGAIN = 3;

export interface Tally {
  passed: number;
  skipped: number;
  /** What failed, told again at the end: a log that is cut keeps its end. */
  readonly failures: string[];
  /** Scenarios that failed beside other journeys and passed when theirs ran again, alone. */
  readonly passedAlone: string[];
}

const emptyTally = (): Tally => ({ passed: 0, skipped: 0, failures: [], passedAlone: [] });

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
    const { findings } = world.hygiene;
    // What the pages said is often why the journey did not go on.
    if (findings.length > 0) console.log(`  the pages of ${name} said:\n  ${findings.join('\n  ')}`);
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
  const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  const told = `✖ ${name} (${seconds}s)\n    ${stripVTControlCharacters(text).replaceAll('\n', '\n    ')}`;
  tally.failures.push(told);
  console.log(told);
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
    const told = `✖ ${journey.name}: could not begin\n    ${String(error)}`;
    tally.failures.push(told);
    console.log(told);
  } finally {
    await world?.dispose();
  }
};

/** Adds what one journey came to. */
const add = (tally: Tally, one: Tally): void => {
  tally.passed += one.passed;
  tally.skipped += one.skipped;
  tally.failures.push(...one.failures);
};

/**
 * Runs the journeys. One in which something failed runs once more, whole, alone and with data of its own, after the others: what
 * fails then has failed. What passes then is told as a finding, since it was a machine too busy or a race of the product's.
 */
export const runJourneys = async (journeys: readonly Journey[], options: RunOptions): Promise<Tally> => {
  await rm(RESULTS, { recursive: true, force: true });
  await mkdir(RESULTS, { recursive: true });
  const tally = emptyTally();
  const again: { readonly journey: Journey; readonly first: Tally }[] = [];
  const waiting = [...journeys];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const first = emptyTally();
      await runJourney(next, options, first);
      if (first.failures.length > 0) again.push({ journey: next, first });
      else add(tally, first);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
  // Many failures are no busy machine: the first word stands, and the run ends sooner.
  const maySettle = again.length <= MOST_JOURNEYS_TRIED_AGAIN;
  for (const { journey, first } of again) {
    if (!maySettle) {
      add(tally, first);
      continue;
    }
    console.log(`\nOnce more, alone: ${journey.name}`);
    const second = emptyTally();
    await runJourney(journey, options, second);
    add(tally, second);
    if (second.failures.length === 0) tally.passedAlone.push(...first.failures);
  }
  return tally;
};
