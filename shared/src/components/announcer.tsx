import { makeStyles } from '@fluentui/react-components';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';

const useStyles = makeStyles({
  region: {
    position: 'fixed',
    insetBlockEnd: 0,
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
});

/** After this long, what was said is no longer on the page for arrow keys to come upon. */
const FORGOTTEN_MS = 7_000;

type Announce = (text: string) => void;
const AnnouncerContext = createContext<Announce>(() => undefined);

/** A dialog hides the page behind it, for a moment also after it has closed: what is said then must be heard. Top-level elements only. */
const HEARD_BEHIND_DIALOGS = { 'data-tabster-never-hide': '' };

/** Says things politely to screen readers without moving the focus (WCAG 4.1.3); '' takes back what was said before. */
export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const again = useRef(false);
  const announce = useCallback((next: string) => {
    // The same words twice must differ, or the second time is not read.
    again.current = !again.current;
    setText(next && again.current ? `${next}\u00a0` : next);
  }, []);
  useEffect(() => {
    if (!text) return undefined;
    const timer = setTimeout(() => setText(''), FORGOTTEN_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <AnnouncerContext.Provider value={announce}>
      {children}
      {createPortal(
        <div className={styles.region} role="status" aria-live="polite" {...HEARD_BEHIND_DIALOGS}>
          {text}
        </div>,
        document.body,
      )}
    </AnnouncerContext.Provider>
  );
}

/** The way to announce; does nothing outside an AnnouncerProvider. */
export const useAnnounce = (): Announce => useContext(AnnouncerContext);
