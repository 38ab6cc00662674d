import { button, fill, h } from '../platform/dom.ts';
import type { Settings } from '../platform/settings.ts';
import { settingsForm } from '../platform/settings-form.ts';
import type { TeamsSetting } from './settings.ts';
import type { TeamsHost, TeamsState } from './teams-host.ts';

/** As Teams on the web frames a tab (2026). */
const SANDBOX =
  'allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-pointer-lock allow-scripts allow-same-origin allow-downloads';

export interface TeamsPage {
  readonly frame: HTMLIFrameElement;
  /** Fills the page; the host exists by then. */
  connect(host: TeamsHost): void;
  onState(state: TeamsState, reason: string): void;
}

const errorCard = (reason: string, retry: () => void): HTMLElement =>
  h(
    'div',
    { class: 'teams-error', role: 'alert' },
    h('h2', {}, 'There was a problem reaching this app'),
    h('p', {}, reason || 'The app did not start.'),
    button('Try again', retry, { class: 'primary' }),
  );

const toolbar = (host: TeamsHost): HTMLElement => {
  const path = h('input', { id: 'resume-path', placeholder: '/messages/…', autocomplete: 'off' });
  return h(
    'div',
    { class: 'row', role: 'group', 'aria-label': 'The tab' },
    button('Reload', () => host.reload()),
    button('Suspend', () => host.suspend()),
    button('Resume', () => host.resume(path.value || undefined)),
    h('span', { class: 'inline-field' }, h('label', { for: 'resume-path' }, 'Resume with path'), path),
  );
};

/** The window: bar, rail, tab and what covers it. */
export function makeTeamsPage(parent: HTMLElement, settings: Settings<TeamsSetting>): TeamsPage {
  const frame = h('iframe', { title: 'SEFOS', name: 'embedded-page-container', sandbox: SANDBOX, class: 'teams-tab' });
  const cover = h('div', { class: 'teams-cover' });
  const stage = h('div', { class: 'teams-stage' }, frame, cover);
  const shell = h(
    'section',
    { class: 'teams-window', 'aria-label': 'Teams window' },
    h('div', { class: 'teams-bar' }, h('span', {}, 'Teams'), h('strong', {}, 'SEFOS')),
    stage,
  );
  let retry: () => void = () => undefined;
  const dress = () => {
    shell.dataset.theme = settings.get('theme');
  };
  settings.onChange(dress);
  dress();
  return {
    frame,
    connect: (host) => {
      retry = () => host.reload();
      fill(parent, settingsForm(settings, toolbar(host)), shell);
    },
    onState: (state, reason) => {
      shell.dataset.state = state;
      frame.inert = state !== 'ready' && state !== 'shown';
      if (state === 'loading') fill(cover, h('p', { class: 'teams-loading', role: 'status' }, 'Loading SEFOS …'));
      else if (state === 'failed') fill(cover, errorCard(reason, retry));
      else if (state === 'suspended') fill(cover, h('p', { role: 'status' }, 'The tab is asleep.'));
      else fill(cover);
    },
  };
}
