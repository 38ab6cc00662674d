import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useMemo, useState } from 'react';
import type { Notice } from './notice.types.ts';
import { useUndoKey } from './use-undo-key.ts';

const NoticeToaster = lazy(() =>
  import(/* webpackChunkName: "notices" */ './notice-toaster.tsx').then((module) => ({
    default: module.NoticeToaster,
  })),
);

const NoticeContext = createContext<(notice: Notice) => void>(() => undefined);

/** Short notices at the edge of the screen; they are also said to screen readers. */
export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const [offer, setOffer] = useState<Notice>();
  const notify = useCallback((notice: Notice) => {
    setNotices((before) => [...before, notice]);
    if (notice.action || notice.isFinal) setOffer(notice.action ? notice : undefined);
  }, []);
  const take = useMemo(() => {
    const { action } = offer ?? {};
    if (!action) return undefined;
    let taken = false;
    // The button can still be pressed while its notice fades.
    return () => {
      if (taken) return;
      taken = true;
      setOffer((now) => (now === offer ? undefined : now));
      action.run();
    };
  }, [offer]);
  useUndoKey(take);
  return (
    <NoticeContext.Provider value={notify}>
      {children}
      {notices.length > 0 ? (
        <Suspense fallback={null}>
          <NoticeToaster notices={notices} offer={offer} onTake={take} />
        </Suspense>
      ) : null}
    </NoticeContext.Provider>
  );
}

/** The way to show a notice; does nothing outside a NoticeProvider. */
export const useNotice = () => useContext(NoticeContext);
