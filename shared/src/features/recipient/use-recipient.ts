import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import type { LinkView } from '../../contract/links.ts';
import { makeRecipientApi, type RecipientApi } from './api/recipient-api.ts';
import { asProblem, isProblem, RecipientProblem } from './api/recipient-problem.ts';
import type { RecipientEnvironment } from './environment.ts';
import { advance, type RecipientEvent, type RecipientState, resultProblem, START } from './recipient-machine.ts';

export interface Recipient {
  readonly api: RecipientApi;
  readonly state: RecipientState;
  readonly send: (event: RecipientEvent) => void;
  /** Shows what the server told last. */
  readonly tell: (link: LinkView) => void;
  /** Shows the page of a problem; where the step itself is what is wrong, asks the server which step it is. */
  readonly fail: (error: unknown) => void;
  /** Begins again: exchanges the token if that has not succeeded yet, else asks where the reader stands. */
  readonly resume: () => void;
}

/** Drives the page by what the server says. Opens nothing: every change beyond the exchange is a click. */
export function useRecipient(environment: RecipientEnvironment): Recipient {
  const [state, send] = useReducer(advance, START);
  const api = useMemo(() => makeRecipientApi(environment.linkId ?? '', environment.fetch), [environment]);
  const token = useRef(environment.token);
  const tell = useCallback((link: LinkView) => send({ type: 'told', link }), []);

  const resume = useCallback(() => {
    send({ type: 'started' });
    const pending = token.current;
    const answer = pending === undefined ? api.current() : api.exchange(pending);
    answer.then(
      (link) => {
        token.current = undefined;
        tell(link);
      },
      (error: unknown) => {
        if (!isProblem(error, 'offline', 'internal-error', 'temporarily-unavailable', 'too-many-requests')) {
          token.current = undefined;
        }
        // A token that is not even one in form is a broken link to the person.
        const broken = pending !== undefined && isProblem(error, 'invalid-request');
        send({ type: 'failed', problem: broken ? new RecipientProblem('link-not-found') : asProblem(error) });
      },
    );
  }, [api, tell]);

  const fail = useCallback(
    (error: unknown) => {
      if (isProblem(error, 'link-not-identified')) resume();
      else send({ type: 'failed', problem: asProblem(error) });
    },
    [resume],
  );

  useEffect(() => {
    const problem = environment.linkId ? resultProblem(environment.result) : new RecipientProblem('link-not-found');
    if (problem) send({ type: 'failed', problem });
    else resume();
  }, [environment, resume]);

  useEffect(
    () =>
      environment.onToken((next) => {
        token.current = next;
        resume();
      }),
    [environment, resume],
  );

  return useMemo(() => ({ api, state, send, tell, fail, resume }), [api, state, tell, fail, resume]);
}
