import { Button, MessageBar, MessageBarActions, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ApiProvider, useApi } from '../../api/api-context.tsx';
import { insideOrganisation } from '../../api/inside.ts';
import { makeQueryClient } from '../../api/query-client.ts';
import { SessionProvider, useSession } from '../../api/session.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loading } from '../../components/loading.tsx';
import { useFormat } from '../../components/use-format.ts';
import type { OwnSupportGrant } from '../../contract/support-grants.ts';
import { AdministrationProblem } from './administration-problem.tsx';
import { ADMINISTRATION, AdministrationWords } from './administration-words.tsx';
import { useEndOwnGrant, useOwnGrants } from './use-administration.ts';

const ACCESS_PATH = '/administration/access';

const useStyles = makeStyles({ bar: { padding: tokens.spacingHorizontalM } });

interface InsideFrameProps {
  readonly grantId: string;
  readonly children: ReactNode;
}

/** Pages of an organisation that has let the person in: said above them, with the way out. */
export function InsideFrame(props: InsideFrameProps) {
  return (
    <AdministrationWords>
      <Found {...props} />
    </AdministrationWords>
  );
}

function Found({ grantId, children }: InsideFrameProps) {
  const { t } = useTranslation(ADMINISTRATION);
  const navigate = useNavigate();
  const grants = useOwnGrants();
  if (grants.isPending) return <Loading lines={6} />;
  if (!grants.data) return <AdministrationProblem error={grants.error} onRetry={() => void grants.refetch()} />;
  const grant = grants.data.find(({ id }) => id === grantId);
  if (!grant)
    return (
      <EmptyState
        heading
        title={t('inside.over')}
        text={t('inside.overText')}
        focusOn="inside"
        action={<Button onClick={() => void navigate(ACCESS_PATH)}>{t('inside.back')}</Button>}
      />
    );
  return <Inside grant={grant}>{children}</Inside>;
}

/** To the pages below the organisation is the session's own; what they have read is kept apart from one's own. */
function Inside({ grant, children }: { readonly grant: OwnSupportGrant; readonly children: ReactNode }) {
  const api = useApi();
  const session = useSession();
  const queryClient = useQueryClient();
  const { id, organisation } = grant;
  const ended = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: ['installation', 'grants'] }),
    [queryClient],
  );
  const insideApi = useMemo(() => insideOrganisation(api, id, ended), [api, id, ended]);
  // Asked anew outside, a session that is over is noticed there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: of one grant nothing is kept for another
  const ownQueries = useMemo(() => makeQueryClient(ended), [id, ended]);
  const insideSession = useMemo(
    () => ({
      ...session,
      organisation,
      account: { ...session.account, roles: ['organisation-administrator' as const] },
    }),
    [session, organisation],
  );
  return (
    <>
      <InsideBar grant={grant} />
      <QueryClientProvider client={ownQueries}>
        <ApiProvider api={insideApi}>
          <SessionProvider value={insideSession}>{children}</SessionProvider>
        </ApiProvider>
      </QueryClientProvider>
    </>
  );
}

function InsideBar({ grant: { id, organisation, expiresAt } }: { readonly grant: OwnSupportGrant }) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const format = useFormat();
  const navigate = useNavigate();
  const ending = useEndOwnGrant();
  const end = () => ending.mutate(id, { onSuccess: () => void navigate(ACCESS_PATH) });
  return (
    <div className={styles.bar}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{t('inside.bar', { name: organisation.name, date: format.exact(expiresAt) })}</MessageBarBody>
        <MessageBarActions>
          <Button onClick={() => void navigate(ACCESS_PATH)}>{t('inside.leave')}</Button>
          <Button disabledFocusable={ending.isPending} onClick={end}>
            {t('inside.end')}
          </Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
