import { useCallback, useEffect, useRef, useState } from 'react';
import type { BankIdView } from '../../../contract/sign-in.ts';
import type { RecipientApi } from '../api/recipient-api.ts';
import { isProblem } from '../api/recipient-problem.ts';

/** The server makes a new picture of the QR code each second (BankID RP API v6, animated QR). */
const COLLECT_EVERY_MS = 1_000;

export type BankIdState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'pending'; readonly order: BankIdView; readonly slow: boolean }
  | { readonly kind: 'failed'; readonly hint: string };

interface BankIdOrder {
  readonly state: BankIdState;
  readonly begin: () => Promise<void>;
  readonly cancel: () => void;
}

/** One BankID order at a time: begins on a click, collects each second, and ends with the page. */
export function useBankIdOrder(
  api: RecipientApi,
  onComplete: () => void,
  onProblem: (error: unknown) => void,
): BankIdOrder {
  const [state, setState] = useState<BankIdState>({ kind: 'idle' });
  const orderId = state.kind === 'pending' ? state.order.orderId : undefined;
  const handlers = useRef({ onComplete, onProblem });
  handlers.current = { onComplete, onProblem };

  const settle = useCallback((order: BankIdView) => {
    if (order.status === 'failed') setState({ kind: 'failed', hint: order.hint ?? 'unknown' });
    else if (order.status === 'complete') handlers.current.onComplete();
    else setState({ kind: 'pending', order, slow: false });
    return order.status === 'pending';
  }, []);

  useEffect(() => {
    if (orderId === undefined) return;
    return collecting(api, orderId, {
      told: settle,
      slow: () => setState((now) => (now.kind === 'pending' ? { ...now, slow: true } : now)),
      gone: () => setState({ kind: 'failed', hint: 'expiredTransaction' }),
      refused: (error) => handlers.current.onProblem(error),
    });
  }, [api, orderId, settle]);

  const begin = useCallback(async () => {
    setState({ kind: 'starting' });
    try {
      settle(await api.beginBankId());
    } catch (error) {
      setState({ kind: 'idle' });
      handlers.current.onProblem(error);
    }
  }, [api, settle]);

  const cancel = useCallback(() => {
    setState({ kind: 'idle' });
    // Only a courtesy to the BankID app: the order ends by itself soon anyway.
    if (orderId !== undefined) api.cancelBankId(orderId).catch(() => undefined);
  }, [api, orderId]);
  return { state, begin, cancel };
}

interface CollectListener {
  /** Answers whether to go on. */
  told(order: BankIdView): boolean;
  slow(): void;
  gone(): void;
  refused(error: unknown): void;
}

/** Collects until the order ends or the returned function is called; at once when the person comes back from the app. */
function collecting(api: RecipientApi, orderId: string, listener: CollectListener): () => void {
  let stopped = false;
  let asking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    if (!stopped) timer = setTimeout(ask, COLLECT_EVERY_MS);
  };
  async function ask() {
    if (asking || stopped) return;
    asking = true;
    clearTimeout(timer);
    try {
      const order = await api.collectBankId(orderId);
      if (!stopped && listener.told(order)) later();
    } catch (error) {
      if (stopped) return;
      if (isProblem(error, 'offline', 'too-many-requests', 'temporarily-unavailable')) {
        listener.slow();
        later();
      } else if (isProblem(error, 'not-found')) listener.gone();
      else listener.refused(error);
    } finally {
      asking = false;
    }
  }
  const seen = () => {
    if (document.visibilityState === 'visible') void ask();
  };
  document.addEventListener('visibilitychange', seen);
  later();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  };
}
