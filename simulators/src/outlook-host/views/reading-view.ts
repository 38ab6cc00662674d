import { button, h } from '../../platform/dom.ts';
import type { MailItem } from '../mail-item.ts';
import type { Outlook } from '../outlook.ts';
import { toEditor } from './body-html.ts';

const bodyFrame = (item: MailItem): HTMLIFrameElement => {
  const frame = h('iframe', {
    title: 'Meddelandetext',
    class: 'mail-text',
    sandbox: 'allow-popups allow-popups-to-escape-sandbox',
  });
  const body = h('div', {});
  body.append(toEditor(item.bodyHtml, item.attachments));
  frame.srcdoc = `<!doctype html><meta charset="utf-8"><base target="_blank">${body.innerHTML}`;
  return frame;
};

const headers = (item: MailItem): HTMLElement =>
  h(
    'details',
    {},
    h('summary', {}, 'Internetrubriker'),
    h(
      'pre',
      {},
      Object.entries(item.headers)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n') || '–',
    ),
  );

const tools = (outlook: Outlook, item: MailItem): HTMLElement =>
  h(
    'div',
    { class: 'row ribbon', role: 'toolbar', 'aria-label': 'Menyflikar' },
    button('Öppna meddelande', () => outlook.openPane('message-read')),
    item.folder === 'deleted'
      ? button('Ta bort för gott', () => void outlook.remove(item.id))
      : button('Ta bort', () => void outlook.move(item.id, 'deleted')),
  );

/** The reading pane: the selected mail, or what to do. */
export function readingView(outlook: Outlook): HTMLElement {
  const item = outlook.current;
  if (!item) {
    const count = outlook.selected.length;
    const text = count > 1 ? `${count} meddelanden är markerade.` : 'Välj ett meddelande att läsa.';
    return h('section', { class: 'reading', 'aria-label': 'Läsfönster' }, h('p', { class: 'muted' }, text));
  }
  return h(
    'section',
    { class: 'reading', 'aria-label': 'Läsfönster' },
    tools(outlook, item),
    h('h2', {}, item.subject || '(inget ämne)'),
    h('p', {}, `Från ${item.from.displayName} <${item.from.emailAddress}>`),
    h('p', {}, `Till ${item.to.map(({ emailAddress }) => emailAddress).join(', ')}`),
    item.attachments.length > 0 && h('p', {}, `Bifogat: ${item.attachments.map(({ name }) => name).join(', ')}`),
    bodyFrame(item),
    headers(item),
  );
}
