import { PROBLEM_URN, type ProblemType } from '../../../contract/problems.ts';

/** What can go wrong for a reader: the API's problems, and `offline` when no answer came at all. */
export type RecipientProblemType = ProblemType | 'offline';

/** A refusal as the screens know it. `facts` are shown to people only through texts that name them. */
export class RecipientProblem extends Error {
  readonly type: RecipientProblemType;
  readonly facts: Readonly<Record<string, unknown>>;
  /** The request's id, for support; undefined when no answer came. */
  readonly reference: string | undefined;

  constructor(type: RecipientProblemType, facts: Readonly<Record<string, unknown>> = {}, reference?: string) {
    super(type);
    this.name = 'RecipientProblem';
    this.type = type;
    this.facts = facts;
    this.reference = reference;
  }
}

/** Anything thrown as a problem: what is not an answer of the API is a lost connection. */
export function asProblem(error: unknown): RecipientProblem {
  return error instanceof RecipientProblem ? error : new RecipientProblem('offline');
}

/** True when `error` is a problem of one of `types`. */
export function isProblem(error: unknown, ...types: readonly RecipientProblemType[]): error is RecipientProblem {
  return error instanceof RecipientProblem && types.includes(error.type);
}

/** Problem details (RFC 9457) from the text of an answer; an answer that is none becomes `internal-error`. */
export function parseProblem(text: string): RecipientProblem {
  try {
    const body = JSON.parse(text) as { type?: unknown; facts?: unknown; instance?: unknown };
    if (typeof body.type !== 'string' || !body.type.startsWith(PROBLEM_URN))
      return new RecipientProblem('internal-error');
    return new RecipientProblem(
      body.type.slice(PROBLEM_URN.length) as ProblemType,
      typeof body.facts === 'object' && body.facts !== null ? (body.facts as Record<string, unknown>) : {},
      typeof body.instance === 'string' ? body.instance : undefined,
    );
  } catch {
    return new RecipientProblem('internal-error');
  }
}

/** A whole number among the facts, undefined when it is missing or something else. */
export function numberFact(problem: RecipientProblem, name: string): number | undefined {
  const value = problem.facts[name];
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

/** When it may be tried again (`retryAfterSeconds`), by this device's clock; undefined when the answer does not say. */
export function retryTime(problem: RecipientProblem, now: number): Date | undefined {
  const seconds = numberFact(problem, 'retryAfterSeconds');
  return seconds === undefined ? undefined : new Date(now + seconds * 1_000);
}
