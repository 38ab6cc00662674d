import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import type { DownloadRow } from './attachment.entity.ts';
import { MOST_PIECES } from './covered.domain.ts';
import { DownloadSlots, LEASE_MILLISECONDS, MOST_UNDER_WAY } from './download-slots.ts';

const SIZE = 100;

describeOnBoth('downloads that are counted', (open) => {
  let test: TestDatabase;
  let slots: DownloadSlots;
  const clock = new FixedClock();
  beforeAll(async () => {
    test = await open();
    slots = new DownloadSlots(test.database, clock);
  });
  afterAll(() => test.end());

  const target = (files = 1) => ({
    holder_id: newId(1),
    message_id: newId(2),
    files: Array.from({ length: files }, () => ({ id: newId(3), sizeBytes: SIZE })),
  });
  type Target = ReturnType<typeof target>;
  /** A download as it is asked for: of the one file, or of all as an archive. */
  const download = ({ files, ...of }: Target, max: number) => {
    const id = newId(clock.now().getTime());
    const attachmentId = files.length === 1 ? (files[0]?.id ?? null) : null;
    return slots.use({ ...of, id, attachment_id: attachmentId } as DownloadRow, files, max);
  };
  const outcome = (promise: Promise<void>): Promise<string> =>
    promise.then(
      () => 'begun',
      (error: { type: string }) => error.type,
    );
  const whole = async (of: Target, max: number) => {
    const use = download(of, max);
    await use.begin(0);
    await use.end(0, SIZE, true);
  };
  const left = async (of: Target, max: number) => [
    ...(
      await slots.left(
        of.holder_id,
        of.files.map(({ id }) => id),
        max,
      )
    ).values(),
  ];

  it.each([1, 3, 50])('let exactly %i of fifty begin who ask at once', async (max) => {
    const of = target();
    const asked = await Promise.all(Array.from({ length: 50 }, () => outcome(download(of, max).begin(0))));
    expect(asked.filter((answer) => answer === 'begun')).toHaveLength(max);
    expect(asked.filter((answer) => answer === 'download-limit-reached')).toHaveLength(50 - max);
    expect(await left(of, max)).toEqual([0]);
  });

  it('never complete more than the limit, whatever breaks off, goes on or dies in between', async () => {
    const step = fc.record({
      who: fc.nat(7),
      does: fc.constantFrom('begin', 'go on', 'finish', 'break off', 'die' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(step, { maxLength: 40 }), async (max, steps) => {
        const of = target();
        const uses = Array.from({ length: 8 }, () => download(of, max));
        const running = new Set<number>();
        let completed = 0;
        for (const { who, does } of steps) {
          const use = uses[who];
          if (!use) continue;
          if (does === 'begin' && (await outcome(use.begin(0))) === 'begun') running.add(who);
          if (does === 'go on' && !running.has(who) && (await outcome(use.begin(SIZE / 2))) === 'begun')
            await use.end(SIZE / 2, 1, false);
          if (does === 'finish' && running.delete(who)) {
            await use.end(0, SIZE, true);
            completed++;
          }
          if (does === 'break off' && running.delete(who)) await use.end(0, SIZE / 4, false);
          if (does === 'die') {
            running.clear();
            clock.advance(LEASE_MILLISECONDS / 1000);
          }
        }
        expect(completed).toBeLessThanOrEqual(max);
        expect(await left(of, max)).toEqual([max - completed - running.size]);
      }),
      { numRuns: 25 },
    );
  });

  it('use nothing up when they break off, and one when a range goes on to the end', async () => {
    const of = target();
    const use = download(of, 1);
    await use.begin(0);
    await use.end(0, 60, false);
    expect(await left(of, 1)).toEqual([1]);
    await use.begin(55);
    expect(await left(of, 1)).toEqual([0]);
    await use.end(55, 45, true);
    expect(await outcome(download(of, 1).begin(0))).toBe('download-limit-reached');
    // Nor does the one that was completed begin again.
    expect(await outcome(use.begin(0))).toBe('download-expired');
    expect(await outcome(use.begin(50))).toBe('download-expired');
  });

  it('take the slot of one whose process died at, and not before, the end of its lease', async () => {
    const of = target();
    await download(of, 1).begin(0);
    clock.advance(LEASE_MILLISECONDS / 1000 - 0.001);
    expect(await outcome(download(of, 1).begin(0))).toBe('download-limit-reached');
    clock.advance(0.001);
    expect(await outcome(download(of, 1).begin(0))).toBe('begun');
  });

  it('hold their slot while bytes go out, and give none once another has it', async () => {
    const of = target();
    const slow = download(of, 1);
    await slow.begin(0);
    clock.advance(100);
    await slow.keep();
    clock.advance(100);
    expect(await outcome(download(of, 1).begin(0))).toBe('download-limit-reached');
    clock.advance(80);
    expect(await outcome(download(of, 1).begin(0))).toBe('begun');
    expect(await outcome(slow.keep())).toBe('download-limit-reached');
    await slow.end(0, SIZE, false);
    expect(await left(of, 1)).toEqual([0]);
  });

  it('are used up by whoever breaks off before the last byte ten times', async () => {
    const of = target();
    for (let time = 0; time < 11; time++) {
      const use = download(of, 1);
      expect(await outcome(use.begin(0))).toBe('begun');
      await use.end(0, SIZE - 1, false);
    }
    expect(await outcome(download(of, 1).begin(0))).toBe('download-limit-reached');
  });

  it('count one for each file of an archive, and refuse one that holds a file without any left', async () => {
    const of = target(3);
    await whole(of, 2);
    expect(await left(of, 2)).toEqual([1, 1, 1]);
    const [first] = of.files;
    await whole({ ...of, files: first ? [first] : [] }, 2);
    expect(await left(of, 2)).toEqual([0, 1, 1]);
    expect(await outcome(download(of, 2).begin(0))).toBe('download-limit-reached');
    // Refused whole: the other files have as many left as before.
    expect(await left(of, 2)).toEqual([0, 1, 1]);
    expect(await slots.completed(of.message_id)).toHaveLength(3);
  });

  it('count apart for each recipient and each file', async () => {
    const of = target();
    await whole(of, 1);
    await whole({ ...of, holder_id: newId(1) }, 1);
    await whole({ ...of, files: [{ id: newId(4), sizeBytes: SIZE }] }, 1);
    expect(await outcome(download(of, 1).begin(0))).toBe('download-limit-reached');
  });

  it('let one of two from the beginning have the same download, and ranges of it beside each other', async () => {
    const of = target();
    const use = download(of, 1);
    expect((await Promise.all([outcome(use.begin(0)), outcome(use.begin(0))])).sort()).toEqual([
      'begun',
      'download-expired',
    ]);
    expect(await outcome(use.begin(50))).toBe('download-limit-reached');
    await use.end(0, 0, false);
    await use.begin(0, 50);
    await use.begin(50, SIZE);
    await use.end(50, 50, true);
    await use.end(0, 50, true);
    expect(await left(of, 1)).toEqual([0]);
  });

  it('add the bytes up that were asked for by one after the other', async () => {
    const of = target();
    const first = download(of, 1);
    await first.begin(0, 1);
    await first.end(0, 1, true);
    expect(await left(of, 1)).toEqual([1]);
    const second = download(of, 1);
    await second.begin(1, SIZE);
    await second.end(1, SIZE - 1, true);
    expect(await left(of, 1)).toEqual([0]);
    for (const use of [first, download(of, 1)]) expect(await outcome(use.begin(0, 1))).toBe('download-limit-reached');
  });

  it('never hand over more whole copies than the limit, whatever ranges are asked for at once or broken off', async () => {
    const range = fc.record({
      start: fc.nat(SIZE - 1),
      length: fc.integer({ min: 1, max: SIZE }),
      taken: fc.constantFrom(0, 0.5, 1),
      isLate: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(range, { maxLength: 30 }), async (max, ranges) => {
        const of = target();
        const times = new Array<number>(SIZE).fill(0);
        const late: (() => Promise<void>)[] = [];
        const one = async ({ start, length, taken, isLate }: (typeof ranges)[number]) => {
          const end = Math.min(SIZE, start + length);
          const use = download(of, max);
          if ((await outcome(use.begin(start, end))) !== 'begun') return;
          const handed = Math.floor((end - start) * taken);
          for (let at = start; at < start + handed; at++) times[at] = (times[at] ?? 0) + 1;
          const done = () => use.end(start, handed, handed === end - start);
          if (isLate) late.push(done);
          else await done();
        };
        for (let at = 0; at < ranges.length; at += 3) await Promise.all(ranges.slice(at, at + 3).map(one));
        for (const done of late) await done();
        expect(Math.min(...times)).toBeLessThanOrEqual(max);
        expect((await left(of, max))[0]).toBe(max - Math.min(...times));
      }),
      { numRuns: 25 },
    );
  });

  it('of single bytes are counted in a row that stays small, and never give a copy more', async () => {
    const of = { ...target(), files: [{ id: newId(3), sizeBytes: 1_300 }] };
    for (let at = 1; at < 1_300; at += 2) {
      const use = download(of, 1);
      await use.begin(at, at + 1);
      await use.end(at, 1, true);
    }
    const row = await test.database.get<{ covered: string }>(
      'select covered from download_count where holder_id = ?',
      of.holder_id,
    );
    expect(JSON.parse(row?.covered ?? '')).toHaveLength(MOST_PIECES);
    expect(await left(of, 1)).toEqual([1]);
    const use = download(of, 1);
    await use.begin(0);
    await use.end(0, 1_300, true);
    expect(await left(of, 1)).toEqual([0]);
    for (const at of [0, 1, 1_299]) expect(await outcome(download(of, 1).begin(at))).toBe('download-limit-reached');
  });

  it('are a hundred at most on their way to one holder', async () => {
    const of = target();
    const ask = () => outcome(download(of, 100).begin(0, 1));
    for (let at = 0; at < MOST_UNDER_WAY; at++) expect(await ask()).toBe('begun');
    expect(await ask()).toBe('too-many-requests');
    clock.advance(LEASE_MILLISECONDS / 1000);
    expect(await ask()).toBe('begun');
  });

  it('are used up by archives that are broken off before the last byte ten times', async () => {
    const of = target(2);
    for (let time = 0; time < 11; time++) {
      const use = download(of, 1);
      expect(await outcome(use.begin(0))).toBe('begun');
      await use.end(0, 2 * SIZE - 1, false);
    }
    expect(await outcome(download(of, 1).begin(0))).toBe('download-limit-reached');
  });
});
