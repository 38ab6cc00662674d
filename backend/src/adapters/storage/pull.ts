/** Hands out the chunks of `content` until it ends, fails or `signal` fires, also while the next chunk is awaited. */
export async function* pull(
  content: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  signal?.throwIfAborted();
  const source = content[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const next = await nextOrAbort(source, signal);
      if (next.done === true) {
        ended = true;
        return;
      }
      yield next.value;
    }
  } finally {
    // Not awaited: a generator that waits for a chunk that never comes would never return either.
    if (!ended) source.return?.().then(undefined, () => undefined);
  }
}

/** A listener for each chunk, taken off again: racing one promise for the whole stream would gather a reaction a chunk. */
const nextOrAbort = (source: AsyncIterator<Uint8Array>, signal?: AbortSignal): Promise<IteratorResult<Uint8Array>> => {
  if (signal === undefined) return source.next();
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    source
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
};
