import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { type ClientProblemType, problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import type { BankIdView } from '../../contract/sign-in.ts';

/** BankID RP API v6: collect once a second, and the animated QR code changes every second. */
const COLLECT_EVERY_MS = 1000;

export interface BankIdOrderState {
  readonly order: BankIdView | undefined;
  readonly problem: ClientProblemType | undefined;
  /** Starts over with a new order. */
  readonly restart: () => void;
}

/** Starts a BankID order that raises the session, and follows it to its end; `onComplete` is called once. */
export function useBankIdOrder(onComplete: () => void): BankIdOrderState {
  const api = useApi();
  const [round, setRound] = useState(0);
  const [order, setOrder] = useState<BankIdView>();
  const [problem, setProblem] = useState<ClientProblemType>();
  const completed = useRef(onComplete);
  completed.current = onComplete;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round starts a new order.
  useEffect(() => {
    const stop = new AbortController();
    setOrder(undefined);
    setProblem(undefined);
    const follow = async () => {
      let current = await api.call(routes.beginBankIdStepUp, { signal: stop.signal });
      while (!stop.signal.aborted) {
        setOrder(current);
        if (current.status === 'complete') return completed.current();
        if (current.status === 'failed') return;
        await new Promise((resolve) => setTimeout(resolve, COLLECT_EVERY_MS));
        if (stop.signal.aborted) return;
        current = await api.call(routes.collectBankIdStepUp, {
          params: { id: current.orderId },
          signal: stop.signal,
        });
      }
    };
    follow().catch((error: unknown) => {
      if (!stop.signal.aborted) setProblem(problemType(error));
    });
    return () => stop.abort();
  }, [api, round]);

  const restart = useCallback(() => setRound((before) => before + 1), []);
  return { order, problem, restart };
}
