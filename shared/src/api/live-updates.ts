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
}

// Typed by the contract, not imported: its schemas stay out of the browser's download.
const livePath: typeof LIVE_PATH = '/events';
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

function toLiveEvent(event: ServerSentEvent): LiveEvent | undefined {
  try {
    const data: unknown = JSON.parse(event.data);
    return typeof data === 'object' && data !== null && 'type' in data ? (data as LiveEvent) : undefined;
  } catch {
    return undefined;
  }
}

async function readStream(body: ReadableStream<Uint8Array>, onEvent: (event: ServerSentEvent) => void): Promise<void> {
  const parse = makeEventParser(onEvent);
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
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
  let wasConnected = false;
  while (!signal.aborted) {
    try {
      const response = await api.fetch(livePath, {
        signal,
        headers: { accept: 'text/event-stream', ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
      });
      if (response.status === 401) return;
      if (response.ok && response.body) {
        if (wasConnected) options.onResumed();
        wasConnected = true;
        waitMs = FIRST_WAIT_MS;
        await readStream(response.body, (event) => {
          lastEventId = event.id || lastEventId;
          const live = toLiveEvent(event);
          if (live) options.onEvent(live);
        });
      }
    } catch (error) {
      if (isProblem(error, 'not-signed-in')) return;
      // A cut line is expected; what matters is coming back.
    }
    if (signal.aborted) return;
    await options.wait(waitMs, signal);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}
