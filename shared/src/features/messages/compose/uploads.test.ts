import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../domain/limits.ts';
import { timeLeft } from './file-row.tsx';
import { makeUploads, type TransferEvents } from './uploads.ts';
import { refusalTexts } from './use-files.ts';

const file = (name: string, size = 1000) => ({ name, size }) as File;

function bench() {
  let now = 0;
  let ids = 0;
  const started: {
    file: File;
    events: TransferEvents;
    aborted: boolean;
    kept: boolean;
    resumed: number;
    from: string | undefined;
  }[] = [];
  const ended: string[] = [];
  const uploads = makeUploads(
    (given, events, from) => {
      const run = { file: given, events, aborted: false, kept: false, resumed: 0, from };
      started.push(run);
      return {
        resume: () => {
          run.resumed += 1;
        },
        abort: (keep = false) => {
          run.aborted = !keep;
          run.kept = keep;
        },
      };
    },
    () => now,
    () => `f${++ids}`,
    (uploadId) => ended.push(uploadId),
  );
  return { uploads, started, ended, pass: (milliseconds: number) => (now += milliseconds) };
}

describe('ten thousand files at once', () => {
  it('are taken up to the limit, beside those that are there, and the rest refused in a few words', () => {
    const { uploads, started } = bench();
    uploads.add([file('first')]);
    const many = Array.from({ length: 10_000 }, (_value, index) => file(`${index}.pdf`));
    const refused = uploads.add(many);
    expect(uploads.items()).toHaveLength(LIMITS.attachmentsPerMessage);
    expect(uploads.items()[0]?.name).toBe('first');
    expect(started).toHaveLength(3);
    expect(refused).toHaveLength(10_001 - LIMITS.attachmentsPerMessage);
    const texts = (all: typeof refused) =>
      refusalTexts(
        all,
        ({ reason, name }) => (reason === 'tooMany' ? reason : `${reason} ${name}`),
        (count) => `+${count}`,
      );
    expect(texts(refused)).toEqual(['tooMany']);
    const empty = bench().uploads.add(many.map(({ name }) => file(name, 0)));
    expect(texts(empty)).toEqual([...[0, 1, 2, 3, 4].map((index) => `empty ${index}.pdf`), '+9995']);
    expect(texts(empty.slice(0, 2))).toEqual(['empty 0.pdf', 'empty 1.pdf']);
  });
});

describe('names of files', () => {
  it.each([
    ['faktura\u202efdp.exe', 'fakturafdp.exe'],
    ['a\u0000b\nc.txt', 'ab c.txt'],
    ['\u2067עברית.pdf', 'עברית.pdf'],
    ['文件 – åäö 😀.docx', '文件 – åäö 😀.docx'],
    ['ملف.pdf', 'ملف.pdf'],
  ])('are shown as what they are: %j', (given, shown) => {
    const { uploads } = bench();
    const [refusal] = [file(given, 0), file(given)].flatMap((one) => uploads.add([one]));
    expect([refusal?.name, uploads.items()[0]?.name]).toEqual([shown, shown]);
  });
});

