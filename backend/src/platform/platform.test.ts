import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { describeOnBoth, type TestDatabase } from '../testing/databases.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import { guard, write } from './database/statements.ts';
import { DomainError } from './errors.ts';
import { makeIdempotencyStore } from './http/idempotency.ts';
import { enqueue, OutboxWorker } from './jobs/outbox.ts';

describeOnBoth('platform', (open) => {
  let test: TestDatabase;
  const clock = new FixedClock();
  const now = () => clock.now().getTime();
  beforeAll(async () => {
    test = await open();
  });
  beforeEach(() => test.database.commit([write('delete from outbox'), write('delete from idempotency')]));
  afterAll(() => test.end());

  const jobs = async () => Number((await test.database.get<{ c: number }>('select count(*) as c from outbox'))?.c);
  const request = (body: unknown) =>
    ({ method: 'POST', url: '/x', headers: { 'idempotency-key': 'a-key-of-mine' }, body }) as unknown as FastifyRequest;

  it('answers with what was made first when the same request fails for want of what the first one took', async () => {
    const store = makeIdempotencyStore(test.database, clock);
    const made = store.run(request({ a: 1 }), undefined, 201, async ({ record }) => {
      await store.run(request({ a: 1 }), undefined, 201, async (inner) => {
        await test.database.commit([inner.record({ id: 'first' })]);
        return { id: 'first' };
      });
      void record;
      throw new DomainError('upload-not-found');
    });
    expect(await made).toEqual({ status: 201, body: { id: 'first' } });
  });

  it('throws what went wrong when nobody has an answer, and remembers nothing of it', async () => {
    const store = makeIdempotencyStore(test.database, clock);
    const fails = store.run(request({ a: 1 }), undefined, 201, async () => {
      throw new DomainError('upload-not-found');
    });
    await expect(fails).rejects.toMatchObject({ type: 'upload-not-found' });
    const works = store.run(request({ a: 2 }), undefined, 201, async ({ record }) => {
      await test.database.commit([record(2)]);
      return 2;
    });
    expect(await works).toEqual({ status: 201, body: 2 });
  });

  it('makes the writes of a job once when two workers have done it', async () => {
    await test.database.commit([enqueue('work', {}, now())]);
    const parts = { database: test.database, clock, onError: () => {} };
    const write2 = () => [enqueue('effect', {}, now(), now() + 3_600_000)];
    let first = true;
    const handlers = {
      work: async () => {
        if (first) {
          first = false;
          clock.advance(60);
          await new OutboxWorker({ ...parts, handlers }).drain();
        }
        return write2();
      },
    };
    await new OutboxWorker({ ...parts, handlers }).drain();
    expect(await jobs()).toBe(1);
  });

  it('takes up at its start what a killed process had claimed, where there can be no other process', async () => {
    await test.database.commit([enqueue('work', {}, now())]);
    const claim = "update outbox set available_at = ?, attempts = attempts + 1 where kind = 'work'";
    await test.database.commit([write(claim, now() + 60_000)]);
    let done = 0;
    const work = async () => {
      done++;
      return [];
    };
    const worker = new OutboxWorker({
      database: test.database,
      clock,
      handlers: { work },
      onError: () => {},
      pollMilliseconds: 20,
    });
    worker.start();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(done).toBe(test.database.engine === 'sqlite' ? 1 : 0);
    clock.advance(60);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await worker.stop();
    expect(done).toBe(1);
  });

  it('writes batches that take the same rows in other orders, all of them', async () => {
    const ids = Array.from({ length: 4 }, (_, index) => `row-${index}`);
    const insert = (id: string) =>
      write(
        "insert into outbox (id, kind, payload, available_at, attempts, created_at) values (?, 'r', '', 0, 0, 0)",
        id,
      );
    await test.database.commit(ids.map(insert));
    const add = (id: string) =>
      guard(write('update outbox set attempts = attempts + 1 where id = ?', id), () => new Error(id));
    await Promise.all(
      Array.from({ length: 6 }, (_, index) => test.database.commit((index % 2 ? ids : ids.toReversed()).map(add))),
    );
    const rows = await test.database.all<{ attempts: number }>('select attempts from outbox');
    expect(rows.map(({ attempts }) => attempts)).toEqual(ids.map(() => 6));
  });
});
