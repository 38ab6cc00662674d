import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/api-context.tsx';
import { problemType } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { TimeText } from '../../../components/time-text.tsx';
import { useMethodName } from '../../../components/use-method-name.ts';
import { messageKeys } from '../message-keys.ts';
import { EventIcon } from './event-icon.tsx';
import { useReadingStyles } from './reading.styles.ts';
import { READING } from './reading-words.tsx';

const HEADING_ID = 'organisation-readers';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  event: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: tokens.spacingHorizontalS },
  text: { overflowWrap: 'anywhere' },
  time: { color: tokens.colorNeutralForeground2 },
});

/** For the sender: who of the organisation has opened with the link. */
export function OrganisationReaders({ messageId }: { readonly messageId: string }) {
  const styles = useStyles();
  const reading = useReadingStyles();
  const { t } = useTranslation(READING);
  const textOf = useProblemText();
  const methodName = useMethodName();
  const api = useApi();
  const readers = useQuery({
    queryKey: messageKeys.organisationReaders(messageId),
    queryFn: ({ signal }) => api.call(routes.getOrganisationReaders, { params: { id: messageId }, signal }),
  });
  const { data } = readers;
  return (
    <section className={reading.section} aria-labelledby={HEADING_ID}>
      <Subtitle2 as="h2" id={HEADING_ID} className={reading.heading}>
        {t('audience.readers')}
      </Subtitle2>
      {readers.isPending ? <Loading lines={1} /> : null}
      {readers.error && !data ? (
        <ProblemMessage text={textOf(problemType(readers.error))} onRetry={() => void readers.refetch()} />
      ) : null}
      {data?.count === 0 ? <Text>{t('audience.nobody')}</Text> : null}
      {data && data.count > 0 ? (
        // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none
        <ul className={styles.list} role="list">
          {data.readers.map((reader) => (
            <li key={reader.id} className={styles.event}>
              <EventIcon kind="opened" />
              <span className={styles.text}>
                {t('audience.opened', { name: reader.name, method: methodName(reader.method) })}{' '}
                <span className={styles.time}>
                  <TimeText at={reader.openedAt} />
                </span>
                {reader.downloadedAt ? (
                  <>
                    {' · '}
                    {t('audience.downloaded')}{' '}
                    <span className={styles.time}>
                      <TimeText at={reader.downloadedAt} />
                    </span>
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {data && data.count > data.readers.length ? (
        <Text className={reading.quiet}>{t('audience.last', { shown: data.readers.length, count: data.count })}</Text>
      ) : null}
    </section>
  );
}
