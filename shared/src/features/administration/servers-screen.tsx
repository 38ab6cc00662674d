import { Badge, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loading } from '../../components/loading.tsx';
import { useFormat } from '../../components/use-format.ts';
import type { InstallationNode } from '../../contract/installation.ts';
import { AdministrationPage } from './administration-page.tsx';
import { AdministrationProblem } from './administration-problem.tsx';
import { ADMINISTRATION } from './administration-words.tsx';
import { Fact, LinedList, LinedRow } from './lined-list.tsx';
import { MethodsSection } from './methods-section.tsx';
import { useNodes } from './use-administration.ts';

/** From so long on, somebody should look why work waits. */
const LATE_SECONDS = 60;

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
  const { t } = useTranslation(ADMINISTRATION);
  const nodes = useNodes();
  if (nodes.isPending) return <Loading lines={3} />;
  if (!nodes.data)
    return <AdministrationProblem title={t('failed')} error={nodes.error} onRetry={() => void nodes.refetch()} />;
  if (nodes.data.length === 0) return <EmptyState title={t('servers.empty')} text={t('servers.emptyText')} />;
  return (
    <LinedList label={t('servers.title')}>
      {nodes.data.map((node) => (
        <Server key={node.id} node={node} />
      ))}
    </LinedList>
  );
}

function Server({ node }: { readonly node: InstallationNode }) {
  const { t } = useTranslation(ADMINISTRATION);
  const format = useFormat();
  return (
    <LinedRow
      head={
        <>
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
        </>
      }
    >
      <Fact>{t('servers.version', { version: node.version })}</Fact>
      <Fact>{t('servers.times', { started: format.exact(node.startedAt), seen: format.exact(node.seenAt) })}</Fact>
    </LinedRow>
  );
}
