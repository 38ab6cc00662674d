import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { LinkView } from '../../contract/links.ts';
import { chooseLanguage } from '../../i18n/languages.ts';
import { ThemeRoot } from '../../theme/theme-root.tsx';
import { LazyScreen } from './components/lazy-screen.tsx';
import { PageLayout } from './components/page-layout.tsx';
import { Waiting } from './components/waiting.tsx';
import { EnvironmentProvider, type RecipientEnvironment, useEnvironment } from './environment.ts';
import { type loadWords as fetchWords, SpeechProvider, useSpeech } from './i18n/words.ts';
import { AccountScreen } from './screens/account-screen.tsx';
import { AddressScreen } from './screens/address-screen.tsx';
import { ClosedScreen } from './screens/closed-screen.tsx';
import { FailedPage, FailureBoundary } from './screens/failed-page.tsx';
import { ProblemScreen } from './screens/problem-screen.tsx';
import { ReadyScreen } from './screens/ready-screen.tsx';
import type { ReplyDraft } from './upload/reply-draft.ts';
import { type Recipient, useRecipient } from './use-recipient.ts';
import { useSpeechState } from './use-speech.ts';

const loadIdentify = async () => (await import('./screens/identify-screen.tsx')).IdentifyScreen;
const loadMessage = async () => (await import('./screens/message-screens.tsx')).MessageScreens;

/** Begins to fetch code that will be needed; a failure shows when it is. */
const prefetch = (load: () => Promise<unknown>) => () => void load().catch(() => undefined);

interface RecipientAppProps {
  readonly environment: RecipientEnvironment;
  /** Tests give their own. */
  readonly loadWords?: typeof fetchWords | undefined;
}

/** The page that `/m/<id>` shows to a person without an account, and `/o/<id>` to whoever got the mail of a shared link. */
export function RecipientApp({ environment, loadWords }: RecipientAppProps) {
  const [theme, setTheme] = useState(environment.theme);
  useEffect(() => environment.onThemeChange(setTheme), [environment]);
  const printing = usePrinting();
  return (
    <EnvironmentProvider value={environment}>
      <ThemeRoot theme={printing ? 'light' : theme}>
        <FailureBoundary language={chooseLanguage(environment.locales)} onReload={environment.reload}>
          <Page environment={environment} loadWords={loadWords} />
        </FailureBoundary>
      </ThemeRoot>
    </EnvironmentProvider>
  );
}

function Page({ environment, loadWords }: RecipientAppProps) {
  const recipient = useRecipient(environment);
  const { state } = recipient;
  const sender = state.link ?? state.shared;
  const languages = { own: state.link?.language, shared: state.shared?.language };
  const { speech, settled, lost, wanted } = useSpeechState(environment, languages, loadWords);
  const language = speech?.language;
  useEffect(() => {
    if (language) document.documentElement.lang = language;
  }, [language]);
  // The first page waits for the right language, so that nobody reads half a sentence in another one.
  const [begun, setBegun] = useState(false);
  const ready = speech !== undefined && (begun || (settled && state.screen.kind !== 'loading'));
  useEffect(() => {
    if (ready) setBegun(true);
  }, [ready]);
  if (!speech && lost) return <FailedPage language={wanted} onReload={environment.reload} />;
  if (!ready) return <Waiting label={speech?.words.loading ?? 'SEFOS'} whole />;
  return (
    <SpeechProvider value={speech}>
      <PageLayout organisation={sender?.organisation.name} logo={sender?.organisation.logo}>
        {lost ? <LanguageLost /> : null}
        <CurrentScreen recipient={recipient} />
      </PageLayout>
    </SpeechProvider>
  );
}

/** The words that were asked for did not come; the page goes on in those that did. */
function LanguageLost() {
  const { words } = useSpeech();
  const { reload } = useEnvironment();
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>{words.languageFailed}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={reload}>{words.reload}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}

function CurrentScreen({ recipient }: { readonly recipient: Recipient }) {
  const { screen, link, shared } = recipient.state;
  const { words } = useSpeech();
  const [draft, setDraft] = useState<ReplyDraft>();
  const written = draft !== undefined && (draft.text.trim() !== '' || draft.uploads.items().length > 0);
  useWarnBeforeLeaving(draft);
  switch (screen.kind) {
    case 'loading':
      return <Waiting label={words.loading} />;
    case 'problem':
      return (
        <ProblemScreen problem={screen.problem} link={link ?? shared} draft={written} onRetry={recipient.resume} />
      );
    case 'closed':
      return <ClosedScreen />;
    case 'shared-address':
      return shared ? <AddressScreen recipient={recipient} sender={shared} onSubmit={prefetch(loadIdentify)} /> : null;
    case 'account':
      return shared ? <AccountScreen messageId={shared.id} /> : null;
    case 'step':
      return link ? <Step key={link.step} recipient={recipient} link={link} /> : null;
    default:
      return link ? <LazyScreen load={loadMessage} props={{ recipient, link, screen, draft, setDraft }} /> : null;
  }
}

function Step({ recipient, link }: { readonly recipient: Recipient; readonly link: LinkView }) {
  if (link.step === 'address')
    return <AddressScreen recipient={recipient} sender={link} onSubmit={prefetch(loadIdentify)} />;
  if (link.step === 'ready') return <ReadyScreen recipient={recipient} link={link} onSubmit={prefetch(loadMessage)} />;
  return <LazyScreen load={loadIdentify} props={{ recipient, link }} />;
}

/** True while the browser takes its picture for paper: light words would vanish there, since backgrounds are not printed. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}

/** The browser asks before it throws an unsent reply away: it lives in this page's memory and nowhere else. */
function useWarnBeforeLeaving(draft: ReplyDraft | undefined) {
  const latest = useRef(draft);
  latest.current = draft;
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      const now = latest.current;
      if (now && (now.text.trim() !== '' || now.uploads.items().length > 0)) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
}
