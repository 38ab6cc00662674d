import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { useSession } from '../../api/session.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loading } from '../../components/loading.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useTitle } from '../../components/use-title.ts';
import type { OrganisationSettings } from '../../contract/organisation.ts';
import { ApiKeysSection } from './api-keys-section.tsx';
import { DraftsSection, RemindersSection } from './days-section.tsx';
import { DomainsSection } from './domains-section.tsx';
import { LevelsSection } from './levels-section.tsx';
import { LicenceSection } from './licence-section.tsx';
import { MailServerSection } from './mail-server-section.tsx';
import { MailboxSection } from './mailbox-section.tsx';
import { MessagesSection } from './messages-section.tsx';
import { OrganisationPages, useIsInside } from './organisation-pages.tsx';
import { ORGANISATION, OrganisationWords } from './organisation-words.tsx';
import { RetentionSection } from './retention-section.tsx';
import { SenderSection } from './sender-section.tsx';
import { SessionSection } from './session-section.tsx';
import { SignInSection } from './sign-in-section.tsx';
import { SupportSection } from './support-section.tsx';
import { useSettings } from './use-settings.ts';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: tokens.spacingVerticalXXL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignContent: 'start',
    padding: `${tokens.spacingHorizontalXXL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    maxWidth: '560px',
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalL },
  },
  head: { display: 'grid', gap: tokens.spacingVerticalS, minWidth: 0 },
});

/** The sections, in order; each takes the settings as they are. */
const SECTIONS: readonly ComponentType<{ readonly settings: OrganisationSettings }>[] = [
  ...[LevelsSection, SignInSection, SessionSection, MessagesSection, SenderSection, MailServerSection],
  ...[RetentionSection, MailboxSection, RemindersSection, DraftsSection, DomainsSection, ApiKeysSection],
  ...[LicenceSection, SupportSection],
];
/** What somebody who was let in may change: nothing that destroys, nothing that lets anybody in (docs/adr/0039-installation.md). */
const INSIDE: typeof SECTIONS = [LevelsSection, SessionSection, MessagesSection, SenderSection, DomainsSection];

/** Min organisation: the settings, for its administrators. */
export function OrganisationScreen() {
  return (
    <OrganisationWords>
      <Screen />
    </OrganisationWords>
  );
}

function Screen() {
  const { account } = useSession();
  const { t } = useTranslation(ORGANISATION);
  useTitle(t('title'));
  if (account.roles.includes('organisation-administrator')) return <Settings />;
  return <EmptyState heading title={t('notYours.title')} text={t('notYours.text')} focusOn="organisation" />;
}

function Settings() {
  const styles = useStyles();
  const { organisation } = useSession();
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const settings = useSettings();
  const sections = useIsInside() ? INSIDE : SECTIONS;
  const { data, error } = settings;
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <OrganisationPages />
        <PageHeading focusOn="organisation">{t('heading', { organisation: organisation.name })}</PageHeading>
        <Text>{t('intro')}</Text>
      </div>
      {data ? sections.map((Part) => <Part key={Part.name} settings={data} />) : null}
      {!data && !error ? <Loading lines={6} /> : null}
      {!data && error ? (
        <ProblemMessage title={t('failed')} text={textOf(problemType(error))} onRetry={() => void settings.refetch()} />
      ) : null}
    </div>
  );
}
