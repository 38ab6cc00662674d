import { type RefCallback, type RefObject, useCallback, useMemo, useRef } from 'react';

/**
 * An element and the way to hand it to a Fluent control: with React 19's types Fluent infers `Ref<never>`, which takes callbacks
 * but no ref objects.
 */
export function useElement<E extends HTMLElement>(): {
  readonly element: RefObject<E | null>;
  readonly set: RefCallback<E>;
} {
  const element = useRef<E>(null);
  const set = useCallback((next: E | null) => {
    element.current = next;
  }, []);
  // The same object always: effects may depend on it.
  return useMemo(() => ({ element, set }), [set]);
}
