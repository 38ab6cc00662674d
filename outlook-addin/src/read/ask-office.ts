import { HostError } from '@sefos/shared/host/host.port.ts';

/** What bounds a question to Office.js, which may hang for ever when the network goes. */
export interface AskOptions {
  readonly waitMs: number;
  readonly isOnline: () => boolean;
}

type Call<T> = (callback: (result: Office.AsyncResult<T>) => void) => void;

const OFFLINE = /network|internet|offline|connection/i;

function errorOf(error: Pick<Office.Error, 'code' | 'name'> | undefined, isOnline: () => boolean): HostError {
  const offline = OFFLINE.test(error?.name ?? '') || !isOnline();
  // Name and number only: a message may quote the mail.
  return new HostError(
    offline ? 'offline' : 'failed',
    `Office.js: ${error?.name ?? 'error'} ${error?.code ?? ''}`.trim(),
  );
}

/** One question to Office.js as a promise. @throws {HostError} offline, failed (also when no answer comes in time) */
export function askOffice<T>(call: Call<T>, { waitMs, isOnline }: AskOptions): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(errorOf({ name: 'NoAnswer', code: 0 }, isOnline)), waitMs);
    const fail = (error: Pick<Office.Error, 'code' | 'name'> | undefined) => {
      clearTimeout(timer);
      reject(errorOf(error, isOnline));
    };
    try {
      call((result) => {
        // The enum's members are these words when the page runs; comparing as text needs no enum.
        if (String(result.status) !== 'succeeded') return fail(result.error);
        clearTimeout(timer);
        resolve(result.value);
      });
    } catch (error) {
      fail(error instanceof Error ? { name: error.name, code: 0 } : undefined);
    }
  });
}
