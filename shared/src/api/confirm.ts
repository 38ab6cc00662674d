import { createContext, useCallback, useContext } from 'react';
import { isProblem } from './problem-error.ts';

/** Asks the person to show that it is she; true when she has. What is on the screen stays there. */
export type RequestConfirm = () => Promise<boolean>;

/** Provided by the session feature; features that change how somebody signs in only ask. */
export const ConfirmContext = createContext<RequestConfirm>(async () => false);

/** Runs something; when the server asks for a fresh identification, asks the person and runs it once more. Null: she gave up. */
export function useWithConfirm() {
  const request = useContext(ConfirmContext);
  return useCallback(
    async <T>(run: () => Promise<T>): Promise<T | null> => {
      try {
        return await run();
      } catch (error) {
        if (!isProblem(error, 'confirmation-required')) throw error;
        return (await request()) ? run() : null;
      }
    },
    [request],
  );
}
