import { Button, CounterBadge, mergeClasses } from '@fluentui/react-components';
import { ArchiveRegular } from '@fluentui/react-icons/svg/archive';
import { BookContactsRegular } from '@fluentui/react-icons/svg/book-contacts';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { DraftsRegular } from '@fluentui/react-icons/svg/drafts';
import { LinkRegular } from '@fluentui/react-icons/svg/link';
import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { PersonCircleRegular } from '@fluentui/react-icons/svg/person-circle';
import { SendRegular } from '@fluentui/react-icons/svg/send';
import type { ComponentType, ReactNode } from 'react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useNavigate } from 'react-router';
import { useActing } from '../api/acting.tsx';
import { useSession } from '../api/session.tsx';
import { focusHeir } from '../components/focus-heir.ts';
import { useTitleCount } from '../components/use-title.ts';
import { VisuallyHidden } from '../components/visually-hidden.tsx';
import type { Folder } from '../contract/messages.ts';
import { flushDrafts } from '../features/messages/compose/draft-registry.ts';
import { useDraftGuard } from '../features/messages/compose/use-draft-guard.ts';
import { useDrafts } from '../features/messages/drafts/use-drafts.ts';
import { paths } from '../features/messages/paths.ts';
import { useMailboxes } from '../features/messages/use-messages.ts';
import { useSignOut } from '../features/session/use-sign-out.ts';
import { Mark } from '../theme/mark.tsx';
import { useShellStyles } from './staff-shell.styles.ts';

const AccountMenu = lazy(() =>
  import(/* webpackChunkName: "account-menu" */ '../features/session/account-menu.tsx').then((module) => ({
    default: module.AccountMenu,
  })),
);

const MailboxSwitch = lazy(() =>
  import(/* webpackChunkName: "mailbox-switch" */ './mailbox-switch.tsx').then((module) => ({
    default: module.MailboxSwitch,
  })),
);
const ActingBar = lazy(() =>
  import(/* webpackChunkName: "mailbox-switch" */ './acting-bar.tsx').then((module) => ({ default: module.ActingBar })),
);

const ICONS = {
  inbox: MailInboxRegular,
  sent: SendRegular,
  links: LinkRegular,
  archive: ArchiveRegular,
  deleted: DeleteRegular,
} as const;

/** The frame around every staff screen: header, navigation, and the screen itself. */
export function StaffShell({ children }: { readonly children: ReactNode }) {
  const styles = useShellStyles();
  const { t } = useTranslation();
  const acting = useActing()?.acting;
  useDraftGuard();
  return (
    <div className={styles.root}>
      <a className={styles.skip} href="#main">
        {t('staff.shell.skip')}
      </a>
      <Header />
      <Navigation />
      <main id="main" className={styles.main} tabIndex={-1}>
        {acting ? (
          <div className={styles.acting}>
            <Suspense fallback={null}>
              <ActingBar />
            </Suspense>
            <div className={styles.screen}>{children}</div>
          </div>
        ) : (
          children
        )}
      </main>
    </div>
  );
}

function Header() {
  const styles = useShellStyles();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const { organisation } = useSession();
  const { t } = useTranslation();
  return (
    <header className={styles.header}>
      <Link className={styles.brand} to={paths.folder('inbox')} aria-label={t('staff.shell.home')}>
        <Mark /> {t('common.product')}
      </Link>
      <span className={styles.organisation}>{organisation.name}</span>
      <Account onAccount={() => void navigate('/account')} onSignOut={() => void flushDrafts().then(signOut)} />
    </header>
  );
}

/** The menu's code (with Fluent's positioning) comes with the first click: it is a sixth of the page's weight. */
function Account(actions: { readonly onAccount: () => void; readonly onSignOut: () => void }) {
  const styles = useShellStyles();
  const { account } = useSession();
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const button = (
    <Button
      ref={wanted ? focusHeir : undefined}
      appearance="transparent"
      className={styles.account}
      aria-haspopup="menu"
      icon={<PersonCircleRegular />}
      onClick={() => setWanted(true)}
    >
      <VisuallyHidden>{t('staff.account.menu')} </VisuallyHidden>
      <span className={styles.accountName}>{account.displayName}</span>
    </Button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenu {...actions} />
    </Suspense>
  );
}

