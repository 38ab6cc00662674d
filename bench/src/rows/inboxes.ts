import { performance } from 'node:perf_hooks';
import { headersOf } from '../http.ts';
import { copyToPostgresql } from '../inbox-data/copy-to-postgresql.ts';
import { dataVersion, inboxFolder } from '../inbox-data/inbox-data.ts';
import { READER } from '../inbox-data/inbox-people.ts';
import { type BenchPostgres, startPostgres } from '../postgres.ts';
import { type Product, startProduct } from '../product/product.ts';
import type { Session } from '../product/protocol.ts';
import type { Outcome } from '../report.ts';
import { type Plan, PORTS } from '../settings.ts';
import { percentile, significant } from '../statistics.ts';

/** A product whose reader has so many messages, and how long its answers took. */
export interface Inbox {
  readonly product: Product;
  readonly session: Session;
  readonly milliseconds: number[];
}

/** The same mailbox with few messages and with many. */
export type Inboxes = readonly [Inbox, Inbox];

export interface Page {
  readonly rows?: readonly { readonly subject: string | null }[];
  readonly nextCursor?: string | null;
}

/** Asks the reader's mailbox for a page; answers it and how long it took. */
export const askPage = async (
  { product, session }: Inbox,
  path: string,
  body?: unknown,
): Promise<{ readonly page: Page; readonly elapsed: number }> => {
  const startedAt = performance.now();
  const response = await fetch(`http://127.0.0.1:${product.port}/api/v1/mailboxes/${session.mailboxId}/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...headersOf(session), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const page = (await response.json()) as Page;
  const elapsed = performance.now() - startedAt;
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return { page, elapsed };
};

/** Reads from the small and the large mailbox in turn, one page at a time. */
export const readInTurn = async (
  inboxes: Inboxes,
  pages: number,
  read: (inbox: Inbox) => Promise<number>,
): Promise<void> => {
  for (const inbox of inboxes) inbox.milliseconds.length = 0;
  const warmUp = Math.ceil(pages / 4);
  for (let page = -warmUp; page < pages; page++)
    for (const inbox of inboxes) {
      const elapsed = await read(inbox);
      if (page >= 0) inbox.milliseconds.push(elapsed);
    }
};

export const outcomesOf = (
  title: string,
  [small, large]: Inboxes,
  plan: Plan,
  goals: { readonly 50: number; readonly 99: number } | null,
): Outcome[] => {
  const [few, many] = plan.mailboxMessages;
  return ([50, 99] as const).map((p) => {
    const [figure, ceiling] = [percentile(large.milliseconds, p), percentile(small.milliseconds, p)];
    return {
      row: `inbox, ${title}, ${many.toLocaleString('en')} to ${few.toLocaleString('en')}: p${p}`,
      figure: `${significant(figure)} ms`,
      ceiling: `${significant(ceiling)} ms`,
      ratio: figure / ceiling,
      goal: goals ? `≤ ${goals[p]} ×` : '',
      met: goals ? figure / ceiling <= goals[p] : null,
      facts: { pages: large.milliseconds.length, largeMilliseconds: figure, smallMilliseconds: ceiling },
    };
  });
};

const openInbox = async (port: number, dataDir: string, databaseUrl?: string): Promise<Inbox> => {
  const product = await startProduct({ port, dataDir, ...(databaseUrl ? { databaseUrl } : {}) });
  return { product, session: await product.session(READER), milliseconds: [] };
};

type Measure = (engine: string, inboxes: Inboxes, plan: Plan) => Promise<Outcome[]>;

const measured = async (engine: string, inboxes: Inboxes, plan: Plan, measure: Measure): Promise<Outcome[]> => {
  try {
    return await measure(engine, inboxes, plan);
  } finally {
    for (const { product } of inboxes) await product.stop();
  }
};

const onPostgresql = async (folders: readonly [string, string], plan: Plan, measure: Measure): Promise<Outcome[]> => {
  let postgres: BenchPostgres | undefined;
  try {
    postgres = await startPostgres();
    const [few, many] = plan.mailboxMessages;
    const name = (messages: number) => `inbox_${dataVersion()}_${messages}`;
    const small = await copyToPostgresql(postgres, folders[0], name(few));
    const large = await copyToPostgresql(postgres, folders[1], name(many));
    const inboxes = [
      await openInbox(PORTS.ceiling, folders[0], small),
      await openInbox(PORTS.product, folders[1], large),
    ] as const;
    return await measured('PostgreSQL', inboxes, plan, measure);
  } finally {
    await postgres?.stop();
  }
};

/** Measures a large mailbox against a small one on both engines. */
export const onBothEngines = async (plan: Plan, measure: Measure): Promise<Outcome[]> => {
  const [few, many] = plan.mailboxMessages;
  const folders = [await inboxFolder(few), await inboxFolder(many)] as const;
  const inboxes = [await openInbox(PORTS.ceiling, folders[0]), await openInbox(PORTS.product, folders[1])] as const;
  const sqlite = await measured('SQLite', inboxes, plan, measure);
  return [...sqlite, ...(await onPostgresql(folders, plan, measure))];
};
