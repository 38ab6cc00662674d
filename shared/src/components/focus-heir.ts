/**
 * Ref of a button that takes the place of the same one, pressed before its code was there: the focus went with that one, and goes
 * on here unless it is somewhere else by now.
 */
export function focusHeir(element: HTMLElement | null): void {
  if (element && document.activeElement === document.body) element.focus();
}
