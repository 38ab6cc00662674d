import { createContext, useCallback, useContext } from 'react';
import type { AssuranceLevel } from '../domain/levels.ts';
import { isProblem } from './problem-error.ts';

/** Asks the person to identify more surely; true when the session now has the level. What is on the screen stays there. */
export type RequestStepUp = (level: AssuranceLevel) => Promise<boolean>;

/** Provided by the session feature; features that need more than the session has only ask. */
export const StepUpContext = createContext<RequestStepUp>(async () => false);

/** Runs something; when the server asks for a higher level, asks the person and runs it once more. */
export function useWithStepUp() {
  const request = useContext(StepUpContext);
  return useCallback(
    async <T>(level: AssuranceLevel, run: () => Promise<T>): Promise<T> => {
      try {
        return await run();
      } catch (error) {
        if (!isProblem(error, 'step-up-required') || !(await request(level))) throw error;
        return run();
      }
    },
    [request],
  );
}
