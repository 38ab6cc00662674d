import { useEffect, useState } from 'react';

/** Whatever became of the pointer. */
const LONGEST_MS = 3_000;

/**
 * What is shown while a pointer is down somewhere stays as it was at that moment: nothing that comes live moves a button between
 * pressing it and letting go. What the press itself changes is shown right after it.
 */
export function useHeldStill<T>(value: T): T {
  const [held, setHeld] = useState<{ readonly value: T }>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const letGo = () => setHeld(undefined);
    const hold = ({ button }: PointerEvent) => {
      if (button !== 0) return;
      setHeld((before) => before ?? { value });
      clearTimeout(timer);
      timer = setTimeout(letGo, LONGEST_MS);
    };
    // The click comes after the pointer is up.
    const release = () => {
      clearTimeout(timer);
      timer = setTimeout(letGo);
    };
    document.addEventListener('pointerdown', hold, true);
    document.addEventListener('pointerup', release, true);
    document.addEventListener('pointercancel', release, true);
    window.addEventListener('blur', release);
    // The timer goes on: a value that comes meanwhile must not keep what is held.
    return () => {
      document.removeEventListener('pointerdown', hold, true);
      document.removeEventListener('pointerup', release, true);
      document.removeEventListener('pointercancel', release, true);
      window.removeEventListener('blur', release);
    };
  }, [value]);
  return held ? held.value : value;
}
