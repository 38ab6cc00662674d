import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Statement } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { LiveFeed, type LiveNotice } from './live-feed.ts';
import { liveEvent } from './mailbox-events.ts';

const START = Date.parse('2026-03-01T08:00:00Z');
const POLL_MILLISECONDS = 1_000;
/** What a transaction takes at most between making an id and committing it, for the feed to see it. */
const LONGEST_COMMIT_MILLISECONDS = 3_000;

type Step = 'make' | 'commit' | 'look' | 'cut' | 'come back' | 'pass time';
const STEPS: readonly Step[] = ['make', 'make', 'commit', 'commit', 'look', 'cut', 'come back', 'pass time'];

describeOnBoth('live feed', (open) => {
  let test: TestDatabase;
  let now = START;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.end());

  const makeFeed = () =>
    new LiveFeed({
      database: test.database,
      clock: { now: () => new Date(now) },
      aliveSessions: async (ids) => new Set(ids),
      onError: (error) => {
        throw error;
      },
    });

  /** A page as browsers are: it loses what was on its way when the line is cut, and comes back with the id that it saw last. */
  class Page {
    readonly mailboxId = newId(now);
    readonly seen: string[] = [];
    readonly #feed: LiveFeed;
    #leave: (() => void) | undefined;
    #line: string[] = [];
    #lastEventId: string | undefined;

    constructor(feed: LiveFeed) {
      this.#feed = feed;
    }

    async comeBack(): Promise<void> {
      if (this.#leave) return;
      const line: string[] = [];
      this.#line = line;
      this.#leave = await this.#feed.connect(
        {
          accountId: this.mailboxId,
          sessionId: 'session',
          mailboxIds: [this.mailboxId],
          send: (notices: readonly LiveNotice[]) => {
            for (const { id, event } of notices) if (event.type === 'message-received') line.push(id);
            return true;
          },
          heartbeat: () => true,
          end: () => undefined,
        },
        this.#lastEventId,
      );
      // Twice on one line is the feed's fault; a repeat after a break the page knows by its id.
      expect(new Set(line).size).toBe(line.length);
    }

    /** Takes the first `arrived` of what is on the line. */
    take(arrived = Number.POSITIVE_INFINITY): void {
      expect(new Set(this.#line).size).toBe(this.#line.length);
      for (const id of this.#line.splice(0, arrived)) {
        this.#lastEventId = id;
        if (!this.seen.includes(id)) this.seen.push(id);
      }
    }

    cut(arrived: number): void {
      this.take(arrived);
      this.#leave?.();
      this.#leave = undefined;
    }
  }

  it('loses nothing and tells nothing twice on a line, however lines are cut and commits come late', async () => {
    const step = fc.record({ what: fc.constantFrom(...STEPS), arrived: fc.nat(3), of: fc.nat(5) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const feed = makeFeed();
        const page = new Page(feed);
        await page.comeBack();
        const { mailboxId } = page;
        // Before it has seen anything, a page that comes back reads everything again.
        await test.database.commit([liveEvent({ type: 'message-received', mailboxId, messageId: newId(now) }, now)]);
        await feed.look(5_000);
        page.take();
        const made: { readonly at: number; readonly statement: Statement }[] = [];
        const commitOne = async (index: number) => {
          const [one] = made.splice(index, 1);
          if (one) await test.database.commit([one.statement]);
        };
        const passTime = async (milliseconds: number) => {
          now += milliseconds;
          for (let index = made.length - 1; index >= 0; index--)
            if (now - (made[index]?.at ?? now) >= LONGEST_COMMIT_MILLISECONDS - POLL_MILLISECONDS)
              await commitOne(index);
        };
        for (const { what, arrived, of } of steps) {
          if (what === 'make')
            made.push({
              at: now,
              statement: liveEvent({ type: 'message-received', mailboxId, messageId: newId(now) }, now),
            });
          else if (what === 'commit') await commitOne(made.length === 0 ? 0 : of % made.length);
          else if (what === 'cut') page.cut(arrived);
          else if (what === 'come back') await page.comeBack();
          else if (what === 'pass time') await passTime(POLL_MILLISECONDS);
          if (what === 'look' || what === 'pass time') await feed.look(5_000);
        }
        while (made.length > 0) await commitOne(0);
        await page.comeBack();
        await feed.look(5_000);
        page.take();
        const rows = await test.database.all<{ id: string }>(
          'select id from live_event where mailbox_id = ?',
          mailboxId,
        );
        expect(page.seen.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
        page.cut(0);
        await feed.stop();
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('tells a page that comes for the first time to read again what has just changed, and says nothing of it as new', async () => {
    const feed = makeFeed();
    const mailboxId = newId(now);
    const quiet = newId(now);
    for (const messageId of [newId(now), newId(now)])
      await test.database.commit([liveEvent({ type: 'message-received', mailboxId, messageId }, now)]);
    const heard: LiveNotice[] = [];
    const listener = {
      ...{ accountId: 'a', sessionId: 's', mailboxIds: [mailboxId, quiet] },
      send: (notices: readonly LiveNotice[]) => heard.push(...notices) > 0,
      heartbeat: () => true,
      end: () => undefined,
    };
    await feed.connect(listener);
    await feed.look(5_000);
    expect(heard.map(({ event }) => event)).toEqual([{ type: 'mailbox-changed', mailboxId }]);
    await feed.stop();
  });
});
