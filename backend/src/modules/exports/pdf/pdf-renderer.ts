import { Worker } from 'node:worker_threads';
import { DomainError } from '../../../platform/errors.ts';
import type { PdfInput, RenderedMessage } from './pdf-input.ts';

export interface PdfLimits {
  /** A body that takes longer is laid out without its markup. */
  readonly timeMilliseconds: number;
  readonly memoryMegabytes: number;
  /** Workers at once; who comes later waits. */
  readonly workers: number;
  /** Exports of one account at once. */
  readonly placesOfAccount: number;
  /** When so many wait, nobody new begins. */
  readonly waiting: number;
}

const LIMITS: PdfLimits = {
  timeMilliseconds: 80_000,
  memoryMegabytes: 512,
  workers: 2,
  placesOfAccount: 2,
  waiting: 50,
};
const RETRY_SECONDS = 30;

const failure = (): DomainError => new DomainError('content-unreadable');

const inWorker = (input: PdfInput, limits: PdfLimits, left: AbortSignal): Promise<RenderedMessage> =>
  new Promise((resolve, reject) => {
    if (left.aborted) throw failure();
    const worker = new Worker(new URL('./pdf.worker.ts', import.meta.url), {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMegabytes },
      stdout: true,
      stderr: true,
    });
    const failed = () => reject(failure());
    const end = () => void worker.terminate();
    const timer = setTimeout(end, limits.timeMilliseconds).unref();
    left.addEventListener('abort', end, { once: true });
    worker.once('message', resolve);
    worker.once('error', failed);
    // After an answer this changes nothing; without one the worker was ended.
    worker.once('exit', () => {
      clearTimeout(timer);
      left.removeEventListener('abort', end);
      failed();
    });
  });

/** An account's place among those for whom PDFs are made, from the first byte of its export to the last. */
export interface PdfPlace {
  /** @throws {DomainError} content-unreadable — what cannot be laid out plain either, or was left meanwhile */
  render(input: Omit<PdfInput, 'plain'>): Promise<RenderedMessage>;
  /** Gives the place back; what is waiting for it or being made ends. */
  leave(): void;
}

interface Waiting {
  readonly begin: () => void;
}

/**
 * Makes PDFs in threads of their own, so that no body, however it is made, holds up the server or takes its memory. What cannot be
 * laid out within the limits is laid out as plain paragraphs. Whoever leaves gives her thread to the next in line.
 */
export class PdfRenderer {
  readonly #limits: PdfLimits;
  readonly #places = new Map<string, number>();
  readonly #waiting = new Set<Waiting>();
  #running = 0;

  constructor(limits: PdfLimits = LIMITS) {
    this.#limits = limits;
  }

  /** @throws {DomainError} too-many-requests — the account has its places, or too many others wait */
  requirePlace(accountId: string): void {
    const { placesOfAccount, waiting } = this.#limits;
    if ((this.#places.get(accountId) ?? 0) >= placesOfAccount || this.#waiting.size >= waiting)
      throw new DomainError('too-many-requests', { retryAfterSeconds: RETRY_SECONDS });
  }

  /** @throws {DomainError} too-many-requests */
  take(accountId: string): PdfPlace {
    this.requirePlace(accountId);
    this.#places.set(accountId, (this.#places.get(accountId) ?? 0) + 1);
    const left = new AbortController();
    return {
      render: (input) => this.#render(input, left.signal),
      leave: () => {
        if (left.signal.aborted) return;
        left.abort();
        const places = (this.#places.get(accountId) ?? 0) - 1;
        if (places > 0) this.#places.set(accountId, places);
        else this.#places.delete(accountId);
      },
    };
  }

  async #render(input: Omit<PdfInput, 'plain'>, left: AbortSignal): Promise<RenderedMessage> {
    await this.#turn(left);
    try {
      return await inWorker({ ...input, plain: false }, this.#limits, left).catch(() =>
        inWorker({ ...input, plain: true }, this.#limits, left),
      );
    } finally {
      const [next] = this.#waiting;
      // The thread is handed on.
      if (next) next.begin();
      else this.#running -= 1;
    }
  }

  /** Resolves when a thread is free for this one. */
  async #turn(left: AbortSignal): Promise<void> {
    if (left.aborted) throw failure();
    if (this.#running < this.#limits.workers) {
      this.#running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const gone = (): void => {
        this.#waiting.delete(waiting);
        reject(failure());
      };
      const waiting: Waiting = {
        begin: () => {
          this.#waiting.delete(waiting);
          left.removeEventListener('abort', gone);
          resolve();
        },
      };
      this.#waiting.add(waiting);
      left.addEventListener('abort', gone, { once: true });
    });
  }
}
