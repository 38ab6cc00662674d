import { PROBLEMS, type ProblemType } from '../../contract/problems.ts';
import type { SignInWindow } from '../../host/host.port.ts';

/** What a step-up window gives to the frame that opened it. */
export type StepUpGiven =
  | { readonly kind: 'code'; readonly code: string }
  /** Undefined: it failed, and nobody knows why. */
  | { readonly kind: 'problem'; readonly problem: ProblemType | undefined };

/** The end of the line that is in the window. */
export type StepUpLine = Pick<SignInWindow, 'handOver'>;

const PROBLEM = 'problem:';
/** Names our message among whatever else is posted to a page. */
const NAME = 'sefosStepUp';

const knownProblem = (name: string): ProblemType | undefined =>
  Object.hasOwn(PROBLEMS, name) ? (name as ProblemType) : undefined;

/** A problem as a text that {@link readGiven} takes; a code is a text already. */
export const problemGiven = (problem: string): string => PROBLEM + problem;

export const readGiven = (text: string): StepUpGiven =>
  text.startsWith(PROBLEM)
    ? { kind: 'problem', problem: knownProblem(text.slice(PROBLEM.length)) }
    : { kind: 'code', code: text };

/** The line to the page that opened this one, undefined when there is none. Nothing reaches a page of another origin. */
export function openerLine(target: Window): StepUpLine | undefined {
  const opener = target.opener as Window | null;
  if (!opener) return undefined;
  return { handOver: (text) => opener.postMessage({ [NAME]: text }, target.location.origin) };
}

/** Resolves with what a page of ours that this one opened posts; never, once `signal` is aborted. */
export function hearOpened(target: Window, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    target.addEventListener(
      'message',
      ({ data, origin }: MessageEvent<unknown>) => {
        if (origin !== target.location.origin || typeof data !== 'object' || data === null) return;
        const text = (data as Readonly<Record<string, unknown>>)[NAME];
        if (typeof text === 'string') resolve(text);
      },
      { signal },
    );
  });
}
