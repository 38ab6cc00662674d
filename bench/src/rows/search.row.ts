import { COMMON_WORD, RARE_WORD, RARELY } from '../inbox-data/inbox-words.ts';
import type { Outcome } from '../report.ts';
import type { Plan } from '../settings.ts';
import { askPage, type Inbox, type Inboxes, onBothEngines, outcomesOf, readInTurn } from './inboxes.ts';

const ROWS = 50;
/** A page of what is common comes from the newest messages: the size of the mailbox must not be felt. */
const SAME = { 50: 1.5, 99: 2 } as const;
/** What is rare is looked for in the whole mailbox: that takes its time, but nobody waits for it. */
const FELT_MILLISECONDS = 150;

const asking =
  (question: Readonly<Record<string, unknown>>, rows: number) =>
  async (inbox: Inbox): Promise<number> => {
    const { page, elapsed } = await askPage(inbox, 'messages/search', { folder: 'inbox', ...question });
    if (page.rows?.length !== rows) throw new Error(`search: ${page.rows?.length} rows for ${rows}`);
    return elapsed;
  };

/** As a ratio, and judged by what a person feels. */
const felt = (title: string, inboxes: Inboxes, plan: Plan): Outcome[] =>
  outcomesOf(title, inboxes, plan, null).map((outcome) => ({
    ...outcome,
    goal: `≤ ${FELT_MILLISECONDS} ms`,
    met: Number(outcome.facts?.largeMilliseconds) <= FELT_MILLISECONDS,
  }));

/** Words, filters and orders in a large mailbox against a small one. */
export const searchRow = (plan: Plan): Promise<Outcome[]> =>
  onBothEngines(plan, async (engine, inboxes) => {
    const pages = Math.ceil(plan.inboxPages / 3);
    await readInTurn(inboxes, pages, asking({ words: COMMON_WORD }, ROWS));
    const common = outcomesOf(`${engine}, search for a common word`, inboxes, plan, SAME);
    await readInTurn(inboxes, pages, asking({ words: RARE_WORD }, RARELY));
    const rare = felt(`${engine}, search for a rare word, to the end`, inboxes, plan);
    await readInTurn(inboxes, pages, asking({ level: 2, attachments: true }, ROWS));
    const filtered = outcomesOf(`${engine}, filtered by level and attachments`, inboxes, plan, SAME);
    const sorted: Outcome[] = [];
    for (const sort of ['name', 'level']) {
      await readInTurn(inboxes, pages, asking({ sort }, ROWS));
      sorted.push(...outcomesOf(`${engine}, in order of ${sort}`, inboxes, plan, SAME));
    }
    return [...common, ...rare, ...filtered, ...sorted];
  });
