import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { releaseMemory } from '../../crypto/index.ts';

/** A body whose handing over is counted. */
export interface Handover {
  /** Between chunks; throws when no more may be handed over. */
  keep(): Promise<void>;
  /** Once, at the end: bytes that the system took, and whether they were all. */
  ended(handedBytes: number, finished: boolean): Promise<void>;
}

/** Counted bodies are cut when the client takes nothing for so long: shorter than a slot's lease (download-slots.ts). */
const STALLED_MILLISECONDS = 90_000;

/** Resolves when the response takes more, or never will. */
const drained = (response: ServerResponse, stalledMs: number | null): Promise<void> =>
  new Promise((resolve) => {
    const timer = stalledMs === null ? undefined : setTimeout(() => response.destroy(), stalledMs).unref();
    const done = (): void => {
      clearTimeout(timer);
      for (const event of ['drain', 'finish', 'close']) response.off(event, done);
      resolve();
    };
    for (const event of ['drain', 'finish', 'close']) response.on(event, done);
  });

/** Writes chunk by chunk as the client takes them; stops taking when the client has gone. */
const pump = async (response: ServerResponse, chunks: AsyncIterable<Uint8Array>): Promise<void> => {
  for await (const chunk of chunks) {
    // Leaving the loop ends the source, and with it the decryption.
    if (response.destroyed) return;
    // Freed as soon as the kernel has it: without this a download is mostly the work of the garbage collector.
    if (!response.write(chunk, () => releaseMemory(chunk))) await drained(response, null);
  }
  response.end();
};

/** As pump, counting what the system takes, until it has taken everything. */
const pumpCounted = async (
  response: ServerResponse,
  chunks: AsyncIterable<Uint8Array>,
  handover: Handover,
): Promise<void> => {
  let writtenBytes = 0;
  let handedBytes = 0;
  let finished = false;
  response.once('finish', () => {
    finished = true;
  });
  try {
    for await (const chunk of chunks) {
      await handover.keep();
      if (response.destroyed) return;
      const { length } = chunk;
      const took = (error?: Error | null): void => {
        if (!error) handedBytes += length;
        releaseMemory(chunk);
      };
      writtenBytes += length;
      if (!response.write(chunk, took)) await drained(response, STALLED_MILLISECONDS);
    }
    response.end();
    if (!response.destroyed && !finished) await drained(response, STALLED_MILLISECONDS);
  } finally {
    await handover.ended(finished ? writtenBytes : handedBytes, finished);
  }
};

/**
 * Sends a body whose headers are set on `reply`, in HTTP's own chunks where it has no content-length. When the source fails
 * the connection is destroyed: a damaged file must never seem to have ended well.
 * @param chunks buffers that nobody else holds
 */
export const sendChunks = (
  reply: FastifyReply,
  chunks: AsyncIterable<Uint8Array>,
  onFailure: (error: unknown) => void,
  handover?: Handover,
): FastifyReply => {
  reply.hijack();
  const response = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) response.setHeader(name, value);
  response.statusCode = reply.statusCode;
  const sent = handover ? pumpCounted(response, chunks, handover) : pump(response, chunks);
  sent.catch((error: unknown) => {
    // To whom has hung up nothing broke off.
    if (!response.destroyed) onFailure(error);
    response.destroy();
  });
  return reply;
};
