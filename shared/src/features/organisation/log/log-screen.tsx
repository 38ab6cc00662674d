import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../api/session.tsx';
import { AdministrationPages } from '../../../components/administration-pages.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { StaffPage } from '../../../components/staff-page.tsx';
import { useTitle } from '../../../components/use-title.ts';
import type { LogFilter, LogScope } from '../../../contract/log.ts';
import { FileButtons } from '../file-buttons.tsx';
import { OrganisationPages } from '../organisation-pages.tsx';
import { ChainStatus } from './chain-status.tsx';
import { LogList } from './log-list.tsx';
import { LogSearch } from './log-search.tsx';
import { LOG, LogWords } from './log-words.tsx';
import { filterOf, type LogQuestion, NO_QUESTION } from './use-log.ts';

const ROLES = { organisation: 'organisation-administrator', installation: 'system-administrator' } as const;

/** Händelselogg: of the organisation, for its administrators, or of the installation, for system administrators. */
export function LogScreen({ scope }: { readonly scope: LogScope }) {
  return (
    <LogWords>
      <Screen scope={scope} />
    </LogWords>
  );
}

function Screen({ scope }: { readonly scope: LogScope }) {
  const { account } = useSession();
  const { t } = useTranslation(LOG);
  useTitle(t('title'));
  if (account.roles.includes(ROLES[scope])) return <Log scope={scope} />;
  return <EmptyState heading title={t('notYours.title')} text={t('notYours.text')} focusOn="log" />;
}

function Log({ scope }: { readonly scope: LogScope }) {
  const { organisation } = useSession();
  const { t } = useTranslation(LOG);
  const [question, setQuestion] = useState<LogQuestion>(NO_QUESTION);
  const [followed, setFollowed] = useState(0);
  const follow = (asked: Partial<LogQuestion>) => {
    setQuestion({ ...NO_QUESTION, ...asked });
    setFollowed(followed + 1);
  };
  const filter = filterOf(scope, question);
  const isOwn = scope === 'organisation';
  return (
    <StaffPage
      kind="table"
      ways={isOwn ? <OrganisationPages /> : <AdministrationPages />}
      heading={isOwn ? t('heading', { organisation: organisation.name }) : t('installationHeading')}
      focusOn="log"
      intro={t('intro')}
    >
      <ChainStatus scope={scope} />
      {/* Made anew with what is looked for from an entry: the fields say it. */}
      <LogSearch key={followed} scope={scope} question={question} onSearch={setQuestion} />
      <Exports filter={filter} />
      <LogList filter={filter} onFollow={follow} />
    </StaffPage>
  );
}

function Exports({ filter }: { readonly filter: LogFilter }) {
  const { t } = useTranslation(LOG);
  const files = (['csv', 'json'] as const).map((format) => ({
    path: '/log/export',
    fileName: t('export.fileName', { format }),
    body: { ...filter, format },
    label: t(`export.${format}`),
  }));
  const words = {
    busy: t('export.busy'),
    done: t('export.done'),
    failed: t('export.failed'),
    elsewhere: t('export.elsewhere'),
  };
  return <FileButtons files={files} words={words} />;
}
