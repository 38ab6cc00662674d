import type { i18n } from 'i18next';
import { type ReactNode, useEffect } from 'react';
import { useSessionSoFar } from '../api/session.tsx';
import { Loading } from '../components/loading.tsx';
import { SessionGate } from '../features/session/session-gate.tsx';
import { StepUpProvider } from '../features/session/step-up-provider.tsx';
import type { Host } from '../host/host.port.ts';
import { useHost } from '../host/host-context.tsx';
import type { Language } from '../i18n/languages.ts';
import { AppProviders, type Frame } from '../staff/app-providers.tsx';
import { useAccountWishes } from '../staff/use-account-wishes.ts';
import { PaneShell } from './pane-shell.tsx';

interface PaneProps {
  /** The screen is there while the person is still being signed in in silence: it uses `useSessionSoFar()`. */
  readonly early?: boolean;
  readonly children: ReactNode;
}

export interface PaneAppProps extends PaneProps {
  readonly host: Host;
  /** Ready in the first language. */
  readonly i18n: i18n;
  readonly language: Language;
}

/** One screen beside a mail, at 320 px; the sign-in comes in its place where the person has to act. */
export function PaneApp({ children, early = false, ...app }: PaneAppProps) {
  return (
    <AppProviders {...app} hasAddresses={false}>
      {(frame) => (
        <SessionGate {...frame} signedOut={false} early={early}>
          <StepUpProvider>
            <Pane frame={frame} early={early}>
              {children}
            </Pane>
          </StepUpProvider>
        </SessionGate>
      )}
    </AppProviders>
  );
}

function Pane({ frame, early = false, children }: PaneProps & { readonly frame: Frame }) {
  const settled = useAccountWishes(useSessionSoFar()?.account, frame);
  const host = useHost();
  useEffect(() => host.notify('ready'), [host]);
  return settled || early ? <PaneShell>{children}</PaneShell> : <Loading lines={6} />;
}
