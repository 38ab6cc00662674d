import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loading } from '../../components/loading.tsx';
import { useFormat } from '../../components/use-format.ts';
import type { InstallationNode } from '../../contract/installation.ts';
import { AdministrationPage } from './administration-page.tsx';
import { AdministrationProblem } from './administration-problem.tsx';
import { ADMINISTRATION } from './administration-words.tsx';
import { MethodsSection } from './methods-section.tsx';
import { useNodes } from './use-administration.ts';

/** From so long on, somebody should look why work waits. */
const LATE_SECONDS = 60;

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' },
  row: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    overflowWrap: 'anywhere',
    paddingBlock: tokens.spacingVerticalS,
    '&:not(:last-child)': { borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  small: { color: tokens.colorNeutralForeground2 },
});

/** Servrar: which processes there are, and whether they answer. */
export function ServersScreen() {
  return (
    <AdministrationPage page="servers">
      <Servers />
      <MethodsSection />
    </AdministrationPage>
  );
}

function Servers() {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const nodes = useNodes();
  if (nodes.isPending) return <Loading lines={3} />;
  if (!nodes.data)
    return <AdministrationProblem title={t('failed')} error={nodes.error} onRetry={() => void nodes.refetch()} />;
  if (nodes.data.length === 0) return <EmptyState title={t('servers.empty')} text={t('servers.emptyText')} />;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none
    <ul className={styles.list} role="list" aria-label={t('servers.title')}>
      {nodes.data.map((node) => (
        <Server key={node.id} node={node} />
      ))}
    </ul>
  );
}

function Server({ node }: { readonly node: InstallationNode }) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const format = useFormat();
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <Text weight="semibold">{node.name}</Text>
        <Badge appearance="tint" color={node.alive ? 'success' : 'danger'}>
          {t(node.alive ? 'servers.alive' : 'servers.silent')}
        </Badge>
        {node.alive && node.jobLagSeconds >= LATE_SECONDS ? (
          <Badge appearance="tint" color="warning">
            {t('servers.late', { count: Math.floor(node.jobLagSeconds / 60) })}
          </Badge>
        ) : null}
        {node.alive && node.parkedJobs > 0 ? (
          <Badge appearance="tint" color="warning">
            {t('servers.parked', { count: node.parkedJobs })}
          </Badge>
        ) : null}
      </div>
      <Text size={200} className={styles.small}>
        {t('servers.version', { version: node.version })}
      </Text>
      <Text size={200} className={styles.small}>
        {t('servers.times', { started: format.exact(node.startedAt), seen: format.exact(node.seenAt) })}
      </Text>
    </li>
  );
}
