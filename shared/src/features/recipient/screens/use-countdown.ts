import { useEffect, useState } from 'react';

/** Whole seconds until an instant, at most `longestSeconds`: this device's clock may be wrong by hours. */
export function secondsUntil(instant: string, longestSeconds: number, now: number): number {
  const seconds = Math.ceil((new Date(instant).getTime() - now) / 1_000);
  return Math.min(longestSeconds, Math.max(0, seconds));
}

/** Counts down to an instant, once a second. */
export function useCountdown(instant: string, longestSeconds: number): number {
  const [left, setLeft] = useState(() => secondsUntil(instant, longestSeconds, Date.now()));
  const running = left > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return left;
}
