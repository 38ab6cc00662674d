import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { problemType } from '../../api/problem-error.ts';
import { EmptyState } from '../../components/empty-state.tsx';
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

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  text: { display: 'grid', justifyItems: 'start', overflowWrap: 'anywhere', minWidth: 0 },
  small: { color: tokens.colorNeutralForeground2 },
});

/** Support: organisations that have let the person in. */
export function AccessScreen() {
  return (
    <AdministrationPage page="access">
      <Grants />
    </AdministrationPage>
  );
}

function Grants() {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const textOf = useProblemText();
  const notice = useNotice();
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
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none */}
      <ul className={styles.list} role="list" aria-label={t('access.title')}>
        {grants.data.map((grant) => (
          <li key={grant.id} className={styles.row}>
            <Grant grant={grant} />
            <Button
              aria-label={t('access.endOf', { name: grant.organisation.name })}
              disabledFocusable={ending.isPending}
              onClick={() => end(grant)}
            >
              {t('access.end')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Grant({ grant: { id, organisation, reason, expiresAt } }: { readonly grant: OwnSupportGrant }) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const format = useFormat();
  const navigate = useNavigate();
  return (
    <span className={styles.text}>
      <Link as="button" onClick={() => void navigate(`/administration/inside/${id}/settings`)}>
        {organisation.name}
      </Link>
      <span className={styles.small}>{reason}</span>
      <Text size={200} className={styles.small}>
        {t('access.until', { date: format.exact(expiresAt) })}
      </Text>
    </span>
  );
}
