import type { i18n } from 'i18next';
import { lazy, Suspense, useEffect } from 'react';
import { Loading } from '../components/loading.tsx';
import { SessionGate } from '../features/session/session-gate.tsx';
import { StepUpProvider } from '../features/session/step-up-provider.tsx';
import { useSignOut } from '../features/session/use-sign-out.ts';
import type { Host } from '../host/host.port.ts';
import { useHost } from '../host/host-context.tsx';
import type { Language } from '../i18n/languages.ts';
import { AppProviders, type Frame } from '../staff/app-providers.tsx';
import { useAccountWishes } from '../staff/use-account-wishes.ts';
import { PaneShell } from './pane-shell.tsx';

export type PaneScreen = 'compose' | 'read';

const ComposePane = lazy(() =>
  import(/* webpackChunkName: "pane-compose" */ '../features/messages/pane-compose/compose-pane.tsx').then(
    (module) => ({
      default: module.ComposePane,
    }),
  ),
);
const ReadPane = lazy(() =>
  import(/* webpackChunkName: "pane-read" */ '../features/messages/pane-read/read-pane.tsx').then((module) => ({
    default: module.ReadPane,
  })),
);

export interface PaneAppProps {
  readonly host: Host;
  /** Ready in the first language. */
  readonly i18n: i18n;
  readonly language: Language;
  readonly screen: PaneScreen;
}

/** One screen beside a mail, at 320 px: the sign-in comes first, in the pane itself. A screen may rely on `useSession()`. */
export function PaneApp({ screen, ...app }: PaneAppProps) {
  return (
    <AppProviders {...app} router="memory">
      {(frame) => (
        <SessionGate {...frame} signedOut={false}>
          <StepUpProvider>
            <SignedInPane frame={frame} screen={screen} />
          </StepUpProvider>
        </SessionGate>
      )}
    </AppProviders>
  );
}

function SignedInPane({ frame, screen }: { readonly frame: Frame; readonly screen: PaneScreen }) {
  const settled = useAccountWishes(frame);
  const host = useHost();
  useEffect(() => host.notify('ready'), [host]);
  const signOut = useSignOut();
  if (!settled) return <Loading lines={6} />;
  return (
    <PaneShell>
      <Suspense fallback={<Loading lines={6} />}>
        {screen === 'read' ? <ReadPane onSwitchAccount={() => void signOut()} /> : <ComposePane />}
      </Suspense>
    </PaneShell>
  );
}
