import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { LinkView } from '../../contract/links.ts';
import { ThemeRoot } from '../../theme/theme-root.tsx';
import { LazyScreen } from './components/lazy-screen.tsx';
import { PageLayout } from './components/page-layout.tsx';
import { Waiting } from './components/waiting.tsx';
import { EnvironmentProvider, type RecipientEnvironment } from './environment.ts';
import { SpeechProvider, useSpeech } from './i18n/words.ts';
import { AddressScreen } from './screens/address-screen.tsx';
import { ClosedScreen } from './screens/closed-screen.tsx';
import { ProblemScreen } from './screens/problem-screen.tsx';
import { ReadyScreen } from './screens/ready-screen.tsx';
import type { ReplyDraft } from './upload/reply-draft.ts';
import { type Recipient, useRecipient } from './use-recipient.ts';
import { useSpeechState } from './use-speech.ts';

const loadIdentify = async () => (await import('./screens/identify-screen.tsx')).IdentifyScreen;
const loadMessage = async () => (await import('./screens/message-screens.tsx')).MessageScreens;

/** Begins to fetch code that will be needed; a failure shows when it is. */
const prefetch = (load: () => Promise<unknown>) => () => void load().catch(() => undefined);

/** The page that `/m/<id>` shows to a person without an account. */
export function RecipientApp({ environment }: { readonly environment: RecipientEnvironment }) {
  const [theme, setTheme] = useState(environment.theme);
  useEffect(() => environment.onThemeChange(setTheme), [environment]);
  const printing = usePrinting();
  return (
    <EnvironmentProvider value={environment}>
      <ThemeRoot theme={printing ? 'light' : theme}>
        <Page environment={environment} />
      </ThemeRoot>
    </EnvironmentProvider>
  );
}

function Page({ environment }: { readonly environment: RecipientEnvironment }) {
  const recipient = useRecipient(environment);
  const { state } = recipient;
  const { speech, settled } = useSpeechState(environment, state.link?.language);
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
  if (!ready) return <Waiting label={speech?.words.loading ?? 'SEFOS'} whole />;
  return (
    <SpeechProvider value={speech}>
      <PageLayout organisation={state.link?.organisation.name}>
        <CurrentScreen recipient={recipient} />
      </PageLayout>
    </SpeechProvider>
  );
}

function CurrentScreen({ recipient }: { readonly recipient: Recipient }) {
  const { screen, link } = recipient.state;
  const { words } = useSpeech();
  const [draft, setDraft] = useState<ReplyDraft>();
  const written = draft !== undefined && (draft.text.trim() !== '' || draft.uploads.items().length > 0);
  useWarnBeforeLeaving(draft);
  switch (screen.kind) {
    case 'loading':
      return <Waiting label={words.loading} />;
    case 'problem':
      return <ProblemScreen problem={screen.problem} link={link} draft={written} onRetry={recipient.resume} />;
    case 'closed':
      return <ClosedScreen />;
    case 'step':
      return link ? <Step key={link.step} recipient={recipient} link={link} /> : null;
    default:
      return link ? <LazyScreen load={loadMessage} props={{ recipient, link, screen, draft, setDraft }} /> : null;
  }
}

function Step({ recipient, link }: { readonly recipient: Recipient; readonly link: LinkView }) {
  if (link.step === 'address')
    return <AddressScreen recipient={recipient} link={link} onSubmit={prefetch(loadIdentify)} />;
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
