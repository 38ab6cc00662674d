import { Subtitle2 } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { MessageHead } from '../../../contract/messages.ts';
import { useReadingStyles } from '../reading/reading.styles.ts';
import { RecallButton } from '../reading/recall-button.tsx';
import { TIMELINE_HEADING_ID } from '../reading/recall-focus.ts';
import { RecipientsTimeline } from '../reading/recipients-timeline.tsx';

/** For one's own message: what has happened to each recipient, live, and Återkalla. */
export function SentStatus({ head, subject }: { readonly head: MessageHead; readonly subject: string }) {
  const reading = useReadingStyles();
  const { t } = useTranslation();
  return (
    <section className={reading.section} aria-labelledby={TIMELINE_HEADING_ID}>
      <Subtitle2 as="h2" id={TIMELINE_HEADING_ID} tabIndex={-1} className={reading.heading}>
        {t('messages.timeline.title')}
      </Subtitle2>
      <RecallButton head={head} subject={subject} />
      <RecipientsTimeline messageId={head.id} subject={subject} maxDownloads={head.maxDownloads} />
    </section>
  );
}
