import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { type RequestStepUp, StepUpContext } from '../../api/step-up.ts';
import type { AssuranceLevel } from '../../domain/levels.ts';

const StepUpDialog = lazy(() =>
  import(/* webpackChunkName: "step-up" */ './step-up-dialog.tsx').then((module) => ({ default: module.StepUpDialog })),
);

/** Lets every screen below ask for a higher level. Two askers at once share one dialog. */
export function StepUpProvider({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<AssuranceLevel>();
  const opener = useRef<Element>(null);
  const waiting = useRef<((reached: boolean) => void)[]>([]);

  const request = useCallback<RequestStepUp>(
    (level) =>
      new Promise((resolve) => {
        if (waiting.current.length === 0) opener.current = document.activeElement;
        waiting.current.push(resolve);
        setAsked((before) => (before !== undefined && before > level ? before : level));
      }),
    [],
  );
  const end = useCallback((reached: boolean) => {
    setAsked(undefined);
    for (const resolve of waiting.current.splice(0)) resolve(reached);
  }, []);

  // The dialog is not there any more: whoever closed it goes on where she was.
  useEffect(() => {
    if (asked !== undefined) return;
    if (opener.current instanceof HTMLElement) opener.current.focus();
    opener.current = null;
  }, [asked]);

  return (
    <StepUpContext.Provider value={request}>
      {children}
      {asked ? (
        <Suspense fallback={null}>
          <StepUpDialog level={asked} onEnd={end} />
        </Suspense>
      ) : null}
    </StepUpContext.Provider>
  );
}
