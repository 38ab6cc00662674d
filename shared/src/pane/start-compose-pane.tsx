import { ComposePane } from '../features/messages/pane-compose/compose-pane.tsx';
import { beginReading } from '../features/messages/pane-compose/use-pane-item.ts';
import type { Host } from '../host/host.port.ts';
import { startFrame } from '../staff/start-frame.tsx';
import { PaneApp } from './pane-app.tsx';

/** A mail program that needs longer to give its mail is waited for on the screen. Milliseconds. */
const PATIENCE_MS = 150;

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Shows Kryptera meddelande in `root`: the mail program's own mail is read while the words come and the person is signed in. */
export function startComposePane(host: Host, root: HTMLElement): Promise<void> {
  let begun = host.composeItem && beginReading(host.composeItem);
  // The form is to be the first that is drawn, not a skeleton of it.
  const drawn = Promise.race([begun?.running, wait(PATIENCE_MS)]);
  const takeBegun = () => {
    const taken = begun;
    begun = undefined;
    return taken;
  };
  return startFrame(
    host,
    root,
    (i18n, language) => (
      <PaneApp host={host} i18n={i18n} language={language} early>
        <ComposePane takeBegun={takeBegun} />
      </PaneApp>
    ),
    drawn,
  );
}
