import { Button, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { problemType } from '../../api/problem-error.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Entry, EntryLine, EntryList } from '../../components/entry-list.tsx';
import { focusLater } from '../../components/focus-later.ts';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useFormat } from '../../components/use-format.ts';
import type { OwnSupportGrant } from '../../contract/support-grants.ts';
import { AdministrationPage } from './administration-page.tsx';
import { AdministrationProblem } from './administration-problem.tsx';
import { ADMINISTRATION } from './administration-words.tsx';
import { useEndOwnGrant, useOwnGrants } from './use-administration.ts';

/** Support: organisations that have let the person in. */
export function AccessScreen() {
  return (
    <AdministrationPage page="access">
      <Grants />
    </AdministrationPage>
  );
}

function Grants() {
  const { t } = useTranslation(ADMINISTRATION);
  const textOf = useProblemText();
  const notice = useNotice();
  const navigate = useNavigate();
  const grants = useOwnGrants();
  const ending = useEndOwnGrant();
  if (grants.isPending) return <Loading lines={2} />;
  if (!grants.data)
    return <AdministrationProblem title={t('failed')} error={grants.error} onRetry={() => void grants.refetch()} />;
  if (grants.data.length === 0) return <EmptyState title={t('access.empty')} text={t('access.emptyText')} />;
  const end = ({ id, organisation: { name } }: OwnSupportGrant) =>
    ending.mutate(id, {
      onSuccess: () => {
        notice({ text: t('access.ended', { name }), intent: 'success' });
        focusLater(() => document.querySelector<HTMLElement>('h1'));
      },
    });
  return (
    <>
      {ending.error ? <ProblemMessage text={textOf(problemType(ending.error))} /> : null}
      <EntryList label={t('access.title')}>
        {grants.data.map((grant) => (
          <Entry key={grant.id} text={<Grant grant={grant} />}>
            <Button
              aria-label={t('access.enterOf', { name: grant.organisation.name })}
              onClick={() => void navigate(`/administration/inside/${grant.id}/settings`)}
            >
              {t('access.enter')}
            </Button>
            <Button
              aria-label={t('access.endOf', { name: grant.organisation.name })}
              disabledFocusable={ending.isPending}
              onClick={() => end(grant)}
            >
              {t('access.end')}
            </Button>
          </Entry>
        ))}
      </EntryList>
    </>
  );
}

function Grant({ grant: { organisation, reason, expiresAt } }: { readonly grant: OwnSupportGrant }) {
  const { t } = useTranslation(ADMINISTRATION);
  const format = useFormat();
  return (
    <>
      <Text weight="semibold">{organisation.name}</Text>
      <EntryLine>{reason}</EntryLine>
      <EntryLine>{t('access.until', { date: format.exact(expiresAt) })}</EntryLine>
    </>
  );
}
