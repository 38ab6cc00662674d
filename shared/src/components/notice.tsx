import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from 'react';
import type { Notice } from './notice.types.ts';

const NoticeToaster = lazy(() =>
  import(/* webpackChunkName: "notices" */ './notice-toaster.tsx').then((module) => ({
    default: module.NoticeToaster,
  })),
);

const NoticeContext = createContext<(notice: Notice) => void>(() => undefined);

/** Short notices at the edge of the screen; they are also said to screen readers. */
export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const notify = useCallback((notice: Notice) => setNotices((before) => [...before, notice]), []);
  return (
    <NoticeContext.Provider value={notify}>
      {children}
      {notices.length > 0 ? (
        <Suspense fallback={null}>
          <NoticeToaster notices={notices} />
        </Suspense>
      ) : null}
    </NoticeContext.Provider>
  );
}

/** The way to show a notice; does nothing outside a NoticeProvider. */
export const useNotice = () => useContext(NoticeContext);
