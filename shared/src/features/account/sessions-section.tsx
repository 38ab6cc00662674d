import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { factorKeys, factorRoutes } from '../../api/factor-routes.ts';
import { problemType } from '../../api/problem-error.ts';
import { Entry, EntryList } from '../../components/entry-list.tsx';
import { FACTORS } from '../../components/factor-words.tsx';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useFormat } from '../../components/use-format.ts';
import { useMethodName } from '../../components/use-method-name.ts';
import type { OwnSession } from '../../contract/account-sessions.ts';
import { Section, SectionBar } from './section.tsx';

const useStyles = makeStyles({
  name: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  note: { color: tokens.colorNeutralForeground2 },
});

/** Var du är inloggad: each place, and its end. Live events read the list again. */
export function SessionsSection() {
  const { t } = useTranslation(FACTORS);
  const api = useApi();
  const textOf = useProblemText();
  const listed = useQuery({
    queryKey: factorKeys.sessions,
    queryFn: ({ signal }) => api.call(factorRoutes.listOwnSessions, { signal }),
  });
  return (
    <Section title={t('sessions.title')} intro={t('sessions.intro')}>
      {listed.data ? <Sessions sessions={listed.data.sessions} /> : null}
      {!listed.data && !listed.error ? <Loading lines={3} /> : null}
      {!listed.data && listed.error ? (
        <ProblemMessage text={textOf(problemType(listed.error))} onRetry={() => void listed.refetch()} />
      ) : null}
    </Section>
  );
}

/** Ends one session, or (undefined) all others. */
function useEnd() {
  const { t } = useTranslation(FACTORS);
  const api = useApi();
  const queryClient = useQueryClient();
  const notice = useNotice();
  return useMutation({
    mutationFn: (id: string | undefined) =>
      id === undefined
        ? api.call(factorRoutes.endOtherSessions, {})
        : api.call(factorRoutes.endOwnSession, { params: { id } }),
    onSuccess: (_done, id) =>
      notice({ text: t(id === undefined ? 'sessions.othersEnded' : 'sessions.ended'), intent: 'success' }),
    // Also after a refusal: it may have ended by itself.
    onSettled: () => queryClient.invalidateQueries({ queryKey: factorKeys.sessions }),
  });
}

function Sessions({ sessions }: { readonly sessions: readonly OwnSession[] }) {
  const { t } = useTranslation(FACTORS);
  const textOf = useProblemText();
  const end = useEnd();
  return (
    <>
      {end.error ? <ProblemMessage text={textOf(problemType(end.error))} /> : null}
      <EntryList label={t('sessions.title')}>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => end.isPending || end.mutate(session.id)} />
        ))}
      </EntryList>
      {sessions.length > 1 ? (
        <SectionBar>
          <Button disabledFocusable={end.isPending} onClick={() => end.mutate(undefined)}>
            {t('sessions.endOthers')}
          </Button>
        </SectionBar>
      ) : null}
    </>
  );
}

function SessionRow({ session, onEnd }: { readonly session: OwnSession; readonly onEnd: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(FACTORS);
  const { t: common } = useTranslation();
  const format = useFormat();
  const methodName = useMethodName();
  const at = format.short(session.seenAt);
  const host = t(`sessions.host.${session.host}`);
  const device = session.device ?? t('sessions.unknown');
  const name = session.host === 'web' ? device : `${host}, ${device}`;
  const how = t('sessions.how', {
    method: methodName(session.method),
    level: common(`common.level.loa${session.level}`),
  });
  return (
    <Entry
      text={
        <>
          <span className={styles.name}>
            <Text weight="semibold">{name}</Text>
            {session.current ? <Badge appearance="tint">{t('sessions.current')}</Badge> : null}
          </span>
          <Text size={200} className={styles.note}>
            {session.ip ? t('sessions.seen', { at, ip: session.ip }) : t('sessions.seenOnly', { at })}
          </Text>
          <Text size={200} className={styles.note}>
            {how}
          </Text>
        </>
      }
    >
      {session.current ? null : (
        <Button aria-label={t('sessions.endOf', { name, at })} onClick={onEnd}>
          {t('sessions.end')}
        </Button>
      )}
    </Entry>
  );
}
