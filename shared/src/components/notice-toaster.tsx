import { Toast, ToastBody, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useAnnounce } from './announcer.tsx';
import type { Notice } from './notice.types.ts';

/**
 * Fluent's toaster; shows every notice of the list once. Comes with the first notice, not with the page. Our announcer says them:
 * Fluent's own would hold them for half a second only.
 */
export function NoticeToaster({ notices }: { readonly notices: readonly Notice[] }) {
  const toasterId = useId('notices');
  const { dispatchToast } = useToastController(toasterId);
  const announce = useAnnounce();
  const shown = useRef(0);
  useEffect(() => {
    for (const { text, detail, intent = 'success' } of notices.slice(shown.current)) {
      dispatchToast(
        <Toast>
          <ToastTitle>{text}</ToastTitle>
          {detail ? <ToastBody>{detail}</ToastBody> : null}
        </Toast>,
        { intent, timeout: 6000, pauseOnHover: true, pauseOnWindowBlur: true },
      );
    }
    shown.current = notices.length;
  }, [notices, dispatchToast]);
  return <Toaster toasterId={toasterId} position="bottom-end" announce={announce} />;
}
