import { button, fill, h } from '../../platform/dom.ts';
import { settingsForm } from '../../platform/settings-form.ts';
import type { Outlook } from '../outlook.ts';
import { composeView } from './compose-view.ts';
import { listView } from './list-view.ts';
import { readingView } from './reading-view.ts';

/** As Outlook on the web frames a task pane (2026). */
const SANDBOX =
  'allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals';

/** The frame of a task pane, 320 px wide as in Outlook. */
export const makePaneFrame = (): HTMLIFrameElement =>
  h('iframe', { title: 'SEFOS', class: 'pane-frame', sandbox: SANDBOX, name: 'sefos-pane' });

const paneView = (outlook: Outlook): HTMLElement | null => {
  const { pane } = outlook;
  if (!pane) return null;
  const canPin = pane.surface === 'message-read' && outlook.settings.get('pin') === 'yes';
  const pin = canPin && button('Fäst', () => outlook.togglePin(), { 'aria-pressed': String(outlook.isPinned) });
  return h(
    'div',
    { class: 'pane-bar' },
    h('strong', {}, 'SEFOS'),
    pin,
    button('Stäng fönsterruta', () => outlook.closePane()),
  );
};

/** Draws the mail program and keeps it in step. */
export function drawOutlook(parent: HTMLElement, outlook: Outlook): void {
  const work = h('div', { class: 'mail-work' });
  const bar = h('div', {});
  const paneSpace = h('aside', { class: 'pane', 'aria-label': 'Fönsterruta' }, bar);
  const status = h('p', { role: 'status', class: 'mail-status' });
  const shell = h(
    'section',
    { class: 'outlook-window', 'aria-label': 'Outlook', lang: 'sv' },
    h(
      'div',
      { class: 'row ribbon', role: 'toolbar', 'aria-label': 'Nytt' },
      h('span', { class: 'outlook-name' }, 'Outlook'),
      button('Nytt e-postmeddelande', () => void outlook.compose()),
      button('Nytt möte', () => void outlook.compose(newAppointment())),
      button('Uppdatera', () => void outlook.refresh()),
    ),
    status,
    h('div', { class: 'outlook-columns' }, listView(outlook), work, paneSpace),
  );
  const drawWork = () => fill(work, outlook.window ? composeView(outlook, outlook.window) : readingView(outlook));
  const drawPane = () => {
    const frame = outlook.pane?.frame;
    // A frame that is moved loads anew: the same one stays where it is.
    if (frame && frame.parentElement !== paneSpace) paneSpace.append(frame);
    fill(bar, paneView(outlook));
    shell.dataset.pane = outlook.pane ? 'open' : 'closed';
  };
  const dress = () => {
    shell.dataset.theme = outlook.settings.get('theme');
  };
  outlook.onChange((part) => {
    if (part === 'window' || (part === 'selection' && !outlook.window)) drawWork();
    if (part === 'pane') drawPane();
    if (part === 'status') status.textContent = outlook.status;
  });
  outlook.settings.onChange(dress);
  dress();
  drawWork();
  drawPane();
  fill(parent, settingsForm(outlook.settings), shell);
}

const HOUR_MS = 3_600_000;

export const newAppointment = () => {
  const start = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
  return {
    kind: 'appointment' as const,
    start: new Date(start).toISOString(),
    end: new Date(start + HOUR_MS).toISOString(),
  };
};
