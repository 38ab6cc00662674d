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
    const heard: string[] = [];
    const live = (id: string) => `id: ${id}\ndata: {"type":"message-received","mailboxId":"b","messageId":"${id}"}\n\n`;
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
      wait: async (milliseconds) => {
        waits.push(milliseconds);
        if (answers.length === 0) stop.abort();
      },
    });
    expect(asked).toEqual([null, 'e1', 'e1']);
    expect(heard).toEqual(['e1', 'resumed', 'e2']);
    expect(waits).toEqual([1000, 2000, 1000]);
  });
});
