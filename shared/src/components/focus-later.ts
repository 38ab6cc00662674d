/**
 * Moves the focus once a dialog is gone and Fluent has let go of the focus that it held. The element is looked for then; returns
 * the way to call it off.
 */
export function focusLater(find: () => HTMLElement | null | undefined): () => void {
  const timer = setTimeout(() => find()?.focus());
  return () => clearTimeout(timer);
}
