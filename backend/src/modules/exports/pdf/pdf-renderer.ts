import { Worker } from 'node:worker_threads';
import { DomainError } from '../../../platform/errors.ts';
import type { PdfInput, RenderedMessage } from './pdf-input.ts';

/** Makes a message's PDF and text. */
export type RenderPdf = (input: Omit<PdfInput, 'plain'>) => Promise<RenderedMessage>;

export interface PdfLimits {
  /** A body that takes longer is laid out without its markup. */
  readonly timeMilliseconds: number;
  readonly memoryMegabytes: number;
  /** Workers at once; who comes later waits. */
  readonly workers: number;
}

const LIMITS: PdfLimits = { timeMilliseconds: 80_000, memoryMegabytes: 512, workers: 2 };

const inWorker = (input: PdfInput, limits: PdfLimits): Promise<RenderedMessage> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./pdf.worker.ts', import.meta.url), {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMegabytes },
      stdout: true,
      stderr: true,
    });
    const failed = () => reject(new DomainError('content-unreadable'));
    const timer = setTimeout(() => void worker.terminate(), limits.timeMilliseconds).unref();
    worker.once('message', resolve);
    worker.once('error', failed);
    // After an answer this changes nothing; without one the worker was ended.
    worker.once('exit', () => {
      clearTimeout(timer);
      failed();
    });
  });

/**
 * Makes PDFs in threads of their own, so that no body, however it is made, holds up the server or takes its memory. What cannot be
 * laid out within the limits is laid out as plain paragraphs. @throws {DomainError} content-unreadable — that failed as well
 */
export const makePdfRenderer = (limits: PdfLimits = LIMITS): RenderPdf => {
  let running = 0;
  const waiting: (() => void)[] = [];
  const turn = async (): Promise<void> => {
    if (running < limits.workers) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const done = (): void => {
    const next = waiting.shift();
    // The place is handed on.
    if (next) next();
    else running -= 1;
  };
  return async (input) => {
    await turn();
    try {
      return await inWorker({ ...input, plain: false }, limits).catch(() =>
        inWorker({ ...input, plain: true }, limits),
      );
    } finally {
      done();
    }
  };
};
