import { QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { ApiProvider } from '../api/api-context.tsx';
import { BearerProvider } from '../api/bearer-context.tsx';
import { makeApiClient } from '../api/client.ts';
import { makeBearer } from '../api/make-bearer.ts';
import { makeQueryClient } from '../api/query-client.ts';
import { AnnouncerProvider } from '../components/announcer.tsx';
import { ModalKeeper } from '../components/modal-keeper.tsx';
import { NoticeProvider } from '../components/notice.tsx';
import { forgetDrafts } from '../features/messages/compose/draft-registry.ts';
import { StartOverProvider } from '../features/session/start-over.ts';
import type { Host } from '../host/host.port.ts';
import { HostProvider } from '../host/host-context.tsx';
import { type Language, writeLanguage } from '../i18n/languages.ts';
import { showLanguage } from '../i18n/staff-i18n.ts';
import { readThemeChoice, type ThemeChoice, writeThemeChoice } from '../theme/resolve-theme.ts';
import { ThemeRoot } from '../theme/theme-root.tsx';
import { StaffErrorBoundary } from './staff-error-boundary.tsx';

/** What the frame keeps for the screens in it: language, theme, and whether the session was lost at work. */
export interface Frame {
  readonly language: Language;
  /** Settles when the screens are in the language, or stay as they are because its words could not be fetched. */
  readonly onLanguage: (language: Language) => Promise<void>;
  readonly onTheme: (theme: ThemeChoice) => void;
  /** An answer said that the session is over while somebody was at work. */
  readonly lost: boolean;
  readonly onRestored: () => void;
}

export interface AppProvidersProps {
  readonly host: Host;
  /** Ready in the first language. */
  readonly i18n: i18n;
  readonly language: Language;
  /** False: the screens have one address (a pane; Office.js takes the page's history away). */
  readonly hasAddresses?: boolean;
  readonly children: (frame: Frame) => ReactNode;
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
    (next: Language) =>
      showLanguage(instance, next).then(
        () => {
          writeLanguage(host.storage, next);
          setLanguage(next);
        },
        // The words could not be fetched: the screens stay in the language that they have.
        () => undefined,
      ),
    [host, instance],
  );
  // Before the screens' own effects, and with the words: nothing is titled or announced in a language that the page is not in.
  useLayoutEffect(() => {
    const follow = (shown: string) => {
      document.documentElement.lang = shown;
    };
    follow(instance.language);
    instance.on('languageChanged', follow);
    return () => instance.off('languageChanged', follow);
  }, [instance]);
  return { language, choose };
}

/** Who asks, with what memory; and the way to begin anew with nothing of the person before in it. */
function useClients(host: Host, hasAddresses: boolean) {
  const [lost, setLost] = useState(false);
  const [round, setRound] = useState(0);
  const bearer = useMemo(() => makeBearer(host, window), [host]);
  const api = useMemo(
    () => makeApiClient({ bearer, fetch: window.fetch.bind(window), newId: () => crypto.randomUUID() }),
    [bearer],
  );
  const queryClient = useMemo(() => makeQueryClient(() => setLost(true)), []);
  const onRestored = useCallback(() => setLost(false), []);
  const startOver = useCallback(() => {
    const start = host.basePath || '/';
    if (!bearer) return window.location.assign(start);
    // Not by loading again: where the frame has no storage, that would end the new session too.
    queryClient.clear();
    // What one account has begun is never shown to another.
    forgetDrafts();
    if (hasAddresses) window.history.replaceState(null, '', start);
    setLost(false);
    setRound((before) => before + 1);
  }, [bearer, hasAddresses, host, queryClient]);
  return { bearer, api, queryClient, lost, onRestored, startOver, round };
}

/** Everything that stands around the screens in any host: the web page, the Teams tab and the Outlook pane. */
export function AppProviders({
  host,
  i18n: instance,
  language: first,
  hasAddresses = true,
  children,
}: AppProvidersProps) {
  const { theme, choose: onTheme } = useTheme(host);
  const { language, choose: onLanguage } = useLanguage(host, instance, first);
  const { bearer, api, queryClient, lost, onRestored, startOver, round } = useClients(host, hasAddresses);
  useEffect(() => host.notify('shown'), [host]);
  const screens = children({ language, onLanguage, onTheme, lost, onRestored });
  return (
    <HostProvider host={host}>
      <I18nextProvider i18n={instance}>
        <BearerProvider value={bearer}>
          <ApiProvider api={api}>
            <QueryClientProvider client={queryClient}>
              <StartOverProvider value={startOver}>
                <ThemeRoot theme={theme}>
                  <Feedback key={round}>{screens}</Feedback>
                </ThemeRoot>
              </StartOverProvider>
            </QueryClientProvider>
          </ApiProvider>
        </BearerProvider>
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
