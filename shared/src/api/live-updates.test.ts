/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { followLiveUpdates } from './live-updates.ts';
import { makeEventParser, type ServerSentEvent } from './server-sent-events.ts';

const TEXT = ': hello\r\nid: 7\ndata: {"a":1}\n\nevent: x\rdata: one\rdata: two\r\rdata: lost at the end\n';
const EVENTS: ServerSentEvent[] = [
  { id: '7', event: 'message', data: '{"a":1}' },
  { id: '7', event: 'x', data: 'one\ntwo' },
];

const live = (id: string) => `id: ${id}\ndata: {"type":"message-received","mailboxId":"b","messageId":"${id}"}\n\n`;

/** What is told by streams with these texts, one after the other; undefined = no connection. `silent`: no stream ends. */
const follow = async (texts: readonly (string | undefined)[], end: 'closed' | 'silent' = 'closed') => {
  const stop = new AbortController();
  const heard: string[] = [];
  const answers = [...texts];
  let silent = false;
  const fetchOne = async () => {
    const text = answers.shift();
    if (text === undefined) throw new TypeError('cut');
    const parts = [new TextEncoder().encode(text)];
    const read = async () => {
      if (parts.length === 0 && end === 'silent') {
        silent = true;
        return new Promise<never>(() => {});
      }
      return { done: parts.length === 0, value: parts.shift() };
    };
    return {
      ok: true,
      status: 200,
      body: { getReader: () => ({ read, cancel: async () => {} }) },
    } as unknown as Response;
  };
  await followLiveUpdates({
    api: { fetch: fetchOne },
    onEvent: (event) => heard.push('messageId' in event ? event.messageId : event.type),
    onResumed: () => heard.push('resumed'),
    signal: stop.signal,
    silence: async () => {
      await Promise.resolve();
      if (!silent) return new Promise<void>(() => {});
      silent = false;
      return undefined;
    },
    wait: async () => {
      if (answers.length === 0) stop.abort();
    },
  });
  return heard;
};

describe('event stream', () => {
  it('is read the same however it is cut (HTML Living Standard §9.2)', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(TEXT.length), { maxLength: 12 }), (cuts) => {
        const seen: ServerSentEvent[] = [];
        const parse = makeEventParser((event) => seen.push(event));
        const edges = [0, ...cuts.sort((a, b) => a - b), TEXT.length];
        for (const [index, edge] of edges.entries()) parse(TEXT.slice(edge, edges[index + 1] ?? TEXT.length));
        expect(seen).toEqual(EVENTS);
      }),
    );
  });

  it('comes back with Last-Event-ID after the line was cut, and says that something may have been missed', async () => {
    const stop = new AbortController();
    const asked: (string | null)[] = [];
    const waits: number[] = [];
    const silence = () => new Promise<void>(() => {});
    const heard: string[] = [];
    const answers = [live('e1'), undefined, live('e2')];
    const fetchOne = async (_url: unknown, init?: RequestInit) => {
      asked.push(new Headers(init?.headers).get('last-event-id'));
      const text = answers.shift();
      if (text === undefined) throw new TypeError('cut');
      const parts = [new TextEncoder().encode(text)];
      const read = async () => ({ done: parts.length === 0, value: parts.shift() });
      return { ok: true, status: 200, body: { getReader: () => ({ read }) } } as unknown as Response;
    };
    await followLiveUpdates({
      api: { fetch: fetchOne },
      onEvent: (event) => heard.push('messageId' in event ? event.messageId : event.type),
      onResumed: () => heard.push('resumed'),
      signal: stop.signal,
      silence,
      wait: async (milliseconds) => {
        waits.push(milliseconds);
        if (answers.length === 0) stop.abort();
      },
    });
    expect(asked).toEqual([null, 'e1', 'e1']);
    expect(heard).toEqual(['e1', 'resumed', 'e2']);
    expect(waits).toEqual([1000, 2000, 1000]);
  });

  it('tells nothing twice that the server repeats after a break', async () => {
    const heard = await follow([`${live('e1')}${live('e2')}`, `${live('e1')}${live('e2')}${live('e3')}`]);
    expect(heard).toEqual(['e1', 'e2', 'resumed', 'e3']);
  });

  it('says that something may have been missed when only a later attempt comes through', async () => {
    expect(await follow([undefined, live('e1')])).toEqual(['resumed', 'e1']);
  });

  it('leaves a line that has been silent for longer than the server ever is', async () => {
    expect(await follow([live('e1'), live('e2')], 'silent')).toEqual(['e1', 'resumed', 'e2']);
  });
});
