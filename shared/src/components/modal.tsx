import { Dialog, type DialogProps, useModalAttributes } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useKept } from './modal-keeper.tsx';

/**
 * Uses Tabster without doing anything with it. Tabster hides the page behind a dialog (aria-hidden) and shows it again a quarter of
 * a second after the dialog is gone, but forgets to when the dialog was its last user: the page would stay hidden.
 */
function TabsterUser() {
  useModalAttributes({ trapFocus: true });
  return null;
}

/**
 * Tabster hides a dialog from screen readers, too, while the focus is not in it: when the button that had it is gone, or what closed a
 * moment ago takes it back late. Whoever cannot see would meet nothing at all, so the dialog on top is never hidden.
 */
function useShown(): void {
  useEffect(() => {
    const show = () => {
      const top = [...document.querySelectorAll('[aria-modal="true"]')].at(-1);
      for (let part = top; part && part !== document.body; part = part.parentElement ?? undefined)
        if (part.getAttribute('aria-hidden') === 'true') part.removeAttribute('aria-hidden');
    };
    const observer = new MutationObserver(show);
    observer.observe(document.body, { attributeFilter: ['aria-hidden'], subtree: true });
    show();
    return () => observer.disconnect();
  }, []);
}

/** An open dialog above the page; may be unmounted at any time, also open. Every dialog is one of these. */
export function Modal(props: Omit<DialogProps, 'open' | 'defaultOpen'>) {
  useKept(TabsterUser);
  useShown();
  return <Dialog {...props} open />;
}
