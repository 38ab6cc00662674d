import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { enqueue, OutboxWorker } from '../jobs/outbox.ts';
import { guard, write } from './statements.ts';

describeOnBoth('database', (open) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.end());
  const count = async () => (await test.database.get<{ c: number }>('select count(*) as c from outbox'))?.c;

  it('writes a batch whole or not at all, and leaves batches beside it alone', async () => {
    const refused = test.database.commit([
      enqueue('refused', { a: 1 }, 1),
      guard(write('update outbox set attempts = 1 where id = ?', 'nobody'), () => new Error('nobody there')),
    ]);
    const others = Array.from({ length: 10 }, () => test.database.commit([enqueue('kept', { a: 1 }, 1)]));
    await expect(refused).rejects.toThrow('nobody there');
    await Promise.all(others);
    expect(await count()).toBe(10);
  });

  it('finishes batches that take the same rows in different order', async () => {
    await test.database.commit([write('delete from outbox'), enqueue('a', {}, 1), enqueue('b', {}, 1)]);
    const count = (kind: string) => write('update outbox set attempts = attempts + 1 where kind = ?', kind);
    await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        test.database.commit(i % 2 ? [count('a'), count('b')] : [count('b'), count('a')]),
      ),
    );
    expect(await test.database.all('select attempts from outbox')).toEqual([{ attempts: 6 }, { attempts: 6 }]);
    await test.database.commit([write('delete from outbox')]);
  });

  it('answers 64-bit columns as numbers and gives a job to one worker only', async () => {
    const clock = { now: () => new Date(1_800_000_000_000) };
    await test.database.commit([
      write('delete from outbox'),
      ...Array.from({ length: 100 }, (_, i) => enqueue('work', { i }, 1_800_000_000_000)),
    ]);
    expect(
      (await test.database.get<{ created_at: unknown }>('select created_at from outbox limit 1'))?.created_at,
    ).toBe(1_800_000_000_000);
    const done: unknown[] = [];
    const worker = () =>
      new OutboxWorker({
        database: test.database,
        clock,
        batchSize: 7,
        onError: () => {},
        handlers: {
          work: async ({ i }) => {
            done.push(i);
            return [];
          },
        },
      }).drain();
    await Promise.all([worker(), worker(), worker()]);
    expect(done.length).toBe(100);
    expect(new Set(done).size).toBe(100);
    expect(await count()).toBe(0);
  });

  it('retries with backoff and parks with a reason', async () => {
    let now = 1_800_000_000_000;
    const parked: boolean[] = [];
    const worker = new OutboxWorker({
      database: test.database,
      clock: { now: () => new Date(now) },
      onError: (_kind, _reason, isParked) => parked.push(isParked),
      handlers: {
        broken: async () => {
          throw new TypeError('no');
        },
      },
    });
    await test.database.commit([enqueue('broken', {}, now)]);
    for (let i = 0; i < 15; i++) {
      await worker.drain();
      now += 3_700_000;
    }
    expect(parked).toEqual([...Array(11).fill(false), true]);
    expect(await test.database.get('select last_error, attempts from outbox')).toEqual({
      last_error: 'TypeError',
      attempts: 12,
    });
  });
});
