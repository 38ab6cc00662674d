import { join } from 'node:path';
import { startMailSink } from '../mail-sink.ts';
import { type BenchPostgres, startPostgres } from '../postgres.ts';
import { type Product, startProduct } from '../product/product.ts';
import type { Ceiling, Session } from '../product/protocol.ts';
import type { Outcome } from '../report.ts';
import { type Plan, PORTS } from '../settings.ts';
import { median, significant } from '../statistics.ts';
import { freshFolder } from '../workspace.ts';
import { type LoadResult, type RecipientKind, SENDER, sendFor } from './send-load.ts';

interface Contender {
  readonly port: number;
  readonly ceiling: Ceiling | null;
}

const CONTENDERS: Readonly<Record<'product' | 'noWrites' | 'noDatabase', Contender>> = {
  product: { port: PORTS.product, ceiling: null },
  noWrites: { port: PORTS.ceiling, ceiling: 'no-writes' },
  noDatabase: { port: PORTS.strictCeiling, ceiling: 'no-database' },
};
type Name = keyof typeof CONTENDERS;

interface Variant {
  readonly title: string;
  readonly recipient: RecipientKind;
  readonly names: readonly Name[];
  readonly rounds: number;
  readonly databaseUrl?: (name: Name) => Promise<string>;
}

const start = async (name: Name, variant: Variant) => {
  const { port, ceiling } = CONTENDERS[name];
  const databaseUrl = await variant.databaseUrl?.(name);
  const product = await startProduct({
    port,
    dataDir: freshFolder(join('send', name)),
    ...(databaseUrl ? { databaseUrl } : {}),
  });
  const session = await product.session(SENDER);
  if (ceiling) {
    // Warm caches first, and leave the log no work that it could never finish.
    await sendFor(port, session, variant.recipient, 1);
    await product.settle();
    await product.useCeiling(ceiling);
  }
  return { name, product, session };
};

const WARM_UP_SENDS = 4_000;

/** Until the compiler knows the code, or a few rounds have passed. */
const warmUp = async (product: Product, session: Session, variant: Variant, plan: Plan): Promise<void> => {
  for (let sent = 0, round = 0; sent < WARM_UP_SENDS && round < 2; round++)
    sent += (await sendFor(product.port, session, variant.recipient, plan.sendSeconds)).perSecond * plan.sendSeconds;
  await product.settle();
};

const measure = async (variant: Variant, plan: Plan): Promise<Record<Name, LoadResult[]>> => {
  const results: Record<Name, LoadResult[]> = { product: [], noWrites: [], noDatabase: [] };
  const contenders: Awaited<ReturnType<typeof start>>[] = [];
  try {
    for (const name of variant.names) contenders.push(await start(name, variant));
    for (const { product, session } of contenders) await warmUp(product, session, variant, plan);
    for (let round = 0; round < variant.rounds; round++) {
      for (const { name, product, session } of contenders) {
        const result = await sendFor(product.port, session, variant.recipient, plan.sendSeconds);
        results[name].push(result);
        // What was put off until after the commit must not weigh on the ceiling's turn.
        await product.settle();
      }
    }
  } finally {
    for (const { product } of contenders) await product.stop();
  }
  return results;
};

const rate = (results: readonly LoadResult[]): number => median(results.map(({ perSecond }) => perSecond));

const outcomesOf = (variant: Variant, results: Record<Name, LoadResult[]>, judged: boolean): Outcome[] => {
  const { product } = results;
  const p50 = median(product.map((round) => round.p50));
  const p99 = median(product.map((round) => round.p99));
  const spread = median(product.map((round) => round.p99 / round.p50));
  const against = (name: 'noWrites' | 'noDatabase', title: string, isGoal: boolean): Outcome => {
    const ratios = product.map(({ perSecond }, round) => perSecond / (results[name][round]?.perSecond ?? Number.NaN));
    const ratio = median(ratios);
    return {
      row: title,
      figure: `${Math.round(rate(product))}/s`,
      ceiling: `${Math.round(rate(results[name]))}/s`,
      ratio,
      goal: isGoal ? '≥ 0.80' : '',
      met: isGoal ? ratio >= 0.8 : null,
      facts: { ratios: ratios.map(significant), product, ceiling: results[name] },
    };
  };
  const lines = [against('noWrites', `send, ${variant.title}: rate, commits that write nothing`, judged)];
  if (variant.names.includes('noDatabase'))
    lines.push(against('noDatabase', `send, ${variant.title}: rate, reads from memory too`, false));
  lines.push({
    row: `send, ${variant.title}: p99 to p50`,
    figure: `${significant(p99)} ms`,
    ceiling: `${significant(p50)} ms`,
    ratio: spread,
    goal: judged ? '≤ 3' : '',
    met: judged ? spread <= 3 : null,
    facts: { p50, p99 },
  });
  return lines;
};

const sendPostgres = async (plan: Plan): Promise<Outcome[]> => {
  let postgres: BenchPostgres | undefined;
  try {
    postgres = await startPostgres();
    const server = postgres;
    const variant: Variant = {
      title: 'internal, PostgreSQL',
      recipient: 'internal',
      names: ['product', 'noWrites'],
      rounds: 2,
      databaseUrl: (name) => server.freshDatabase(`send_${name.toLowerCase()}`),
    };
    return outcomesOf(variant, await measure(variant, plan), false);
  } finally {
    await postgres?.stop();
  }
};

/** A message sent through the whole product, against the same route without the database. */
export const sendRow = async (plan: Plan): Promise<Outcome[]> => {
  const mail = await startMailSink();
  try {
    const internal: Variant = {
      title: 'internal',
      recipient: 'internal',
      names: ['product', 'noWrites', 'noDatabase'],
      rounds: plan.sendRounds,
    };
    const external: Variant = {
      title: 'external SMS',
      recipient: 'external',
      names: ['product', 'noWrites'],
      rounds: 2,
    };
    const judged = outcomesOf(internal, await measure(internal, plan), true);
    if (plan.quick) return judged;
    return [...judged, ...outcomesOf(external, await measure(external, plan), false), ...(await sendPostgres(plan))];
  } finally {
    mail.stop();
  }
};
