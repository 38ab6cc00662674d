import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../domain/limits.ts';
import { recipient as en } from '../../i18n/locales/en/recipient.ts';
import { recipient as fi } from '../../i18n/locales/fi/recipient.ts';
import { recipient as sv } from '../../i18n/locales/sv/recipient.ts';
import { parseProblem } from './api/recipient-problem.ts';
import { sanitiseBody } from './components/message-body.tsx';
import { formatDuration, formatInstant, formatLastDay, formatSize } from './i18n/format.ts';
import { counted, fill } from './i18n/words.ts';
import { hintText } from './screens/bankid-step.tsx';
import { secondsUntil } from './screens/use-countdown.ts';
import { makeTransferRate } from './upload/transfer-rate.ts';
import { type MakeUpload, makeUploadQueue, type UploadListener } from './upload/upload-queue.ts';

/** Every text with its path. */
function texts(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}.${key}`, value] as [string, string]] : texts(value, `${path}.${key}`),
  );
}
const names = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe('words', () => {
  it.each([
    ['English', en],
    ['Finnish', fi],
  ])('%s has every text, with the same values in it', (_name, words) => {
    const source = texts(sv);
    const translated = new Map(texts(words));
    expect([...translated.keys()]).toEqual(source.map(([path]) => path));
    for (const [path, text] of source) {
      expect(translated.get(path)?.trim()).toBeTruthy();
      expect([path, names(translated.get(path) ?? '')]).toEqual([path, names(text)]);
    }
  });

  it.each([
    'outstandingTransaction',
    'noClient',
    'started',
    'userMrtd',
    'userSign',
    'expiredTransaction',
    'certificateErr',
    'userCancel',
    'cancelled',
    'startFailed',
    'alreadyInProgress',
    'requestTimeout',
    'internalError',
    'Maintenance',
  ])('has a text for the BankID code %s in every language', (hint) => {
    for (const { bankid } of [sv, en, fi]) {
      expect(hintText(bankid.hints, hint, true)).not.toBe(bankid.hints.unknownPending);
    }
  });

  it('has a text for a code that BankID has not invented yet', () => {
    expect(hintText(sv.bankid.hints, 'brandNew', true)).toBe(sv.bankid.hints.unknownPending);
    expect(hintText(sv.bankid.hints, 'toString', false)).toBe(sv.bankid.hints.unknown);
  });

  it('counts and fills', () => {
    expect(counted('fi', fi.sms.tries, 1)).toBe('Sinulla on 1 yritys jäljellä.');
    expect(counted('fi', fi.sms.tries, 3)).toBe('Sinulla on 3 yritystä jäljellä.');
    expect(fill('{{a}} {{b}}', { a: 1 })).toBe('1 {{b}}');
  });

  it('writes sizes, times and durations as people do', () => {
    expect(formatSize('sv', sv.size, 0)).toBe('0 byte');
    expect(formatSize('sv', sv.size, 1_250_000)).toBe('1,3 MB');
    expect(formatSize('en', en.size, 419_430_400)).toBe('419 MB');
    expect(formatSize('fi', fi.size, 5_368_709_120)).toBe('5,4 Gt');
    expect(formatInstant('sv', '2026-11-21T13:03:00Z')).toMatch(/^21 november 2026/);
    expect(formatLastDay('sv', '2026-11-29T23:00:00Z')).toBe('29 november 2026');
    expect(formatDuration('sv', sv.duration, 0.2)).toBe('1 sekund');
    expect(formatDuration('sv', sv.duration, 61)).toBe('2 minuter');
    expect(formatDuration('en', en.duration, 3_601)).toBe('2 hours');
  });
});

describe('problems', () => {
  it('takes the name after the urn, and distrusts every other answer', () => {
    expect(parseProblem('{"type":"urn:sefos:problem:code-wrong","facts":{"triesLeft":2}}')).toMatchObject({
      type: 'code-wrong',
      facts: { triesLeft: 2 },
    });
    expect(parseProblem('<html>').type).toBe('internal-error');
    expect(parseProblem('{"type":"about:blank"}').type).toBe('internal-error');
    expect(parseProblem('null').type).toBe('internal-error');
  });
});

describe('the countdown', () => {
  it('never waits longer than the rule, whatever this clock says', () => {
    const now = Date.parse('2026-11-21T12:00:00Z');
    expect(secondsUntil('2026-11-21T12:00:30Z', 60, now)).toBe(30);
    expect(secondsUntil('2026-11-21T14:00:00Z', 60, now)).toBe(60);
    expect(secondsUntil('2026-11-21T11:00:00Z', 60, now)).toBe(0);
  });
});

describe('the body', () => {
  it('keeps text tags and drops scripts, pictures, styles and foreign addresses', () => {
    const clean = sanitiseBody(
      '<p style="x" onclick="a()">Hej <b>du</b><img src=x onerror=y><script>z</script><a href="javascript:1">a</a><a href="https://example.se">b</a><svg><a href="data:x">c</a></svg></p>',
    );
    expect(clean).not.toMatch(/style|onclick|img|script|svg|data:/i);
    expect(clean).toContain('<b>du</b>');
    expect(clean).toContain('<a href="https://example.se" target="_blank" rel="noopener noreferrer">b</a>');
  });
});

describe('pictures in the body', () => {
  it('stay when they hold their own data', () => {
    const html = '<img src="data:image/png;base64,AAAA" alt="Karta" width="20" height="10">';
    expect(sanitiseBody(html)).toBe(html);
    expect(sanitiseBody('<img src="https://spy.example/a.png"><img src="data:image/svg+xml;base64,AAAA">')).toBe('');
  });
});

describe('uploads', () => {
  function fakeUploads() {
    const listeners: UploadListener[] = [];
    const log: string[] = [];
    const make: MakeUpload = (file, listener) => {
      listeners.push(listener);
      return {
        start: () => void log.push(`start ${file.name}`),
        stop: (discard) => void log.push(`stop ${file.name} ${discard}`),
      };
    };
    return {
      listeners,
      log,
      queue: makeUploadQueue(
        async () => make,
        () => 0,
      ),
    };
  }
  const file = (name: string, size: number) => ({ name, size, type: '' }) as File;
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

  it('sends two at once and the third when one is done', async () => {
    const { queue, log, listeners } = fakeUploads();
    queue.add([file('a', 1), file('b', 1), file('c', 1)]);
    await settled();
    expect(log).toEqual(['start a', 'start b']);
    listeners[0]?.done('id-a');
    await settled();
    expect(log).toEqual(['start a', 'start b', 'start c']);
    expect(queue.items()[0]?.state).toEqual({ kind: 'done', attachmentId: 'id-a' });
  });

  it('refuses what the server would refuse, without sending it', async () => {
    const { queue, log } = fakeUploads();
    const empty = queue.add([
      file('empty', 0),
      file('huge', 6 * 1024 ** 3),
      ...Array.from({ length: 51 }, (_, n) => file(`${n}`, 1)),
    ]);
    const reasons = queue.items().flatMap(({ state }) => (state.kind === 'refused' ? [state.reason] : []));
    expect(reasons).toEqual(['too-large', 'too-many']);
    expect(empty.map(({ name }) => name)).toEqual(['empty']);
    expect(queue.items().some(({ name }) => name === 'empty')).toBe(false);
    await settled();
    expect(log).toHaveLength(2);
  });

  it('deletes what is removed, and goes on with what failed', async () => {
    const { queue, log, listeners } = fakeUploads();
    queue.add([file('a', 10), file('b', 10)]);
    await settled();
    listeners[0]?.failed(new TypeError('network'));
    expect(queue.items()[0]?.state).toMatchObject({ kind: 'failed', problem: { type: 'offline' } });
    queue.retryOffline();
    queue.remove(2);
    await settled();
    expect(log).toEqual(['start a', 'start b', 'stop b true', 'start a']);
    expect(queue.items().map((item) => item.name)).toEqual(['a']);
  });

  it('estimates speed and time left from the last seconds', () => {
    const rate = makeTransferRate(10_000_000);
    expect(rate.add(0, 0)).toBeUndefined();
    expect(rate.add(1_000_000, 1_000)).toEqual({ bytesPerSecond: 1_000_000, secondsLeft: 9 });
    // Went on from the server's offset after a break: what was before says nothing.
    expect(rate.add(500_000, 2_000)).toBeUndefined();
    expect(rate.add(2_500_000, 3_000)).toEqual({ bytesPerSecond: 2_000_000, secondsLeft: 3.75 });
  });
});

describe('ten thousand files at once', () => {
  it('are taken up to the limit, and the first of the rest are listed with the reason; controls are taken out of names', () => {
    const queue = makeUploadQueue(() => new Promise(() => undefined));
    const file = (name: string, size = 10) => ({ name, size }) as File;
    queue.add([file('faktura\u202efdp.exe')]);
    const many = Array.from({ length: 10_000 }, (_value, index) => file(`${index}.pdf`));
    expect(queue.add([...many, file('tom.txt', 0)]).map(({ name }) => name)).toEqual(['tom.txt']);
    const kinds = queue.items().map(({ state }) => state.kind);
    expect(kinds.filter((kind) => kind !== 'refused')).toHaveLength(LIMITS.attachmentsPerMessage);
    expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(5);
    expect(queue.items()[0]?.name).toBe('fakturafdp.exe');
  });
});
