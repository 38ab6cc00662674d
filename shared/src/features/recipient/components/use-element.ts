import { type RefObject, useCallback, useRef } from 'react';

/** An element and the callback that learns it. Fluent's types infer no element from React 19's events, so they take only callbacks. */
export function useElement<T extends HTMLElement>(): readonly [RefObject<T | null>, (element: T | null) => void] {
  const element = useRef<T | null>(null);
  const learn = useCallback((next: T | null) => {
    element.current = next;
  }, []);
  return [element, learn];
}
