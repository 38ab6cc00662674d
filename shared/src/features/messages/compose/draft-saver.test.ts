import { describe, expect, it } from '@jest/globals';
import { networkProblem, ProblemError } from '../../../api/problem-error.ts';
import { problem } from '../../../testing/render-staff.tsx';
import { DraftSaver } from './draft-saver.ts';

interface Put {
  readonly id: string;
  readonly revision: number;
  readonly content: string;
  readonly leaving: boolean;
  answer(revision: number): Promise<void>;
  fail(error: Error): Promise<void>;
}

const settle = () => new Promise<void>((resolve) => setTimeout(resolve));
const answered = (type: ProblemError['type'], status: number) => new ProblemError({ ...problem(type).details, status });

/** A saver over a text, a clock that is moved by hand, and a server that answers when told. */
function bench(text = '') {
  const world = { text, now: 0, anew: 0 };
  const puts: Put[] = [];
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  let ids = 0;
  const saver = new DraftSaver<string>({
    content: () => world.text,
    blank: () => world.text === '',
    textOf: (content) => content.trim(),
    onAnew: () => {
      world.anew += 1;
    },
    put: (id, revision, content, leaving) =>
      new Promise((resolve, reject) =>
        puts.push({
          ...{ id, revision, content, leaving },
          answer: async (next) => {
            resolve({ revision: next });
            await settle();
          },
          fail: async (error) => {
            reject(error);
            await settle();
          },
        }),
      ),
    later: (run, milliseconds) => {
      const timer = { at: world.now + milliseconds, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    now: () => world.now,
    newId: () => `d${++ids}`,
  });
  const pass = async (milliseconds: number) => {
    world.now += milliseconds;
    for (const timer of [...timers]) {
      if (timer.at > world.now) continue;
      timers.delete(timer);
      timer.run();
    }
    await settle();
  };
  const write = (next: string) => {
    world.text = next;
    saver.touch();
  };
  const last = () => {
    const put = puts.at(-1);
    if (!put) throw new Error('nothing was saved');
    return put;
  };
  return { world, saver, puts, last, pass, write };
}

describe('a draft', () => {
  it('is saved a second after the last change, and under its revision from then on', async () => {
    const { saver, puts, last, pass, write } = bench();
    write('a');
    await pass(900);
    write('ab');
    await pass(900);
    expect([puts.length, saver.status().state]).toEqual([0, 'unsaved']);
    await pass(100);
    expect(last()).toMatchObject({ id: 'd1', revision: 0, content: 'ab', leaving: false });
    expect(saver.status().state).toBe('saving');
    await last().answer(7);
    expect([saver.status().state, saver.revision, saver.unsaved()]).toEqual(['saved', 7, false]);
    write('abc');
    await pass(1000);
    expect(last()).toMatchObject({ id: 'd1', revision: 7, content: 'abc' });
  });

  it('is saved every ten seconds for somebody who never pauses', async () => {
    const { puts, pass, write } = bench();
    for (let index = 0; index < 20; index += 1) {
      write(`text ${index}`);
      await pass(500);
    }
    expect(puts).toHaveLength(1);
  });

  it('is not made while nothing is written, nor again for what is the same', async () => {
    const { saver, puts, last, pass, write } = bench();
    write('');
    await pass(1000);
    expect([puts.length, saver.status().state]).toEqual([0, 'blank']);
    write('a');
    await pass(1000);
    await last().answer(1);
    write('a ');
    await pass(1000);
    expect([puts.length, saver.status().state]).toEqual([1, 'saved']);
  });

  it('that was emptied is saved empty, and says so', async () => {
    const { saver, last, pass, write } = bench();
    write('a');
    await pass(1000);
    await last().answer(1);
    expect(saver.emptied()).toBe(false);
    write('');
    await pass(1000);
    expect(last()).toMatchObject({ revision: 1, content: '' });
    expect(saver.emptied()).toBe(true);
  });

  it('is saved by one request at a time; what is written meanwhile follows', async () => {
    const { puts, last, pass, write } = bench();
    write('a');
    await pass(1000);
    write('ab');
    await pass(5000);
    expect(puts).toHaveLength(1);
    await last().answer(1);
    await pass(1000);
    expect(last()).toMatchObject({ revision: 1, content: 'ab' });
  });

  it('is said again word for word when no answer came, at longer intervals, and only then what is newer', async () => {
    const { saver, puts, last, pass, write } = bench();
    write('a');
    await pass(1000);
    await last().fail(networkProblem());
    expect(saver.status()).toEqual({ state: 'retrying', problem: 'network' });
    write('ab');
    await pass(1000);
    expect([puts.length, last().content]).toEqual([2, 'a']);
    await last().fail(answered('temporarily-unavailable', 503));
    await pass(1000);
    expect(puts).toHaveLength(2);
    await pass(1000);
    await last().answer(1);
    expect([puts.length, saver.unsaved()]).toEqual([3, true]);
    await pass(1000);
    expect(last()).toMatchObject({ revision: 1, content: 'ab' });
    await last().answer(2);
    expect([saver.status().state, saver.unsaved()]).toEqual(['saved', false]);
  });

  it('waits for a new sign-in when the session is over', async () => {
    const { saver, last, pass, write } = bench();
    write('a');
    await pass(1000);
    await last().fail(answered('session-expired', 401));
    expect(saver.status().state).toBe('retrying');
    const whole = saver.flush();
    await settle();
    await last().answer(1);
    expect(await whole).toBe(true);
  });

  it('that somebody else has saved is not written over before the person has chosen', async () => {
    const { world, saver, puts, last, pass, write } = bench();
    write('a');
    await pass(1000);
    await last().fail(answered('draft-changed', 409));
    expect(saver.status()).toEqual({ state: 'changed', problem: 'draft-changed' });
    write('ab');
    await pass(60_000);
    await saver.flush();
    expect([puts.length, saver.unsaved()]).toEqual([1, true]);
    void saver.keepAsNew();
    await settle();
    expect(last()).toMatchObject({ id: 'd2', revision: 0, content: 'ab' });
    await last().answer(1);
    expect([saver.id, saver.status().state, world.anew]).toEqual(['d2', 'saved', 1]);
  });

  it('that was removed elsewhere is made anew while somebody writes it', async () => {
    const { world, last, pass, write } = bench();
    write('a');
    await pass(1000);
    await last().answer(3);
    write('ab');
    await pass(1000);
    await last().fail(answered('draft-gone', 410));
    await pass(1000);
    expect(last()).toMatchObject({ id: 'd1', revision: 0, content: 'ab' });
    expect(world.anew).toBe(1);
  });

  it('that the server refuses says why, and is tried again after the next change', async () => {
    const { saver, puts, last, pass, write } = bench();
    write('a');
    await pass(1000);
    await last().fail(answered('drafts-too-many', 422));
    expect(saver.status()).toEqual({ state: 'refused', problem: 'drafts-too-many' });
    await pass(60_000);
    expect(puts).toHaveLength(1);
    write('ab');
    await pass(1000);
    expect(last().content).toBe('ab');
  });

  it('is saved at once when the page goes away', async () => {
    const { saver, last, write } = bench();
    write('a');
    const whole = saver.flush(true);
    await settle();
    expect(last()).toMatchObject({ content: 'a', leaving: true });
    await last().answer(1);
    expect(await whole).toBe(true);
  });

  it('is not saved while it is being sent, and is again when that failed', async () => {
    const { saver, puts, last, pass, write } = bench();
    write('a');
    await saver.hold();
    write('ab');
    await pass(60_000);
    expect([puts.length, await saver.flush(), puts.length]).toEqual([0, false, 0]);
    saver.release();
    await pass(1000);
    expect(last().content).toBe('ab');
  });

  it('that was read from the server, or that nobody has written in, needs no saving', async () => {
    const { saver, puts, pass, write } = bench('quoted');
    saver.adopt(0);
    write('quoted ');
    await pass(1000);
    expect([puts.length, saver.status().state, saver.unsaved()]).toEqual([0, 'blank', false]);
    saver.adopt(4);
    expect([saver.status().state, saver.revision]).toEqual(['saved', 4]);
  });
});
