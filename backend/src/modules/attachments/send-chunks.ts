import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { releaseMemory } from '../../crypto/index.ts';

/** Resolves when the response takes more, or never will. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });

/** Writes chunk by chunk as the client takes them; stops taking when the client has gone. */
const pump = async (response: ServerResponse, chunks: AsyncIterable<Uint8Array>): Promise<void> => {
  for await (const chunk of chunks) {
    // Leaving the loop ends the source, and with it the decryption.
    if (response.destroyed) return;
    // Freed as soon as the kernel has it: without this a download is mostly the work of the garbage collector.
    if (!response.write(chunk, () => releaseMemory(chunk))) await drained(response);
  }
  response.end();
};

/**
 * Sends a body whose headers are set on `reply`, with content-length. When the source fails the connection is destroyed: a
 * damaged file must never seem to have ended well.
 * @param chunks buffers that nobody else holds
 */
export const sendChunks = (
  reply: FastifyReply,
  chunks: AsyncIterable<Uint8Array>,
  onFailure: (error: unknown) => void,
): FastifyReply => {
  reply.hijack();
  const response = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) response.setHeader(name, value);
  response.statusCode = reply.statusCode;
  pump(response, chunks).catch((error: unknown) => {
    onFailure(error);
    response.destroy();
  });
  return reply;
};
