import { HostError } from '@sefos/shared/host/host.port.ts';

/** Turns Office.js' callbacks into a promise. @throws {HostError} failed, with Office's own code */
export function asPromise<T>(start: (done: (result: Office.AsyncResult<T>) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((result) => {
      // The enum's object exists in Office.js only at run time; its values are these words.
      if (String(result.status) === 'succeeded') resolve(result.value);
      else reject(new HostError('failed', `Office.js: ${result.error?.code ?? 'unknown'}`));
    });
  });
}
