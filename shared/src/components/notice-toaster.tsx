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
import { type FocusEvent, type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import { useAnnounce } from './announcer.tsx';
import type { Notice } from './notice.types.ts';
import { useRoomForFocus } from './use-room-for-focus.ts';

const SHOWN_MS = 6_000;
/** Long enough to read it, find the button and decide. */
const SHOWN_WITH_ACTION_MS = 15_000;

export interface NoticeToasterProps {
  readonly notices: readonly Notice[];
  /** The one notice whose action can still be taken. */
  readonly offer: Notice | undefined;
  readonly onTake: (() => void) | undefined;
}

/**
 * Fluent's toaster; shows every notice of the list once. Comes with the first notice, not with the page. Our announcer says them:
 * Fluent's own would hold them for half a second only.
 */
export function NoticeToaster({ notices, offer, onTake }: NoticeToasterProps) {
  const toasterId = useId('notices');
  const { dispatchToast, dismissToast } = useToastController(toasterId);
  const announce = useAnnounce();
  const shown = useRef(0);
  const offered = useRef<{ readonly notice: Notice; readonly toastId: string }>(undefined);
  const { noteOrigin, leave, leaveByTab } = useWayOut();
  useEffect(() => {
    if (offered.current && offered.current.notice !== offer) {
      dismissToast(offered.current.toastId);
      offered.current = undefined;
    }
    for (const [at, notice] of notices.entries()) {
      if (at < shown.current) continue;
      const { text, detail, intent = 'success' } = notice;
      // What was done or replaced before this code came is only told.
      const action = notice === offer ? notice.action : undefined;
      const toastId = `${toasterId}-${at}`;
      if (action) offered.current = { notice, toastId };
      const button = action ? (
        <ToastTrigger>
          <Button
            size="small"
            onClick={() => {
              // Its notice goes; Fluent would move the focus into the one that comes instead.
              leave();
              onTake?.();
            }}
          >
            {action.label}
          </Button>
        </ToastTrigger>
      ) : undefined;
      dispatchToast(
        <Toast>
          <ToastTitle {...(button ? { action: button } : {})}>{text}</ToastTitle>
          {detail ? <ToastBody>{detail}</ToastBody> : null}
        </Toast>,
        {
          ...{ toastId, intent, timeout: action ? SHOWN_WITH_ACTION_MS : SHOWN_MS },
          ...{ pauseOnHover: true, pauseOnWindowBlur: true },
          // What has nothing to press is no stop of Tab: focus would be kept in it.
          root: { tabIndex: button ? 0 : -1, onFocus: noteOrigin, onKeyDown: leaveByTab },
        },
      );
    }
    shown.current = notices.length;
  }, [notices, offer, onTake, toasterId, dispatchToast, dismissToast, noteOrigin, leave, leaveByTab]);
  const vertical = useRoomForFocus(notices);
  return <Toaster toasterId={toasterId} position="bottom-end" offset={{ vertical }} announce={announce} />;
}

/**
 * Tab past a notice's last button leads back to where one came from, as Shift+Tab before its first one does: Fluent keeps the focus
 * in a notice until Escape, which also takes the notice away.
 */
function useWayOut() {
  const origin = useRef<HTMLElement>(null);
  const noteOrigin = useCallback(({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    const list = currentTarget.parentElement ?? currentTarget;
    if (relatedTarget instanceof HTMLElement && !list.contains(relatedTarget)) origin.current = relatedTarget;
  }, []);
  const leave = useCallback(() => {
    const { current } = origin;
    (current?.isConnected ? current : document.querySelector<HTMLElement>('main'))?.focus();
  }, []);
  const leaveByTab = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const { key, shiftKey, target, currentTarget } = event;
      const stops = [...currentTarget.querySelectorAll('button')];
      const edge = (shiftKey ? stops[0] : stops.at(-1)) ?? currentTarget;
      if (key !== 'Tab' || target !== edge) return;
      event.preventDefault();
      leave();
    },
    [leave],
  );
  return { noteOrigin, leave, leaveByTab };
}
