import { DetailedError, Upload } from 'tus-js-client';
import { API_PREFIX } from '../../../contract/endpoint.ts';
import type { UPLOADS_PATH } from '../../../contract/uploads.ts';
import type { RecipientApi } from '../api/recipient-api.ts';
import { asProblem, parseProblem, type RecipientProblem } from '../api/recipient-problem.ts';
import type { MakeUpload } from './upload-queue.ts';

// The contract's module carries TypeBox; the compiler holds this to its value.
const uploadsPath: typeof UPLOADS_PATH = '/uploads';
/** Waiting before going on after a lost connection: together about three quarters of a minute. */
const RETRY_DELAYS_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000];

/** Uploads with tus 1.0 under a link's session. Nothing about a file is kept in the browser's storage. */
export function makeTusUpload(api: RecipientApi, origin: string): MakeUpload {
  return (file, listener) => {
    let renewed = false;
    const upload = new Upload(file, {
      endpoint: `${origin}${API_PREFIX}${uploadsPath}`,
      metadata: { filename: file.name, filetype: file.type || 'application/octet-stream' },
      retryDelays: RETRY_DELAYS_MS,
      storeFingerprintForResuming: false,
      onBeforeRequest: (request) => {
        for (const [name, value] of Object.entries(api.headers())) request.setHeader(name, value);
      },
      onProgress: (sentBytes) => listener.progress(sentBytes),
      onSuccess: () => listener.done(upload.url?.split('/').at(-1) ?? ''),
      onError: (error) => {
        const problem = uploadProblem(error);
        if (problem.type !== 'csrf-token-invalid' || renewed) return listener.failed(problem);
        // Identified again in another tab: the CSRF token is new, the upload is still ours.
        renewed = true;
        api.current().then(
          () => upload.start(),
          (reason: unknown) => listener.failed(reason),
        );
      },
    });
    return {
      start: () => upload.start(),
      stop: (discard) => void upload.abort(discard).catch(() => undefined),
    };
  };
}

/** What stopped an upload: the API's problem, or a lost connection when no answer came. */
export function uploadProblem(error: Error): RecipientProblem {
  const body = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined;
  return body ? parseProblem(body) : asProblem(error);
}
