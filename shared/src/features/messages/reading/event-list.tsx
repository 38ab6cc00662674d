import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { TimeText } from '../../../components/time-text.tsx';
import type { TimelineEvent } from '../../../contract/messages.ts';
import { paths } from '../paths.ts';
import { useEventText } from './event-text.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  event: { overflowWrap: 'anywhere' },
  time: { color: tokens.colorNeutralForeground2 },
});

/** What has happened to one recipient, oldest first. */
export function EventList({ events }: { readonly events: readonly TimelineEvent[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
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
          {event.replyMessageId ? (
            <Button size="small" onClick={() => void navigate(paths.message('inbox', event.replyMessageId ?? ''))}>
              {t('messages.timeline.showReply')}
            </Button>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
