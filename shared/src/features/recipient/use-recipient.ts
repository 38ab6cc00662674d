import { type RefObject, useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
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
  /** Says the reader's address, of a personal or a shared link. Rejects with a RecipientProblem. */
  readonly confirm: (email: string) => Promise<void>;
  /** Shows the page of a problem; where the step itself is what is wrong, asks the server which step it is. */
  readonly fail: (error: unknown) => void;
  /** Begins again: exchanges the token if that has not succeeded yet, else asks where the reader stands. */
  readonly resume: () => void;
}

type Token = RefObject<string | undefined>;

/** What the page learns first. The token of a shared link stays until it has led to a personal one. */
async function learn({ sharedId }: RecipientEnvironment, api: RecipientApi, token: Token): Promise<RecipientEvent> {
  const pending = token.current;
  if (api.linkId === undefined && sharedId) {
    // Nothing in this browser remembers a shared link: only the mail holds it.
    if (pending === undefined) throw new RecipientProblem('link-session-ended');
    return { type: 'shared-told', shared: await api.viewShared(sharedId, pending) };
  }
  const link = await (pending === undefined ? api.current() : api.exchange(pending));
  token.current = undefined;
  return { type: 'told', link };
}

/** Leads from the address to the reader's own link, whose path a reload then finds, or to the sign-in. */
async function enter(
  { sharedId, moveTo }: RecipientEnvironment,
  api: RecipientApi,
  token: Token,
  email: string,
): Promise<RecipientEvent> {
  if (api.linkId !== undefined || !sharedId) return { type: 'told', link: await api.confirmAddress(email) };
  const entrance = await api.enterShared(sharedId, token.current ?? '', email);
  token.current = undefined;
  if (entrance.kind === 'account') return { type: 'account-named' };
  moveTo(`/m/${entrance.link.id}`);
  return { type: 'told', link: entrance.link };
}

/** Drives the page by what the server says. Opens nothing: every change beyond the exchange is a click. */
export function useRecipient(environment: RecipientEnvironment): Recipient {
  const [state, send] = useReducer(advance, START);
  const api = useMemo(() => makeRecipientApi(environment.linkId, environment.fetch), [environment]);
  const token = useRef(environment.token);
  const tell = useCallback((link: LinkView) => send({ type: 'told', link }), []);
  const confirm = useCallback(
    async (email: string) => send(await enter(environment, api, token, email)),
    [environment, api],
  );

  const resume = useCallback(() => {
    send({ type: 'started' });
    const pending = token.current;
    learn(environment, api, token).then(send, (error: unknown) => {
      if (!isProblem(error, 'offline', 'internal-error', 'temporarily-unavailable', 'too-many-requests')) {
        token.current = undefined;
      }
      // A token that is not even one in form is a broken link to the person.
      const broken = pending !== undefined && isProblem(error, 'invalid-request');
      send({ type: 'failed', problem: broken ? new RecipientProblem('link-not-found') : asProblem(error) });
    });
  }, [environment, api]);

  const fail = useCallback(
    (error: unknown) => {
      if (isProblem(error, 'link-not-identified')) resume();
      else send({ type: 'failed', problem: asProblem(error) });
    },
    [resume],
  );

  useEffect(() => {
    const known = environment.linkId ?? environment.sharedId;
    const problem = known ? resultProblem(environment.result) : new RecipientProblem('link-not-found');
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

  return useMemo(() => ({ api, state, send, tell, confirm, fail, resume }), [api, state, tell, confirm, fail, resume]);
}
