import { Button } from '@fluentui/react-components';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router';
import { useSession } from '../api/session.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Loading } from '../components/loading.tsx';
import { useTitle } from '../components/use-title.ts';
import { MessagesScreen } from '../features/messages/list/messages-screen.tsx';
import { FOLDERS, paths } from '../features/messages/paths.ts';
import { useLiveMessages } from '../features/messages/use-live-messages.ts';
import { IDENTIFIED_PATH } from '../features/session/identification-window.ts';
import { SessionGate } from '../features/session/session-gate.tsx';
import { StepUpProvider } from '../features/session/step-up-provider.tsx';
import { useHost } from '../host/host-context.tsx';
import type { Language } from '../i18n/languages.ts';
import type { ThemeChoice } from '../theme/resolve-theme.ts';
import { StaffShell } from './staff-shell.tsx';

/** Served by the server like the screens; `?signed-out` says that the person did it herself. */
const SIGN_IN_PATH = '/sign-in';

const AccountScreen = lazy(() =>
  import(/* webpackChunkName: "account" */ '../features/session/account-screen.tsx').then((module) => ({
    default: module.AccountScreen,
  })),
);
const IdentifiedScreen = lazy(() =>
  import(/* webpackChunkName: "identified" */ '../features/session/identified-screen.tsx').then((module) => ({
    default: module.IdentifiedScreen,
  })),
);
const ComposeScreen = lazy(() =>
  import(/* webpackChunkName: "compose" */ '../features/messages/compose/compose-screen.tsx').then((module) => ({
    default: module.ComposeScreen,
  })),
);

export interface StaffRoutesProps {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly onTheme: (theme: ThemeChoice) => void;
  readonly lost: boolean;
  readonly onRestored: () => void;
}

/** Which address shows which screen. */
export function StaffRoutes({ language, onLanguage, onTheme, lost, onRestored }: StaffRoutesProps) {
  const { pathname, search } = useLocation();
  if (pathname === IDENTIFIED_PATH) {
    return (
      <Suspense fallback={<Loading />}>
        <IdentifiedScreen />
      </Suspense>
    );
  }
  return (
    <SessionGate
      language={language}
      onLanguage={onLanguage}
      lost={lost}
      onRestored={onRestored}
      signedOut={pathname === SIGN_IN_PATH && new URLSearchParams(search).has('signed-out')}
    >
      <StepUpProvider>
        <SignedIn language={language} onLanguage={onLanguage} onTheme={onTheme} />
      </StepUpProvider>
    </SessionGate>
  );
}

/** The account's own language and theme win over what this browser had. */
function useAccountWishes({
  language,
  onLanguage,
  onTheme,
}: Pick<StaffRoutesProps, 'language' | 'onLanguage' | 'onTheme'>) {
  const { account } = useSession();
  useEffect(() => {
    if (account.language !== language) onLanguage(account.language);
  }, [account.language, language, onLanguage]);
  useEffect(() => onTheme(account.theme), [account.theme, onTheme]);
}

function SignedIn(wishes: Pick<StaffRoutesProps, 'language' | 'onLanguage' | 'onTheme'>) {
  useAccountWishes(wishes);
  useLiveMessages();
  const host = useHost();
  useEffect(() => host.notify('ready'), [host]);
  const start = host.initialPath ?? paths.folder('inbox');
  return (
    <StaffShell>
      <Suspense fallback={<Loading lines={6} />}>
        <Routes>
          <Route path="/" element={<Navigate to={start} replace />} />
          <Route path="/messages" element={<Navigate to={start} replace />} />
          <Route path={SIGN_IN_PATH} element={<Navigate to={start} replace />} />
          {FOLDERS.map((folder) => (
            <Route
              key={folder}
              path={`/messages/${folder}/:messageId?/:rowId?`}
              element={<MessagesScreen folder={folder} />}
            />
          ))}
          <Route path={paths.compose} element={<ComposeScreen />} />
          <Route path="/account" element={<AccountScreen />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </StaffShell>
  );
}

function NotFound() {
  const { t } = useTranslation();
  useTitle(t('staff.shell.notFound.title'));
  const navigate = useNavigate();
  return (
    <EmptyState
      heading
      title={t('staff.shell.notFound.title')}
      text={t('staff.shell.notFound.text')}
      action={
        <Button appearance="primary" onClick={() => void navigate(paths.folder('inbox'))}>
          {t('staff.shell.notFound.action')}
        </Button>
      }
    />
  );
}
