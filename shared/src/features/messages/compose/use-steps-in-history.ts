import { useEffect, useRef } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router';

const stepIn = (state: unknown): number => {
  const step = typeof state === 'object' && state !== null && 'step' in state ? state.step : 0;
  return typeof step === 'number' ? step : 0;
};

/**
 * The browser's way back goes a step back, as long as there is one: each step of a saved draft is an entry of the history. Before it is
 * saved its address does not say which draft it is, so the way back leaves it. There is no way forward but by what is written.
 * `isLeft`: the way to another screen is begun, which may still be loading; a step that went into the history now would undo it.
 */
export function useStepsInHistory(step: number, show: (step: number) => void, isLeft: boolean): void {
  const navigate = useNavigate();
  const { key, search, state } = useLocation();
  const isPop = useNavigationType() === 'POP';
  const at = stepIn(state);
  const isSaved = new URLSearchParams(search).has('draft');
  const seen = useRef<string>(undefined);
  const asked = useRef<string>(undefined);
  const go = useRef(show);
  useEffect(() => {
    go.current = show;
  }, [show]);
  useEffect(() => {
    if (isLeft) return;
    const isFirst = seen.current === undefined;
    const hasMoved = !isFirst && seen.current !== key;
    seen.current = key;
    // Loaded anew, the composer begins with its first step.
    if (isFirst && at > 0) return void navigate({ search }, { replace: true });
    if (hasMoved && isPop && at < step) return go.current(at);
    // The address follows later than it is asked to.
    const wish = `${key} ${step}`;
    if (asked.current === wish) return;
    asked.current = wish;
    if (step < at) void navigate(step - at);
    if (step > at && isSaved) void navigate({ search }, { state: { step: at + 1 } });
  }, [isLeft, key, at, step, isPop, isSaved, search, navigate]);
}