describe('uploads', () => {
  it('travel three at once and the next when one is done', () => {
    const { uploads, started } = bench();
    uploads.add(['a', 'b', 'c', 'd'].map((name) => file(name)));
    expect(started.map((run) => run.file.name)).toEqual(['a', 'b', 'c']);
    started[1]?.events.onDone('u-b');
    expect(started.map((run) => run.file.name)).toEqual(['a', 'b', 'c', 'd']);
    expect(uploads.items()[1]).toMatchObject({ state: 'done', uploadId: 'u-b', sentBytes: 1000 });
  });

  it('measure their speed, and say how long is left', () => {
    const { uploads, started, pass } = bench();
    uploads.add([file('a', 10_000_000)]);
    pass(1000);
    started[0]?.events.onProgress(1_000_000);
    const [item] = uploads.items();
    expect(item?.bytesPerSecond).toBe(1_000_000);
    expect(item && timeLeft(item)).toEqual({ unit: 'seconds', count: 9 });
  });

  it('wait for the network and go on, and are tried again where they stopped', () => {
    const { uploads, started } = bench();
    uploads.add([file('a')]);
    started[0]?.events.onOffline();
    expect(uploads.items()[0]?.state).toBe('offline');
    started[0]?.events.onProgress(500);
    started[0]?.events.onFailed('network');
    expect(uploads.items()[0]).toMatchObject({ state: 'failed', problem: 'network', sentBytes: 500 });
    uploads.retry('f1');
    expect(started).toHaveLength(1);
    expect(started[0]?.resumed).toBe(1);
  });

  it('refuse what is empty, too large or too many, and take the rest', () => {
    const { uploads } = bench();
    const refused = uploads.add([file('tom', 0), file('stor', LIMITS.attachmentBytes + 1), file('bra')]);
    expect(refused.map(({ reason }) => reason)).toEqual(['empty', 'tooLarge']);
    const many = Array.from({ length: LIMITS.attachmentsPerMessage }, (_, index) => file(`n${index}`));
    expect(uploads.add(many).map(({ reason }) => reason)).toEqual(['tooMany']);
  });

  it('are ended on the server when removed, but not when their message was sent', () => {
    const { uploads, started } = bench();
    uploads.add([file('a'), file('b')]);
    uploads.remove('f1');
    uploads.release();
    expect(started.map((run) => run.aborted)).toEqual([true, false]);
    expect(uploads.items()).toEqual([]);
  });

  const saved = [
    { id: 'u-1', name: 'klar.pdf', sizeBytes: 1000, offsetBytes: 1000, complete: true },
    { id: 'u-2', name: 'halv.pdf', sizeBytes: 2000, offsetBytes: 500, complete: false },
  ];

  it('of a saved draft are there again: whole ones without travelling, half ones until their file is chosen again', async () => {
    const { uploads, started } = bench();
    uploads.restore(saved);
    expect(uploads.items()).toMatchObject([
      { name: 'klar.pdf', state: 'done', uploadId: 'u-1' },
      { name: 'halv.pdf', state: 'interrupted', uploadId: 'u-2', sentBytes: 500 },
    ]);
    expect([started.length, await uploads.settled()]).toEqual([0, false]);
    uploads.add([file('halv.pdf', 2001)]);
    expect(uploads.items()).toHaveLength(3);
    uploads.add([file('halv.pdf', 2000)]);
    expect(uploads.items()).toHaveLength(3);
    expect(started.map(({ from }) => from)).toEqual([undefined, 'u-2']);
    // The server had forgotten it: it begins again under another id.
    started[1]?.events.onBegun('u-3');
    started[1]?.events.onDone('u-3');
    expect(uploads.items()[1]).toMatchObject({ state: 'done', uploadId: 'u-3' });
  });

  it('of a saved draft are ended on the server when they are removed, and kept when the page lets go', () => {
    const { uploads, started, ended } = bench();
    uploads.restore(saved);
    uploads.remove(uploads.items()[1]?.id ?? '');
    expect(ended).toEqual(['u-2']);
    uploads.add([file('a')]);
    uploads.leave();
    expect(started[0]).toMatchObject({ aborted: false, kept: true });
    expect([ended, uploads.items()]).toEqual([['u-2'], []]);
  });

  it('travel anew when what the server has belongs to another draft; where the page has no file, it is asked for', () => {
    const { uploads, started, ended } = bench();
    uploads.restore(saved);
    uploads.add([file('a')]);
    started[0]?.events.onDone('u-a');
    uploads.beginAgain();
    expect(started.map(({ from }) => from)).toEqual([undefined, undefined]);
    expect(uploads.items().map(({ state, uploadId }) => [state, uploadId])).toEqual([
      ['interrupted', undefined],
      ['interrupted', undefined],
      ['uploading', undefined],
    ]);
    expect([ended, started[0]?.aborted]).toEqual([[], false]);
  });

  it('settle when all are up, and say when one is not', async () => {
    const { uploads, started } = bench();
    expect(await uploads.settled()).toBe(true);
    uploads.add([file('a'), file('b')]);
    const settled = uploads.settled();
    started[0]?.events.onDone('u');
    started[1]?.events.onFailed('network');
    expect(await settled).toBe(false);
  });
});
