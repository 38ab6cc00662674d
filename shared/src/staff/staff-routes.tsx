import { Button } from '@fluentui/react-components';
import { lazy, Suspense, useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router';
import { useActing, useReadOnly } from '../api/acting.tsx';
import { useSession } from '../api/session.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Loading } from '../components/loading.tsx';
import { useTitle } from '../components/use-title.ts';
import { MessagesScreen } from '../features/messages/list/messages-screen.tsx';
import { FOLDERS, paths } from '../features/messages/paths.ts';
import { MessageBarContext } from '../features/messages/reading/message-bar.ts';
import { ShowMessageContext } from '../features/messages/reading/show-reply.tsx';
import { useLiveMessages } from '../features/messages/use-live-messages.ts';
import { IDENTIFIED_PATH, STEP_UP_WINDOW_PATH } from '../features/session/identification-window.ts';
import { SessionGate } from '../features/session/session-gate.tsx';
import { openerLine } from '../features/session/step-up-line.ts';
import { StepUpProvider } from '../features/session/step-up-provider.tsx';
import { useHost } from '../host/host-context.tsx';
import type { Frame } from './app-providers.tsx';
import { MailboxScope } from './mailbox-scope.tsx';
import { StaffShell } from './staff-shell.tsx';
import { useAccountWishes } from './use-account-wishes.ts';
import { useHostLifecycle } from './use-host-lifecycle.ts';
import { WithFactor } from './with-factor.tsx';

/** Served by the server like the screens; `?signed-out` says that the person did it herself. */
const SIGN_IN_PATH = '/sign-in';
const ACCOUNT_PAGES = ['accounts', 'domains', 'directory'] as const;
const ADMINISTRATION_PAGES = ['organisations', 'access', 'servers'] as const;

const AccountPage = lazy(() =>
  import(/* webpackChunkName: "account" */ './account-page.tsx').then((module) => ({ default: module.AccountPage })),
);
const OrganisationScreen = lazy(() =>
  import(/* webpackChunkName: "organisation" */ '../features/organisation/organisation-screen.tsx').then((module) => ({
    default: module.OrganisationScreen,
  })),
);
const FunctionMailboxesScreen = lazy(() =>
  import(/* webpackChunkName: "function-mailboxes" */ '../features/mailboxes/mailboxes-screen.tsx').then((module) => ({
    default: module.MailboxesScreen,
  })),
);
const FunctionMailboxPage = lazy(() =>
  import(/* webpackChunkName: "function-mailboxes" */ './function-mailbox-page.tsx').then((module) => ({
    default: module.FunctionMailboxPage,
  })),
);
const LogScreen = lazy(() =>
  import(/* webpackChunkName: "log" */ '../features/organisation/log/log-screen.tsx').then((module) => ({
    default: module.LogScreen,
  })),
);
const StatisticsScreen = lazy(() =>
  import(/* webpackChunkName: "statistics" */ '../features/organisation/statistics/statistics-screen.tsx').then(
    (module) => ({ default: module.StatisticsScreen }),
  ),
);
const ContactsScreen = lazy(() =>
  import(/* webpackChunkName: "contacts" */ '../features/contacts/contacts-screen.tsx').then((module) => ({
    default: module.ContactsScreen,
  })),
);
const AccountsPages = lazy(() =>
  import(/* webpackChunkName: "accounts" */ '../features/organisation/accounts/accounts-pages.tsx').then((module) => ({
    default: module.AccountsPages,
  })),
);
const AdministrationScreens = lazy(() =>
  import(/* webpackChunkName: "administration" */ '../features/administration/administration-screens.tsx').then(
    (module) => ({ default: module.AdministrationScreens }),
  ),
);
const InsidePage = lazy(() =>
  import(/* webpackChunkName: "inside" */ './inside-page.tsx').then((module) => ({ default: module.InsidePage })),
);
const InvitationScreen = lazy(() =>
  import(/* webpackChunkName: "invitation" */ '../features/session/invitation-screen.tsx').then((module) => ({
    default: module.InvitationScreen,
  })),
);
const IdentifiedScreen = lazy(() =>
  import(/* webpackChunkName: "identified" */ '../features/session/identified-screen.tsx').then((module) => ({
    default: module.IdentifiedScreen,
  })),
);
const StepUpWindowScreen = lazy(() =>
  import(/* webpackChunkName: "step-up-window" */ '../features/session/step-up-window-screen.tsx').then((module) => ({
    default: module.StepUpWindowScreen,
  })),
);
const ComposeScreen = lazy(() =>
  import(/* webpackChunkName: "compose" */ '../features/messages/compose/compose-screen.tsx').then((module) => ({
    default: module.ComposeScreen,
  })),
);
const DraftsScreen = lazy(() =>
  import(/* webpackChunkName: "drafts" */ '../features/messages/drafts/drafts-screen.tsx').then((module) => ({
    default: module.DraftsScreen,
  })),
);

const CaseInbox = lazy(() =>
  import(/* webpackChunkName: "cases" */ './case-inbox.tsx').then((module) => ({ default: module.CaseInbox })),
);
const CaseBar = lazy(() =>
  import(/* webpackChunkName: "cases" */ '../features/cases/case-bar.tsx').then((module) => ({
    default: module.CaseBar,
  })),
);

const AloneScreen = lazy(() =>
  import(/* webpackChunkName: "reading" */ '../features/messages/reading/alone-screen.tsx').then((module) => ({
    default: module.AloneScreen,
  })),
);
const PrintScreen = lazy(() =>
  import(/* webpackChunkName: "print" */ '../features/messages/reading/print-screen.tsx').then((module) => ({
    default: module.PrintScreen,
  })),
);

const lineToOpener = async () => openerLine(window);

/** Which address shows which screen. */
export function StaffRoutes(frame: Frame) {
  const { pathname, search } = useLocation();
  if (pathname === IDENTIFIED_PATH) {
    return (
      <Suspense fallback={<Loading />}>
        <IdentifiedScreen />
      </Suspense>
    );
  }
  if (pathname === '/invitation') {
    return (
      <Suspense fallback={<Loading />}>
        <InvitationScreen {...frame} />
      </Suspense>
    );
  }
  if (pathname === STEP_UP_WINDOW_PATH) {
    return (
      <Suspense fallback={<Loading />}>
        <StepUpWindowScreen page="browser" line={lineToOpener} />
      </Suspense>
    );
  }
  return (
    <SessionGate {...frame} signedOut={pathname === SIGN_IN_PATH && new URLSearchParams(search).has('signed-out')}>
      <StepUpProvider>
        <WithFactor>
          <SignedIn frame={frame} />
        </WithFactor>
      </StepUpProvider>
    </SessionGate>
  );
}

function SignedIn({ frame }: { readonly frame: Frame }) {
  const settled = useAccountWishes(useSession().account, frame);
  if (!settled) return <Loading lines={6} />;
  return (
    <MailboxScope>
      <Screens />
    </MailboxScope>
  );
}

function Screens() {
  const navigate = useNavigate();
  const scope = useActing();
  const { mailboxId: shown } = useSession();
  const showSent = (id: string, mailboxId: string) => {
    const path = paths.message('sent', id);
    if (mailboxId !== shown && scope) scope.enter(mailboxId, path);
    else void navigate(path);
  };
  useLiveMessages(showSent, useHostLifecycle());
  const host = useHost();
  useEffect(() => host.notify('ready'), [host]);
  const showMessage = useCallback((id: string) => void navigate(paths.message('inbox', id)), [navigate]);
  const isFunction = useIsFunctionMailbox();
  const caseBar = useCallback(
    (messageId: string) => (
      <Suspense fallback={null}>
        <CaseBar messageId={messageId} onDeleted={() => void navigate(paths.folder('inbox'))} />
      </Suspense>
    ),
    [navigate],
  );
  const start = host.initialPath ?? paths.folder('inbox');
  return (
    <ShowMessageContext.Provider value={showMessage}>
      <MessageBarContext.Provider value={isFunction ? caseBar : null}>
        <Suspense fallback={<Loading lines={6} />}>
          <Routes>
            <Route path={paths.alone(':messageId')} element={<AloneScreen />} />
            <Route path={paths.shared(':messageId')} element={<AloneScreen />} />
            <Route path={paths.print(':messageId')} element={<PrintScreen />} />
            <Route path="*" element={<FramedScreens start={start} />} />
          </Routes>
        </Suspense>
      </MessageBarContext.Provider>
    </ShowMessageContext.Provider>
  );
}

/** What stands inside the frame of header and navigation. */
function FramedScreens({ start }: { readonly start: string }) {
  const isFunction = useIsFunctionMailbox();
  const readOnly = useReadOnly();
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
              element={
                <MessagesScreen folder={folder} list={isFunction && folder === 'inbox' ? CaseInbox : undefined} />
              }
            />
          ))}
          <Route path={paths.drafts} element={readOnly ? <NoWriting /> : <DraftsScreen />} />
          <Route path={paths.compose} element={readOnly ? <NoWriting /> : <ComposeScreen />} />
          <Route path="/account" element={<AccountPage />} />
          <Route path="/organisation/settings/:part?" element={<OrganisationScreen />} />
          {ACCOUNT_PAGES.map((page) => (
            <Route key={page} path={`/organisation/${page}`} element={<AccountsPages page={page} />} />
          ))}
          <Route path="/organisation/log" element={<LogScreen scope="organisation" />} />
          <Route path="/organisation/statistics" element={<StatisticsScreen />} />
          <Route path="/administration/log" element={<LogScreen scope="installation" />} />
          {ADMINISTRATION_PAGES.map((page) => (
            <Route key={page} path={`/administration/${page}`} element={<AdministrationScreens page={page} />} />
          ))}
          <Route path="/administration/inside/:grantId/:page?/:part?" element={<InsidePage />} />
          <Route path={paths.functionMailboxes} element={<FunctionMailboxesScreen />} />
          <Route path={paths.functionMailbox(':mailboxId')} element={<FunctionMailboxPage />} />
          <Route path={paths.contacts} element={readOnly ? <NoWriting /> : <ContactsScreen />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </StaffShell>
  );
}

/** Whether the screens are in a mailbox whose conversations are cases. */
const useIsFunctionMailbox = (): boolean => useActing()?.acting?.until === null;

/** Where one writes, in a mailbox that can only be read; the bar above leads out of it. */
function NoWriting() {
  const { t } = useTranslation();
  useTitle(t('staff.mailbox.noWriting.title'));
  return <EmptyState heading title={t('staff.mailbox.noWriting.title')} text={t('staff.mailbox.noWriting.text')} />;
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
