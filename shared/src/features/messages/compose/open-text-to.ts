/** The field with the open text to an address, while it is shown. */
export const openTextTo = (address: string | null | undefined): HTMLElement | null =>
  [...document.querySelectorAll<HTMLElement>('[data-open-text]')].find(({ dataset }) => dataset.openText === address) ??
  null;
