import { ComposePane } from '../features/messages/pane-compose/compose-pane.tsx';
import { readAll } from '../features/messages/pane-compose/use-pane-item.ts';
import type { Host } from '../host/host.port.ts';
import { startFrame } from '../staff/start-frame.tsx';
import { PaneApp } from './pane-app.tsx';

/** Shows Kryptera meddelande in `root`: the mail program's own mail is read while the words come and the person is signed in. */
export function startComposePane(host: Host, root: HTMLElement): Promise<void> {
  let begun = host.composeItem && readAll(host.composeItem);
  // Whoever takes it says what went wrong.
  begun?.catch(() => undefined);
  const takeBegun = () => {
    const taken = begun;
    begun = undefined;
    return taken;
  };
  return startFrame(host, root, (i18n, language) => (
    <PaneApp host={host} i18n={i18n} language={language} early>
      <ComposePane takeBegun={takeBegun} />
    </PaneApp>
  ));
}
