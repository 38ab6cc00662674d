import { Button, type ButtonProps } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

/** Long enough to see what is asked, and for whoever was made to hold a key to have let go. */
const PAUSE_MS = 1_000;

export interface ConsentButtonProps {
  readonly children: ReactNode;
  readonly onConsent: () => void;
  readonly working?: boolean;
  readonly size?: ButtonProps['size'];
}

/**
 * Gives something away, so it takes a press that was meant for it: it works after its first second, and never by a key that was held
 * down since before it had the focus. Another page can open this window while somebody holds Enter there.
 */
export function ConsentButton({ children, onConsent, working = false, size }: ConsentButtonProps) {
  const [ready, setReady] = useState(false);
  const pressed = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), PAUSE_MS);
    return () => clearTimeout(timer);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.repeat) event.preventDefault();
    else pressed.current = true;
  };
  const onKeyUp = (event: KeyboardEvent) => {
    if (!pressed.current) event.preventDefault();
    pressed.current = false;
  };
  return (
    <Button
      appearance="primary"
      {...(size ? { size } : {})}
      disabledFocusable={!ready || working}
      onClick={onConsent}
      onKeyDown={onKeyDown}
      onKeyUp={onKeyUp}
    >
      {children}
    </Button>
  );
}
