import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useTimeline } from '../use-messages.ts';
import { EventList } from './event-list.tsx';

const READ: readonly string[] = ['opened', 'downloaded', 'replied'];

export interface AlreadyReadProps {
  readonly messageId: string;
  readonly recipientId: string;
}

/** What one recipient has read and downloaded: no change takes that back. Nothing when she has read nothing. */
export function AlreadyRead({ messageId, recipientId }: AlreadyReadProps) {
  const { t } = useTranslation();
  const { data } = useTimeline(messageId);
  const events = data?.find(({ recipient }) => recipient.id === recipientId)?.events ?? [];
  const read = events.filter(({ kind }) => READ.includes(kind));
  if (read.length === 0) return null;
  return (
    <>
      <Text as="p" block>
        {t('messages.change.alreadyRead')}
      </Text>
      <EventList events={read.map((event) => ({ ...event, replyMessageId: null }))} />
    </>
  );
}
