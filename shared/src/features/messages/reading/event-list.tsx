import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { TimeText } from '../../../components/time-text.tsx';
import type { TimelineEvent } from '../../../contract/messages.ts';
import { EventIcon } from './event-icon.tsx';
import { useEventText } from './event-text.ts';
import { ShowReply } from './show-reply.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  event: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: tokens.spacingHorizontalS },
  text: { overflowWrap: 'anywhere' },
  time: { color: tokens.colorNeutralForeground2 },
});

/** What has happened to one recipient, oldest first. */
export function EventList({ events }: { readonly events: readonly TimelineEvent[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const textOf = useEventText();
  if (events.length === 0) return <Text>{t('messages.timeline.none')}</Text>;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none
    <ol className={styles.list} role="list">
      {events.map((event) => (
        <li key={event.id} className={styles.event}>
          <EventIcon kind={event.kind} />
          <span className={styles.text}>
            {textOf(event)}
            {event.by ? t('messages.event.by', { name: event.by }) : null}{' '}
            <span className={styles.time}>
              <TimeText at={event.at} />
            </span>{' '}
            {event.replyMessageId ? <ShowReply messageId={event.replyMessageId} /> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
