import {
  Button,
  Toast,
  ToastBody,
  Toaster,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
} from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useAnnounce } from './announcer.tsx';
import type { Notice } from './notice.types.ts';

const SHOWN_MS = 6_000;
/** Long enough to read it, find the button and decide. */
const SHOWN_WITH_ACTION_MS = 15_000;

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
    for (const { text, detail, intent = 'success', action } of notices.slice(shown.current)) {
      const button = action ? (
        <ToastTrigger>
          <Button size="small" onClick={action.run}>
            {action.label}
          </Button>
        </ToastTrigger>
      ) : undefined;
      dispatchToast(
        <Toast>
          <ToastTitle {...(button ? { action: button } : {})}>{text}</ToastTitle>
          {detail ? <ToastBody>{detail}</ToastBody> : null}
        </Toast>,
        { intent, timeout: action ? SHOWN_WITH_ACTION_MS : SHOWN_MS, pauseOnHover: true, pauseOnWindowBlur: true },
      );
    }
    shown.current = notices.length;
  }, [notices, dispatchToast]);
  return <Toaster toasterId={toasterId} position="bottom-end" announce={announce} />;
}
