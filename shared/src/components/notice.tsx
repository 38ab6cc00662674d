import { Toast, ToastBody, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components';
import { createContext, type ReactNode, useCallback, useContext } from 'react';

export interface Notice {
  readonly text: string;
  readonly detail?: string | undefined;
  readonly intent?: 'success' | 'info' | 'warning' | 'error';
}

const NoticeContext = createContext<(notice: Notice) => void>(() => undefined);

/** Short notices at the edge of the screen; Fluent's toaster also says them to screen readers. */
export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const toasterId = useId('notices');
  const { dispatchToast } = useToastController(toasterId);
  const notify = useCallback(
    ({ text, detail, intent = 'success' }: Notice) =>
      dispatchToast(
        <Toast>
          <ToastTitle>{text}</ToastTitle>
          {detail ? <ToastBody>{detail}</ToastBody> : null}
        </Toast>,
        { intent, timeout: 6000, pauseOnHover: true, pauseOnWindowBlur: true },
      ),
    [dispatchToast],
  );
  return (
    <NoticeContext.Provider value={notify}>
      {children}
      <Toaster toasterId={toasterId} position="bottom-end" />
    </NoticeContext.Provider>
  );
}

/** The way to show a notice; does nothing outside a NoticeProvider. */
export const useNotice = () => useContext(NoticeContext);
