import { HostError } from '@sefos/shared/host/host.port.ts';

type Call<T> = (done: (result: Office.AsyncResult<T>) => void) => void;

/** Longest wait for an answer of Office.js, milliseconds: a host without network may never answer. */
export const ANSWER_MS = 30_000;

/** SaveError: "Connection error occurred while trying to save the item on the server" (OfficeDev/office-js-docs-pr#1555). */
const OFFLINE_CODES: readonly number[] = [9021];
const OFFLINE_NAME = /network|internet|offline|connection/i;

function hostError(error: Pick<Office.Error, 'code' | 'name'> | undefined): HostError {
  const { code = 0, name = '' } = error ?? {};
  const offline = OFFLINE_CODES.includes(code) || OFFLINE_NAME.test(name) || !navigator.onLine;
  // The code only: Office's messages may quote the mail.
  return new HostError(offline ? 'offline' : 'failed', `Office.js: ${code || 'unknown'}`);
}

/**
 * Turns a callback of Office.js into a promise.
 * @throws {HostError} offline, failed (with Office's own code), timeout (no answer: it may or may not have been done), unsupported
 * (the host has no such method)
 */
export function asPromise<T>(call: Call<T>, waitMs: number = ANSWER_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new HostError('timeout', 'Office.js: no answer')), waitMs);
    const end = (then: () => void) => {
      clearTimeout(timer);
      then();
    };
    try {
      call((result) => {
        // The enum's object exists in Office.js only at run time; its values are these words.
        if (String(result.status) === 'succeeded') end(() => resolve(result.value));
        else end(() => reject(hostError(result.error)));
      });
    } catch (error) {
      const missing = error instanceof TypeError;
      end(() => reject(missing ? new HostError('unsupported', 'Office.js: no such method') : hostError(undefined)));
    }
  });
}
