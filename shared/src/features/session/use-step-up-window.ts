import { useEffect, useRef, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import type { ApiClient } from '../../api/client.ts';
import { type ClientProblemType, isProblem, problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import type { StepUpPage } from '../../contract/sign-in.ts';
import { returnedProblem } from './identification-window.ts';
import { problemGiven, type StepUpLine } from './step-up-line.ts';

export interface StepUpWindowProps {
  readonly page: StepUpPage;
  /** The line to the frame that opened this window; undefined when it was cut, or nobody opened it. */
  readonly line: () => Promise<StepUpLine | undefined>;
  readonly leave?: (url: string) => void;
  /** How long a window that has given its code waits to be closed, milliseconds. */
  readonly patienceMs?: number;
}

export type StepUpStage =
  | { readonly kind: 'ask' | 'leaving' | 'giving' | 'done' }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'problem'; readonly problem: ClientProblemType | 'missing' };

/** What a frame's challenge looks like (32 bytes, base64url). */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
/** A host closes a window that has given its code at once; one that is still there was not heard. */
const PATIENCE_MS = 3_000;

interface GiveOptions {
  readonly api: ApiClient;
  readonly challenge: string;
  readonly line: StepUpWindowProps['line'];
  readonly patienceMs: number;
}

/** Hands the code over; where nobody takes it, answers one that the person types. */
async function give({ api, challenge, line, patienceMs }: GiveOptions): Promise<StepUpStage> {
  const ask = (kind: 'handed' | 'typed') => api.call(routes.getStepUpCode, { body: { challenge, kind } });
  const [{ code }, opened] = await Promise.all([ask('handed'), line()]);
  if (opened) {
    try {
      opened.handOver(code);
      await new Promise((resolve) => setTimeout(resolve, patienceMs));
    } catch {
      // The host's line broke: as if there were none.
    }
  }
  try {
    return { kind: 'code', code: (await ask('typed')).code };
  } catch (error) {
    // Used up meanwhile: the frame has it.
    if (opened && isProblem(error, 'handover-invalid')) return { kind: 'done' };
    throw error;
  }
}

function readAddress(search: string) {
  const given = new URLSearchParams(search);
  const challenge = given.get('challenge') ?? '';
  return { challenge, returned: given.has('returned'), problem: returnedProblem(search) };
}

const firstStage = ({ challenge, returned, problem }: ReturnType<typeof readAddress>): StepUpStage => {
  if (problem) return { kind: 'problem', problem };
  if (!CHALLENGE.test(challenge)) return { kind: 'problem', problem: 'missing' };
  return { kind: returned ? 'giving' : 'ask' };
};

/** The steps of a step-up window: it asks, goes to the provider, comes back, and gives the frame what came of it. */
export function useStepUpWindow({ page, line, leave, patienceMs = PATIENCE_MS }: StepUpWindowProps) {
  const api = useApi();
  const [address] = useState(() => readAddress(window.location.search));
  const [stage, setStage] = useState<StepUpStage>(() => firstStage(address));
  const { challenge } = address;

  const fail = (error: unknown) => setStage({ kind: 'problem', problem: problemType(error) });
  const begin = () => {
    setStage({ kind: 'leaving' });
    api
      .call(routes.enterStepUpWindow, { body: { challenge, page } })
      .then(({ url }) => (leave ? leave(url) : window.location.assign(url)), fail);
  };

  const given = useRef(false);
  useEffect(() => {
    if (stage.kind === 'giving' && !given.current) {
      given.current = true;
      give({ api, challenge, line, patienceMs }).then(setStage, (error: unknown) =>
        setStage({ kind: 'problem', problem: problemType(error) }),
      );
    }
    // The frame tells it too; a window that a host opened is closed then.
    if (stage.kind === 'problem') {
      const text = problemGiven(stage.problem);
      line().then(
        (opened) => opened?.handOver(text),
        () => undefined,
      );
    }
  }, [api, challenge, line, patienceMs, stage]);
  return { stage, begin };
}
