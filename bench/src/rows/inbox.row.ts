import { performance } from 'node:perf_hooks';
import { encodeKeyset } from '@sefos/backend/platform/database/keyset.ts';
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

const ROWS = 50;
const YEAR_MILLISECONDS = 365 * 86_400_000;

interface Inbox {
  readonly product: Product;
  readonly session: Session;
  readonly milliseconds: number[];
}

const read = async ({ product, session }: Inbox, cursor: string | null): Promise<number> => {
  const query = `folder=inbox${cursor ? `&cursor=${cursor}` : ''}`;
  const startedAt = performance.now();
  const response = await fetch(
    `http://127.0.0.1:${product.port}/api/v1/mailboxes/${session.mailboxId}/messages?${query}`,
    { headers: headersOf(session) },
  );
  const page = (await response.json()) as { rows?: readonly { subject: string | null }[] };
  const elapsed = performance.now() - startedAt;
  const opened = page.rows?.filter(({ subject }) => subject !== null).length;
  if (opened !== ROWS) throw new Error(`inbox: ${response.status}, ${opened} opened headlines`);
  return elapsed;
};

const firstPage = (): null => null;
/** A page somewhere in the two years, but not so near the oldest that it could be short. */
const anyPage = (): string => {
  const at = Math.round(Date.now() - Math.random() * 1.9 * YEAR_MILLISECONDS);
  return encodeKeyset({ at, id: '00000000-0000-7000-8000-000000000000' });
};

/** Reads pages in turn from the small and the large mailbox, one at a time. */
const readInTurn = async (inboxes: readonly Inbox[], pages: number, cursorOf: () => string | null): Promise<void> => {
  for (const inbox of inboxes) inbox.milliseconds.length = 0;
  const warmUp = Math.ceil(pages / 4);
  for (let page = -warmUp; page < pages; page++)
    for (const inbox of inboxes) {
      const elapsed = await read(inbox, cursorOf());
      if (page >= 0) inbox.milliseconds.push(elapsed);
    }
};

const outcomesOf = (title: string, [small, large]: readonly [Inbox, Inbox], plan: Plan, judged: boolean): Outcome[] => {
  const [few, many] = plan.mailboxMessages;
  return ([50, 99] as const).map((p) => {
    const [figure, ceiling] = [percentile(large.milliseconds, p), percentile(small.milliseconds, p)];
    const goal = p === 50 ? 1.25 : 1.5;
    return {
      row: `inbox, ${title}, ${many.toLocaleString('en')} to ${few.toLocaleString('en')}: p${p}`,
      figure: `${significant(figure)} ms`,
      ceiling: `${significant(ceiling)} ms`,
      ratio: figure / ceiling,
      goal: judged ? `≤ ${goal} ×` : '',
      met: judged ? figure / ceiling <= goal : null,
      facts: { pages: plan.inboxPages, largeMilliseconds: figure, smallMilliseconds: ceiling },
    };
  });
};

const openInbox = async (port: number, dataDir: string, databaseUrl?: string): Promise<Inbox> => {
  const product = await startProduct({ port, dataDir, ...(databaseUrl ? { databaseUrl } : {}) });
  return { product, session: await product.session(READER), milliseconds: [] };
};

const measure = async (engine: string, inboxes: readonly [Inbox, Inbox], plan: Plan): Promise<Outcome[]> => {
  try {
    await readInTurn(inboxes, plan.inboxPages, firstPage);
    const first = outcomesOf(`${engine}, first page`, inboxes, plan, true);
    await readInTurn(inboxes, Math.ceil(plan.inboxPages / 2), anyPage);
    return [...first, ...outcomesOf(`${engine}, any page`, inboxes, plan, false)];
  } finally {
    for (const { product } of inboxes) await product.stop();
  }
};

const onPostgresql = async (folders: readonly [string, string], plan: Plan): Promise<Outcome[]> => {
  let postgres: BenchPostgres | undefined;
  try {
    postgres = await startPostgres();
    const [few, many] = plan.mailboxMessages;
    const name = (messages: number) => `inbox_${dataVersion()}_${messages}`;
    const small = await copyToPostgresql(postgres, folders[0], name(few));
    const large = await copyToPostgresql(postgres, folders[1], name(many));
    return await measure(
      'PostgreSQL',
      [await openInbox(PORTS.ceiling, folders[0], small), await openInbox(PORTS.product, folders[1], large)],
      plan,
    );
  } finally {
    await postgres?.stop();
  }
};

/** The first page of an inbox with its headlines opened, in a large mailbox against a small one. */
export const inboxRow = async (plan: Plan): Promise<Outcome[]> => {
  const [few, many] = plan.mailboxMessages;
  const folders = [await inboxFolder(few), await inboxFolder(many)] as const;
  const sqlite = await measure(
    'SQLite',
    [await openInbox(PORTS.ceiling, folders[0]), await openInbox(PORTS.product, folders[1])],
    plan,
  );
  return [...sqlite, ...(await onPostgresql(folders, plan))];
};
