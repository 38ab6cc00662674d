import type { StepUpLine } from '../features/session/step-up-line.ts';
import { StepUpWindowScreen } from '../features/session/step-up-window-screen.tsx';
import type { Host } from '../host/host.port.ts';
import { AppProviders } from './app-providers.tsx';
import { startFrame } from './start-frame.tsx';

/** Shows the page that a frame opened for identifying; `host` has the browser's cookie, `line` leads back to the frame. */
export const startStepUpWindow = (
  line: () => Promise<StepUpLine | undefined>,
  host: Host,
  root: HTMLElement,
): Promise<void> =>
  startFrame(host, root, (i18n, language) => (
    <AppProviders host={host} i18n={i18n} language={language} hasAddresses={false}>
      {() => <StepUpWindowScreen page="host" line={line} />}
    </AppProviders>
  ));
