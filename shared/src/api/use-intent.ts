import { useCallback, useRef } from 'react';

/**
 * An Idempotency-Key for one thing that a person wants once. The key stays while the same content is tried again, and is
 * new as soon as the content differs or `settle` says that it is done.
 */
export function useIntent(newKey: () => string = () => crypto.randomUUID()) {
  const current = useRef<{ readonly content: string; readonly key: string }>(undefined);
  const keyFor = useCallback(
    (content: unknown): string => {
      const text = JSON.stringify(content);
      if (current.current?.content !== text) current.current = { content: text, key: newKey() };
      return current.current.key;
    },
    [newKey],
  );
  const settle = useCallback(() => {
    current.current = undefined;
  }, []);
  return { keyFor, settle };
}
