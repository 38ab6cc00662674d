import { PROBLEM_URN, PROBLEMS, type ProblemType } from '../contract/problems.ts';

/** What can go wrong as a screen sees it: the contract's problems, or no answer that we understand. */
export type ClientProblemType = ProblemType | 'network' | 'unknown';

/** One field that was refused; `path` is a JSON pointer into the body. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface ProblemDetails {
  readonly type: ClientProblemType;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
  /** Tell it to support; undefined when there was no answer. */
  readonly requestId: string | undefined;
  /** Seconds to wait (Retry-After), undefined when the server did not say. */
  readonly retryAfterSeconds: number | undefined;
}

/** The one error that the client throws; branch on `type`, never on the message. */
export class ProblemError extends Error {
  readonly type: ClientProblemType;
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails) {
    super(details.type);
    this.name = 'ProblemError';
    this.type = details.type;
    this.details = details;
  }
}

/** True for a problem of one of these types. */
export function isProblem(error: unknown, ...types: readonly ClientProblemType[]): error is ProblemError {
  return error instanceof ProblemError && types.includes(error.type);
}

/** The problem's type of anything thrown; `unknown` for what is not a ProblemError. */
export function problemType(error: unknown): ClientProblemType {
  return error instanceof ProblemError ? error.type : 'unknown';
}

const own = (type: ClientProblemType, status: number) =>
  new ProblemError({ type, status, facts: {}, errors: [], requestId: undefined, retryAfterSeconds: undefined });

/** No answer came: offline, cut, or the server is away. */
export const networkProblem = (): ProblemError => own('network', 0);

/** Nobody is signed in here: no request was made. */
export const signInNeeded = (): ProblemError => own('not-signed-in', 401);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function knownType(type: unknown): ClientProblemType {
  if (typeof type !== 'string' || !type.startsWith(PROBLEM_URN)) return 'unknown';
  const name = type.slice(PROBLEM_URN.length);
  return Object.hasOwn(PROBLEMS, name) ? (name as ProblemType) : 'unknown';
}

/** Reads an answer that is not a success as problem details (RFC 9457); other bodies become `unknown`. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = isRecord(body) ? body : {};
  const retryAfter = Number(response.headers.get('retry-after'));
  return new ProblemError({
    type: knownType(problem.type),
    status: response.status,
    facts: isRecord(problem.facts) ? problem.facts : {},
    errors: Array.isArray(problem.errors) ? (problem.errors as FieldError[]) : [],
    requestId:
      typeof problem.instance === 'string' ? problem.instance : (response.headers.get('x-request-id') ?? undefined),
    retryAfterSeconds: retryAfter > 0 ? retryAfter : undefined,
  });
}
