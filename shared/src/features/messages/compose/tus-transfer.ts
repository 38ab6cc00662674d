import { DetailedError, Upload, type UrlStorage } from 'tus-js-client';
import type { ApiClient } from '../../../api/client.ts';
import { type ClientProblemType, isProblem, problemType } from '../../../api/problem-error.ts';
import { PROBLEM_URN, PROBLEMS, type ProblemType } from '../../../contract/problems.ts';
import type { UPLOADS_PATH } from '../../../contract/uploads.ts';
import { fingerprintOf, makeResumeStorage } from './resume-storage.ts';
import type { Transfer, TransferEvents } from './uploads.ts';

const uploadsPath: typeof UPLOADS_PATH = '/uploads';
/** Waits between tries after a lost line, milliseconds; beyond them the person is asked. */
const RETRY_DELAYS = [0, 1000, 3000, 5000, 10_000, 20_000];

function problemOf(error: Error): ClientProblemType {
  if (isProblem(error)) return error.type;
  const body = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined;
  const name = /"type"\s*:\s*"([^"]+)"/.exec(body ?? '')?.[1]?.slice(PROBLEM_URN.length) ?? '';
  if (Object.hasOwn(PROBLEMS, name)) return name as ProblemType;
  return error instanceof DetailedError && error.originalResponse ? 'unknown' : 'network';
}

const idOf = ({ url }: Upload) => url?.split('/').at(-1) ?? '';

const isAnswered = (error: Error) => error instanceof DetailedError && Boolean(error.originalResponse);

const statusOf = (error: Error) => (error instanceof DetailedError ? error.originalResponse?.getStatus() : undefined);

/**
 * Sends one file by tus 1.0; resumes after a lost line. After a reload it goes on when the same file is chosen again: with the
 * upload that is named, or one that `storage` remembers.
 */
export function startTusTransfer(api: ApiClient, accountId: string, storage: Storage | undefined) {
  return (file: File, events: TransferEvents, uploadId?: string): Transfer => {
    // A bearer session may end during a long upload: it is renewed and the upload goes on where it was.
    let sent: Record<string, string> = {};
    let renewed = false;
    const urlStorage: UrlStorage = makeResumeStorage(storage);
    const upload = new Upload(file, {
      endpoint: api.url(uploadsPath),
      ...(uploadId ? { uploadUrl: api.url(`${uploadsPath}/${uploadId}`) } : {}),
      retryDelays: RETRY_DELAYS,
      removeFingerprintOnSuccess: true,
      urlStorage,
      fingerprint: () => fingerprintOf(file, accountId),
      metadata: { filename: file.name, filetype: file.type || 'application/octet-stream' },
      onBeforeRequest: async (request) => {
        sent = await api.headers();
        for (const [name, value] of Object.entries(sent)) request.setHeader(name, value);
      },
      onProgress: (sentBytes) => events.onProgress(sentBytes),
      onAfterResponse: (_request, response) => {
        if (response.getStatus() < 400) renewed = false;
      },
      onUploadUrlAvailable: () => events.onBegun(idOf(upload)),
      onSuccess: () => events.onDone(idOf(upload)),
      onError: (error) => {
        if (!navigator.onLine && !isAnswered(error)) {
          events.onOffline();
          window.addEventListener('online', () => upload.start(), { once: true });
        } else if (statusOf(error) === 401 && !renewed) {
          renewed = true;
          api.renew(sent).then(
            (can) => (can ? upload.start() : events.onFailed(problemOf(error))),
            (problem: unknown) => events.onFailed(problemType(problem)),
          );
        } else events.onFailed(problemOf(error));
      },
    });
    void upload
      .findPreviousUploads()
      .then((previous) => {
        const [latest] = previous;
        if (latest) upload.resumeFromPreviousUpload(latest);
      })
      .catch(() => undefined)
      .then(() => upload.start());
    return {
      resume: () => upload.start(),
      abort: (keep = false) => void upload.abort(!keep).catch(() => undefined),
    };
  };
}
