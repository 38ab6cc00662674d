import { button, fill, h } from '../../platform/dom.ts';
import type { ComposeWindow } from '../compose-window.ts';
import type { Outlook } from '../outlook.ts';
import { attachmentsBar } from './attachments-bar.ts';
import { fromEditor, toEditor } from './body-html.ts';
import { recipientsField } from './recipients-field.ts';

type LineName = 'subject' | 'start' | 'end' | 'location';

const line = (window: ComposeWindow, name: LineName, label: string): HTMLElement => {
  const id = `compose-${name}`;
  const input = h('input', { id, autocomplete: 'off', value: window.fields[name] });
  input.addEventListener('input', () => window.typed(name, input.value));
  window.onChange((part) => {
    if (part === name) input.value = window.fields[name];
  });
  return h('div', { class: 'field' }, h('label', { for: id }, label), input);
};

const editor = (window: ComposeWindow): HTMLElement => {
  const body = h('div', {
    class: 'mail-body',
    contenteditable: 'true',
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': 'Meddelande',
  });
  const draw = () => body.replaceChildren(toEditor(window.fields.bodyHtml, window.attachments));
  body.addEventListener('input', () => window.typed('bodyHtml', fromEditor(body)));
  window.onChange((part) => part === 'bodyHtml' && draw());
  draw();
  return body;
};

const notices = (window: ComposeWindow): HTMLElement => {
  const list = h('div', { role: 'status' });
  window.onChange(
    (part) =>
      part === 'notifications' &&
      fill(list, ...[...window.notifications.values()].map((text) => h('p', { class: 'notice' }, text))),
  );
  return list;
};

const tools = (outlook: Outlook, window: ComposeWindow): HTMLElement => {
  // What stops sending has been said in a dialog or in the status line.
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined);
  const isMail = window.kind === 'message';
  const pane = isMail ? 'message-compose' : 'appointment-compose';
  return h(
    'div',
    { class: 'row ribbon', role: 'toolbar', 'aria-label': 'Menyflikar' },
    button('Skicka', () => quietly(outlook.send()), { class: 'primary' }),
    button('Kryptera meddelande', () => outlook.openPane(pane)),
    button('Spara', () => quietly(outlook.save())),
    button('Kasta', () => quietly(outlook.close(true))),
    button('Stäng', () => quietly(outlook.close(false))),
  );
};

/** The window for writing; drawn once, it follows what add-ins change. */
export function composeView(outlook: Outlook, window: ComposeWindow): HTMLElement {
  const isMail = window.kind === 'message';
  return h(
    'section',
    { class: 'compose', 'aria-label': isMail ? 'Nytt e-postmeddelande' : 'Nytt möte' },
    tools(outlook, window),
    notices(window),
    recipientsField(window, 'to', isMail ? 'Till' : 'Obligatoriska deltagare'),
    recipientsField(window, 'cc', isMail ? 'Kopia' : 'Valfria deltagare'),
    isMail && recipientsField(window, 'bcc', 'Hemlig kopia'),
    line(window, 'subject', 'Ämne'),
    !isMail && line(window, 'start', 'Börjar'),
    !isMail && line(window, 'end', 'Slutar'),
    !isMail && line(window, 'location', 'Plats'),
    attachmentsBar(window),
    editor(window),
  );
}
