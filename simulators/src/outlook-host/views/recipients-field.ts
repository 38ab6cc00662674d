import { button, fill, h } from '../../platform/dom.ts';
import type { ComposeWindow } from '../compose-window.ts';
import { type MailAddress, readAddress } from '../mail-item.ts';

const KINDS: Readonly<Record<string, string>> = {
  distributionList: 'lista',
  externalUser: 'extern',
  other: 'okänd',
};

const chip = (address: MailAddress, remove: () => void): HTMLElement =>
  h(
    'li',
    { class: 'chip', title: address.emailAddress, 'data-kind': address.recipientType },
    h('span', {}, address.displayName || address.emailAddress),
    KINDS[address.recipientType] ? h('small', {}, ` (${KINDS[address.recipientType]})`) : null,
    button('×', remove, { class: 'chip-remove', 'aria-label': `Ta bort ${address.displayName}` }),
  );

/** Recipients as chips: Enter, comma, semicolon or leaving the field make one of what is typed. */
export function recipientsField(window: ComposeWindow, field: 'to' | 'cc' | 'bcc', label: string): HTMLElement {
  const id = `compose-${field}`;
  const input = h('input', { id, autocomplete: 'off', type: 'text' });
  const chips = h('ul', { class: 'chips', 'aria-label': label });
  const take = () => {
    const added = input.value.split(/[;,\n]/).filter((text) => text.trim() !== '');
    input.value = '';
    if (added.length > 0) window.set(field, [...window.fields[field], ...added.map(readAddress)]);
  };
  input.addEventListener('keydown', (event) => {
    if (!['Enter', ',', ';'].includes(event.key)) return;
    event.preventDefault();
    take();
  });
  input.addEventListener('change', take);
  const draw = () =>
    fill(
      chips,
      ...window.fields[field].map((address, index) =>
        chip(address, () => window.set(field, window.fields[field].toSpliced(index, 1))),
      ),
    );
  window.onChange((part) => part === field && draw());
  draw();
  return h('div', { class: 'field' }, h('label', { for: id }, label), chips, input);
}
