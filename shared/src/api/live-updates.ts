import type { LIVE_PATH, LiveEvent } from '../contract/live.ts';
import type { ApiClient } from './client.ts';
import { isProblem } from './problem-error.ts';
import { makeEventParser, type ServerSentEvent } from './server-sent-events.ts';

export interface LiveOptions {
  readonly api: Pick<ApiClient, 'fetch'>;
  readonly onEvent: (event: LiveEvent) => void;
  /** The stream was lost and is back: events may have been missed, so what is shown should be read again. */
  readonly onResumed: () => void;
  readonly signal: AbortSignal;
  /** Waits; rejects or resolves early when the signal says stop. Milliseconds. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Resolves after so many milliseconds, or when the signal says that they no longer matter. */
  readonly silence: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

// Typed by the contract, not imported: its schemas stay out of the browser's download.
const livePath: typeof LIVE_PATH = '/events';
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** The server sends at least every 20 s. A line that died while the computer slept says nothing, and no error either. */
const LONGEST_SILENCE_MS = 50_000;
/** More than the server repeats after a break: it goes back a few seconds, or a thousand events. */
const REMEMBERED_IDS = 2_000;

function toLiveEvent(event: ServerSentEvent): LiveEvent | undefined {
  try {
    const data: unknown = JSON.parse(event.data);
    return typeof data === 'object' && data !== null && 'type' in data ? (data as LiveEvent) : undefined;
  } catch {
    return undefined;
  }
}

/** Lets each event through once, also when the server repeats it after a break. */
function makeOnce(): (id: string) => boolean {
  const known = new Set<string>();
  return (id) => {
    if (id === '') return true;
    if (known.has(id)) return false;
    known.add(id);
    if (known.size > REMEMBERED_IDS) for (const oldest of [...known].slice(0, REMEMBERED_IDS / 2)) known.delete(oldest);
    return true;
  };
}

/** Reads until the stream ends or has been silent for too long. */
async function readStream(
  body: ReadableStream<Uint8Array>,
  silence: LiveOptions['silence'],
  onEvent: (event: ServerSentEvent) => void,
): Promise<void> {
  const parse = makeEventParser(onEvent);
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const heard = new AbortController();
    const part = await Promise.race([
      reader.read(),
      silence(LONGEST_SILENCE_MS, heard.signal).then(() => undefined),
    ]).finally(() => heard.abort());
    if (!part) return void reader.cancel().catch(() => undefined);
    if (part.done) return;
    parse(decoder.decode(part.value, { stream: true }));
  }
}

/**
 * Follows `GET /events` until the signal says stop: reconnects with `Last-Event-ID` and growing waits. Fetch instead of
 * EventSource, because the Microsoft hosts send a bearer token. Returns at once on 401: somebody else shows the sign-in.
 */
export async function followLiveUpdates(options: LiveOptions): Promise<void> {
  const { api, signal } = options;
  let lastEventId = '';
  let waitMs = FIRST_WAIT_MS;
  const isNew = makeOnce();
  // From the first attempt that fails on, what is shown may be older than what the stream begins with.
  let mayHaveMissed = false;
  while (!signal.aborted) {
    try {
      const response = await api.fetch(livePath, {
        signal,
        headers: { accept: 'text/event-stream', ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
      });
      if (response.status === 401) return;
      if (response.ok && response.body) {
        if (mayHaveMissed) options.onResumed();
        waitMs = FIRST_WAIT_MS;
        await readStream(response.body, options.silence, (event) => {
          lastEventId = event.id || lastEventId;
          const live = isNew(event.id) ? toLiveEvent(event) : undefined;
          if (live) options.onEvent(live);
        });
      }
    } catch (error) {
      if (isProblem(error, 'not-signed-in')) return;
      // A cut line is expected; what matters is coming back.
    }
    if (signal.aborted) return;
    mayHaveMissed = true;
    await options.wait(waitMs, signal);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}
