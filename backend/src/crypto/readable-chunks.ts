import { finished, Readable } from 'node:stream';

/** Bytes gathered before the source is paused. */
const HIGH_WATER_BYTES = 256 * 1024;

/** A Readable's chunks as they were pushed; its own iterator would copy those that queue up into one. */
async function* flowing(source: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  let queue: Uint8Array[] = [];
  let queuedBytes = 0;
  let ended = false;
  let failure: Error | null | undefined;
  let wake = (): void => undefined;
  const onData = (chunk: Uint8Array): void => {
    queue.push(chunk);
    queuedBytes += chunk.length;
    if (queuedBytes >= HIGH_WATER_BYTES) source.pause();
    wake();
  };
  // `finished` reports an error, a premature close and an end that lies in the past alike.
  const unwatch = finished(source, { writable: false }, (error) => {
    ended = true;
    failure = error;
    wake();
  });
  source.on('data', onData);
  try {
    while (queue.length > 0 || !ended) {
      if (queue.length === 0) {
        source.resume();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const taken = queue;
      queue = [];
      queuedBytes = 0;
      yield* taken;
    }
    if (failure) throw failure;
  } finally {
    unwatch();
    source.off('data', onData);
    if (!ended) source.destroy();
  }
}

/** The chunks of a byte source, uncopied. A Readable is destroyed when the taker stops early, as by its own iterator. */
export const chunksOf = (source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  source instanceof Readable && !source.readableObjectMode && !source.readableEncoding ? flowing(source) : source;
