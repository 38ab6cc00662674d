import { QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { BrowserRouter } from 'react-router';
import { ApiProvider } from '../api/api-context.tsx';
import { makeApiClient } from '../api/client.ts';
import { makeQueryClient } from '../api/query-client.ts';
import { AnnouncerProvider } from '../components/announcer.tsx';
import { ModalKeeper } from '../components/modal-keeper.tsx';
import { NoticeProvider } from '../components/notice.tsx';
import type { Host } from '../host/host.port.ts';
import { HostProvider } from '../host/host-context.tsx';
import { type Language, writeLanguage } from '../i18n/languages.ts';
import { showLanguage } from '../i18n/staff-i18n.ts';
import { readThemeChoice, type ThemeChoice, writeThemeChoice } from '../theme/resolve-theme.ts';
import { ThemeRoot } from '../theme/theme-root.tsx';
import { StaffErrorBoundary } from './staff-error-boundary.tsx';
import { StaffRoutes } from './staff-routes.tsx';

export interface StaffAppProps {
  readonly host: Host;
  /** Ready in the first language. */
  readonly i18n: i18n;
  readonly language: Language;
}

/** The theme to show: the person's choice, or what the host shows now. */
function useTheme(host: Host) {
  const [choice, setChoice] = useState<ThemeChoice>(() => readThemeChoice(host.storage));
  const [hostTheme, setHostTheme] = useState(() => host.theme());
  useEffect(() => host.onThemeChange(setHostTheme), [host]);
  const choose = useCallback(
    (next: ThemeChoice) => {
      writeThemeChoice(host.storage, next);
      setChoice(next);
    },
    [host],
  );
  return { theme: choice === 'system' ? hostTheme : choice, choose };
}

function useLanguage(host: Host, instance: i18n, first: Language) {
  const [language, setLanguage] = useState(first);
  const choose = useCallback(
    (next: Language) => {
      showLanguage(instance, next).then(
        () => {
          writeLanguage(host.storage, next);
          setLanguage(next);
        },
        // The words could not be fetched: the screens stay in the language that they have.
        () => undefined,
      );
    },
    [host, instance],
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return { language, choose };
}

/** The staff screens in any host: the web page now, the Teams tab and the Outlook pane with hosts of their own. */
export function StaffApp({ host, i18n: instance, language: first }: StaffAppProps) {
  const { theme, choose: chooseTheme } = useTheme(host);
  const { language, choose: chooseLanguage } = useLanguage(host, instance, first);
  const [lost, setLost] = useState(false);
  const api = useMemo(
    () =>
      makeApiClient({
        identity: host.identity,
        fetch: window.fetch.bind(window),
        newId: () => crypto.randomUUID(),
      }),
    [host],
  );
  const queryClient = useMemo(() => makeQueryClient(() => setLost(true)), []);
  const restored = useCallback(() => setLost(false), []);
  useEffect(() => host.notify('shown'), [host]);
  return (
    <HostProvider host={host}>
      <I18nextProvider i18n={instance}>
        <ApiProvider api={api}>
          <QueryClientProvider client={queryClient}>
            <ThemeRoot theme={theme}>
              <Feedback>
                <BrowserRouter>
                  <StaffRoutes
                    language={language}
                    onLanguage={chooseLanguage}
                    onTheme={chooseTheme}
                    lost={lost}
                    onRestored={restored}
                  />
                </BrowserRouter>
              </Feedback>
            </ThemeRoot>
          </QueryClientProvider>
        </ApiProvider>
      </I18nextProvider>
    </HostProvider>
  );
}

function Feedback({ children }: { readonly children: ReactNode }) {
  return (
    <StaffErrorBoundary>
      <AnnouncerProvider>
        <NoticeProvider>
          <ModalKeeper>{children}</ModalKeeper>
        </NoticeProvider>
      </AnnouncerProvider>
    </StaffErrorBoundary>
  );
}
