import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const FORM = 'application/x-www-form-urlencoded';
const MOST_BYTES = 16_384;

/** Lets the pages below `app` send forms beside JSON. */
export const acceptForms = (app: FastifyInstance): void => {
  if (app.hasContentTypeParser(FORM)) return;
  app.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: MOST_BYTES }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );
};

/** Whether a page of ours asks, which is led on; scripts are answered. */
export const isForm = (request: FastifyRequest): boolean => request.headers['content-type']?.startsWith(FORM) === true;

/** What a body or a query says in words; what is empty or no text is left out. */
export const fieldsOf = (body: unknown): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(typeof body === 'object' && body !== null ? body : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].trim() !== '',
    ),
  );

/** A refusal for scripts (RFC 9457). */
export const problem = (reply: FastifyReply, status: number, type: string, title: string): FastifyReply =>
  reply.code(status).type('application/problem+json').send(JSON.stringify({ type, title, status }));
