import { Dialog, type DialogProps, useModalAttributes } from '@fluentui/react-components';
import { useKept } from './modal-keeper.tsx';

/**
 * Uses Tabster without doing anything with it. Tabster hides the page behind a dialog (aria-hidden) and shows it again a quarter of
 * a second after the dialog is gone, but forgets to when the dialog was its last user: the page would stay hidden.
 */
function TabsterUser() {
  useModalAttributes({ trapFocus: true });
  return null;
}

/** An open dialog above the page; may be unmounted at any time, also open. Every dialog is one of these. */
export function Modal(props: Omit<DialogProps, 'open' | 'defaultOpen'>) {
  useKept(TabsterUser);
  return <Dialog {...props} open />;
}
