import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { RateLimiter } from './rate-limiter.service.ts';
import { sweepIdentification } from './sweep.ts';

describeOnBoth('rate limiter', (open) => {
  let test: TestDatabase;
  const clock = new FixedClock();
  const limit = { limit: 3, windowSeconds: 60 };
  let limiter: RateLimiter;
  beforeAll(async () => {
    test = await open();
    limiter = new RateLimiter({ database: test.database, clock });
  });
  afterAll(() => test.end());
  const times = async (n: number, subject: string) => {
    for (let i = 0; i < n; i++) await limiter.hit('x', subject, limit);
  };
  const tooMany = (retryAfterSeconds: number) => ({ type: 'too-many-requests', facts: { retryAfterSeconds } });

  it('lets the limit through and refuses the next, until the instant when the window ends', async () => {
    await times(3, 'edge');
    clock.advance(59);
    await expect(limiter.hit('x', 'edge', limit)).rejects.toMatchObject(tooMany(1));
    clock.advance(1);
    await times(3, 'edge');
    await expect(limiter.hit('x', 'edge', limit)).rejects.toMatchObject(tooMany(60));
  });

  it('counts names and subjects apart', async () => {
    await times(3, 'a');
    await limiter.hit('y', 'a', limit);
    await limiter.hit('x', 'b', limit);
  });

  it('checks without counting', async () => {
    await times(2, 'check');
    await limiter.check('x', 'check', limit);
    await limiter.check('x', 'check', limit);
    await times(1, 'check');
    await expect(limiter.check('x', 'check', limit)).rejects.toMatchObject(tooMany(60));
    clock.advance(60);
    await limiter.check('x', 'check', limit);
  });

  it('forgets at a reset, and takes one hit back', async () => {
    await times(3, 'reset');
    await limiter.reset('x', 'reset');
    await times(3, 'reset');
    await limiter.giveBack('x', 'reset');
    await times(1, 'reset');
    await expect(limiter.hit('x', 'reset', limit)).rejects.toMatchObject(tooMany(60));
  });

  it('lets exactly the limit through when many come at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => limiter.hit('x', 'race', limit)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  it('stores no subject, and is swept when the window has ended', async () => {
    const rows = await test.database.all<{ key_hash: Uint8Array }>('select * from rate_counter');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ key_hash }) => key_hash.length === 32)).toBe(true);
    clock.advance(60);
    await sweepIdentification(test.database, clock.now().getTime());
    expect(await test.database.all('select * from rate_counter')).toEqual([]);
  });
});
