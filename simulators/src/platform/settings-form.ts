import { h } from './dom.ts';
import type { Settings } from './settings.ts';

const control = <Name extends string>(settings: Settings<Name>, name: Name): HTMLInputElement | HTMLSelectElement => {
  const { choices, inputMode } = settings.table[name];
  const id = `setting-${name}`;
  const shared = { id, name, 'aria-describedby': settings.table[name].hint ? `${id}-hint` : null };
  const changed = (event: Event) =>
    settings.set(name, (event.currentTarget as HTMLInputElement | HTMLSelectElement).value);
  if (!choices) return h('input', { ...shared, onchange: changed, inputmode: inputMode, autocomplete: 'off' });
  return h(
    'select',
    { ...shared, onchange: changed },
    ...Object.entries(choices).map(([value, label]) => h('option', { value }, label)),
  );
};

const labelled = <Name extends string>(settings: Settings<Name>, name: Name): HTMLElement => {
  const { label, hint } = settings.table[name];
  const input = control(settings, name);
  input.value = settings.get(name);
  settings.onChange((changed, value) => {
    if (changed === name) input.value = value;
  });
  return h(
    'div',
    {},
    h('label', { for: input.id }, label),
    input,
    hint && h('small', { id: `${input.id}-hint` }, hint),
  );
};

/** A labelled control for every setting; changes are kept in the page's address. */
export function settingsForm<Name extends string>(
  settings: Settings<Name>,
  ...more: readonly HTMLElement[]
): HTMLElement {
  settings.onChange(() => {
    history.replaceState(null, '', location.pathname + settings.search());
  });
  return h(
    'details',
    { class: 'card controls' },
    h('summary', {}, 'Controls of the simulator'),
    h('div', { class: 'controls-grid' }, ...settings.names.map((name) => labelled(settings, name))),
    ...more,
  );
}