function Navigation() {
  const styles = useShellStyles();
  const { mailboxId, account } = useSession();
  const isAdministrator = account.roles.includes('organisation-administrator');
  const { t } = useTranslation();
  const mailboxes = useMailboxes();
  const acting = useActing()?.acting;
  const unread = mailboxes.data?.find((mailbox) => mailbox.id === mailboxId)?.unread ?? 0;
  useTitleCount(unread);
  return (
    <nav className={styles.nav} aria-label={t('staff.shell.navigation')}>
      {mailboxes.data && mailboxes.data.length > 1 ? (
        <Suspense fallback={null}>
          <MailboxSwitch mailboxes={mailboxes.data} />
        </Suspense>
      ) : null}
      <h2 className={styles.navHeading}>{t('staff.nav.messages')}</h2>
      <ul className={styles.folders}>
        <FolderLink folder="inbox" unread={unread} />
        <FolderLink folder="sent" />
        <FolderLink folder="links" />
        {acting?.readOnly ? null : <DraftsLink />}
        <FolderLink folder="archive" />
        {acting?.until ? null : <FolderLink folder="deleted" />}
      </ul>
      <ul className={styles.folders}>
        {acting?.readOnly ? null : (
          <PageLink to={paths.contacts} Icon={BookContactsRegular} text={t('staff.nav.contacts')} />
        )}
        {isAdministrator || mailboxes.data?.some(({ kind }) => kind === 'function') ? (
          <PageLink to={paths.functionMailboxes} Icon={PeopleRegular} text={t('staff.nav.functionMailboxes')} />
        ) : null}
      </ul>
    </nav>
  );
}

interface PageLinkProps {
  readonly to: string;
  readonly Icon: ComponentType;
  readonly text: string;
}

/** A page beside the messages. */
function PageLink({ to, Icon, text }: PageLinkProps) {
  const styles = useShellStyles();
  return (
    <li>
      <NavLink to={to} className={({ isActive }) => mergeClasses(styles.folder, isActive && styles.current)}>
        <span className={styles.icon} aria-hidden="true">
          <Icon />
        </span>
        <span className={styles.grow}>{text}</span>
      </NavLink>
    </li>
  );
}

function FolderLink({ folder, unread = 0 }: { readonly folder: Folder; readonly unread?: number }) {
  const styles = useShellStyles();
  const { t } = useTranslation();
  const Icon = ICONS[folder];
  return (
    <li>
      <NavLink
        to={paths.folder(folder)}
        className={({ isActive }) => mergeClasses(styles.folder, isActive && styles.current)}
      >
        <span className={styles.icon} aria-hidden="true">
          <Icon />
        </span>
        <span className={styles.grow}>{t(`staff.nav.${folder}`)}</span>
        {unread > 0 ? (
          <>
            <CounterBadge count={unread} overflowCount={999} color="brand" aria-hidden="true" />
            <VisuallyHidden>, {t('staff.nav.unread', { count: unread })}</VisuallyHidden>
          </>
        ) : null}
      </NavLink>
    </li>
  );
}

/** Utkast, with how many there are. */
function DraftsLink() {
  const styles = useShellStyles();
  const { t } = useTranslation();
  const drafts = useDrafts();
  const count = drafts.data?.pages.reduce((sum, page) => sum + page.rows.length, 0) ?? 0;
  return (
    <li>
      <NavLink to={paths.drafts} className={({ isActive }) => mergeClasses(styles.folder, isActive && styles.current)}>
        <span className={styles.icon} aria-hidden="true">
          <DraftsRegular />
        </span>
        <span className={styles.grow}>{t('staff.nav.drafts')}</span>
        {count > 0 ? (
          <>
            <CounterBadge
              count={count}
              overflowCount={drafts.hasNextPage ? count - 1 : 999}
              color="informative"
              aria-hidden="true"
            />
            <VisuallyHidden>, {t('staff.nav.draftCount', { count })}</VisuallyHidden>
          </>
        ) : null}
      </NavLink>
    </li>
  );
}
