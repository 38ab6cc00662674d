import { encodeKeyset } from '@sefos/backend/platform/database/keyset.ts';
import type { Outcome } from '../report.ts';
import type { Plan } from '../settings.ts';
import { askPage, type Inbox, onBothEngines, outcomesOf, readInTurn } from './inboxes.ts';

const ROWS = 50;
const YEAR_MILLISECONDS = 365 * 86_400_000;
const GOALS = { 50: 1.25, 99: 1.5 } as const;

const reading =
  (cursorOf: () => string | null) =>
  async (inbox: Inbox): Promise<number> => {
    const cursor = cursorOf();
    const { page, elapsed } = await askPage(inbox, `messages?folder=inbox${cursor ? `&cursor=${cursor}` : ''}`);
    const opened = page.rows?.filter(({ subject }) => subject !== null).length;
    if (opened !== ROWS) throw new Error(`inbox: ${opened} opened headlines`);
    return elapsed;
  };

const firstPage = (): null => null;
/** A page somewhere in the two years, but not so near the oldest that it could be short. */
const anyPage = (): string => {
  const at = Math.round(Date.now() - Math.random() * 1.9 * YEAR_MILLISECONDS);
  return encodeKeyset({ at, id: '00000000-0000-7000-8000-000000000000' });
};

/** The first page of an inbox with its headlines opened, in a large mailbox against a small one. */
export const inboxRow = (plan: Plan): Promise<Outcome[]> =>
  onBothEngines(plan, async (engine, inboxes) => {
    await readInTurn(inboxes, plan.inboxPages, reading(firstPage));
    const first = outcomesOf(`${engine}, first page`, inboxes, plan, GOALS);
    await readInTurn(inboxes, Math.ceil(plan.inboxPages / 2), reading(anyPage));
    return [...first, ...outcomesOf(`${engine}, any page`, inboxes, plan, null)];
  });
