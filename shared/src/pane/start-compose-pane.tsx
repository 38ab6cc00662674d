import { ComposePane } from '../features/messages/pane-compose/compose-pane.tsx';
import type { Host } from '../host/host.port.ts';
import { startFrame } from '../staff/start-frame.tsx';
import { PaneApp } from './pane-app.tsx';

/** Shows Kryptera meddelande in `root`: the mail program's own mail is read while the person is signed in. */
export const startComposePane = (host: Host, root: HTMLElement): Promise<void> =>
  startFrame(host, root, (i18n, language) => (
    <PaneApp host={host} i18n={i18n} language={language} early>
      <ComposePane />
    </PaneApp>
  ));
