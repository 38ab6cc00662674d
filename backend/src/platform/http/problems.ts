import { PROBLEM_URN, PROBLEMS, type ProblemType } from '@sefos/shared/contract/problems.ts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isDomainError } from '../errors.ts';

/** Problems of ports, which mean the same to a caller whichever vendor stands behind. */
const PORT_PROBLEMS: Readonly<Record<string, ProblemType>> = {
  'sms-refused': 'sms-not-sent',
  'sms-unavailable': 'sms-not-sent',
  'bankid-unavailable': 'identification-unavailable',
  'bankid-refused': 'identification-failed',
  'bankid-already-in-progress': 'identification-failed',
  'bankid-order-not-found': 'not-found',
  'oidc-unavailable': 'identification-unavailable',
  'oidc-refused': 'identification-cancelled',
  'oidc-invalid': 'identification-failed',
  'bankid-misconfigured': 'identification-unavailable',
  'mail-refused': 'temporarily-unavailable',
  'mail-unavailable': 'temporarily-unavailable',
  'storage-unavailable': 'temporarily-unavailable',
  // Names of blobs are random: the next try has another one.
  'blob-exists': 'temporarily-unavailable',
  'blob-not-found': 'message-unavailable',
  'piece-too-large': 'body-too-large',
  'key-unwrap-failed': 'message-unavailable',
  'content-unreadable': 'message-unavailable',
};

const titleOf = (type: string): string => type.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());

/** Answers problem details (RFC 9457). `facts` come from DomainError and hold nothing secret. */
export const sendProblem = (
  reply: FastifyReply,
  requestId: string,
  type: ProblemType,
  more: {
    readonly facts?: unknown;
    readonly detail?: string;
    readonly errors?: readonly { path: string; message: string }[];
  } = {},
): FastifyReply =>
  reply
    .code(PROBLEMS[type])
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(
      JSON.stringify({
        type: PROBLEM_URN + type,
        title: titleOf(type),
        status: PROBLEMS[type],
        instance: requestId,
        ...more,
      }),
    );

const problemTypeOf = (error: unknown): ProblemType | undefined => {
  if (!isDomainError(error)) return undefined;
  if (error.type in PROBLEMS) return error.type as ProblemType;
  return PORT_PROBLEMS[error.type];
};

const validationErrors = (error: FastifyError) =>
  error.validation?.map(({ instancePath, message, params }) => ({
    path: `${error.validationContext ?? 'body'}${instancePath}`,
    message:
      'additionalProperty' in params
        ? `unknown field ${String(params.additionalProperty)}`
        : (message ?? 'is not valid'),
  })) ?? [];

/** The one error handler: domain errors by their type, validation as 400, anything else a bare 500 with a reference. */
export const handleError = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const type = problemTypeOf(error);
  if (type && isDomainError(error)) {
    request.log.info({ problem: error.type }, 'refused');
    const retryAfter = error.facts.retryAfterSeconds;
    if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter));
    return sendProblem(reply, request.id, type, Object.keys(error.facts).length > 0 ? { facts: error.facts } : {});
  }
  const failure = error as FastifyError;
  if (failure.validation)
    return sendProblem(reply, request.id, 'invalid-request', { errors: validationErrors(failure) });
  if (failure.statusCode === 413) return sendProblem(reply, request.id, 'body-too-large');
  if (failure.statusCode === 429) return sendProblem(reply, request.id, 'too-many-requests');
  if (failure.statusCode && failure.statusCode >= 400 && failure.statusCode < 500)
    return sendProblem(reply, request.id, 'invalid-request', { detail: failure.message });
  request.log.error({ err: { type: failure.name, code: failure.code, stack: failure.stack } }, 'failed');
  return sendProblem(reply, request.id, 'internal-error');
};
