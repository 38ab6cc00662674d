import type { Host } from '../host/host.port.ts';
import { startFrame } from '../staff/start-frame.tsx';
import { PaneApp, type PaneScreen } from './pane-app.tsx';

/** Shows one screen of the mail program's pane in `root`. */
export const startPane = (host: Host, root: HTMLElement, screen: PaneScreen): Promise<void> =>
  startFrame(host, root, (i18n, language) => <PaneApp host={host} i18n={i18n} language={language} screen={screen} />);
