import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { TimeText } from '../../../components/time-text.tsx';
import type { TimelineEvent } from '../../../contract/messages.ts';
import { useEventText } from './event-text.ts';
import { ShowReply } from './show-reply.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  event: { overflowWrap: 'anywhere' },
  time: { color: tokens.colorNeutralForeground2 },
});

/** What has happened to one recipient, oldest first. */
export function EventList({ events }: { readonly events: readonly TimelineEvent[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const textOf = useEventText();
  if (events.length === 0) return <Text>{t('messages.timeline.none')}</Text>;
  return (
    <ol className={styles.list}>
      {events.map((event) => (
        <li key={event.id} className={styles.event}>
          {textOf(event)}{' '}
          <span className={styles.time}>
            <TimeText at={event.at} />
          </span>{' '}
          {event.replyMessageId ? <ShowReply messageId={event.replyMessageId} /> : null}
        </li>
      ))}
    </ol>
  );
}
