import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { AlertOffRegular } from '@fluentui/react-icons/svg/alert-off';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadOnly } from '../../../api/acting.tsx';
import { problemType } from '../../../api/problem-error.ts';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { StatusIcon } from '../../../components/status-icon.tsx';
import { useHeldStill } from '../../../components/use-held-still.ts';
import { useMethodName } from '../../../components/use-method-name.ts';
import { WrappingText } from '../../../components/wrapping-text.tsx';
import type { RecipientView, Timeline } from '../../../contract/messages.ts';
import { type ExternalMethod, verificationFor } from '../../../domain/levels.ts';
import { useTimeline } from '../use-messages.ts';
import { DownloadCounts } from './download-counts.tsx';
import { EventList } from './event-list.tsx';
import { RecallDialog } from './recall-dialog.tsx';
import { recipientHeaderId, useRecallFocus } from './recall-focus.ts';
import { RecipientActions } from './recipient-actions.tsx';

const useStyles = makeStyles({
  accordion: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  header: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 200px)',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
    flex: '1 1 0',
    minWidth: 0,
    '@media (max-width: 599px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  // Else it takes half of what is left, and every line has columns of its own.
  expand: { flex: 'none' },
  name: { overflowWrap: 'anywhere', minWidth: 0 },
  status: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  unnotified: { fontSize: '16px', flexShrink: 0, color: tokens.colorNeutralForeground3 },
  mismatch: { gridColumn: '1 / -1', color: tokens.colorStatusDangerForeground1 },
  panel: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    justifyItems: 'start',
    paddingBottom: tokens.spacingVerticalL,
  },
});

const nameOf = (recipient: RecipientView) => recipient.name || recipient.address;

/** Says aloud which recipient's status changed while the screen is open. */
function useAnnouncedChanges(timeline: Timeline | undefined) {
  const announce = useAnnounce();
  const { t } = useTranslation();
  const seen = useRef<ReadonlyMap<string, string | null>>(undefined);
  useEffect(() => {
    if (!timeline) return;
    const before = seen.current;
    seen.current = new Map(timeline.map(({ recipient }) => [recipient.id, recipient.status]));
    for (const { recipient } of before ? timeline : []) {
      if (!recipient.status || before?.get(recipient.id) === recipient.status) continue;
      // Only she who looks on recalls, and the notice of it has told her.
      if (recipient.status === 'recalled') continue;
      announce(
        t('messages.timeline.changed', { name: nameOf(recipient), status: t(`messages.status.${recipient.status}`) }),
      );
    }
  }, [timeline, announce, t]);
}

export interface RecipientsTimelineProps {
  readonly messageId: string;
  readonly subject: string;
  /** MessageHead.maxDownloads; left out where the counts are not shown. */
  readonly maxDownloads?: number | null;
}

/** Each recipient with a status; opened up, everything that happened, live. */
export function RecipientsTimeline({ messageId, subject, maxDownloads = null }: RecipientsTimelineProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const timeline = useTimeline(messageId);
  const entries = useHeldStill(timeline.data);
  useAnnouncedChanges(timeline.data);
  if (timeline.error && !timeline.data) {
    return (
      <ProblemMessage
        title={t('messages.timeline.failed')}
        text={textOf(problemType(timeline.error))}
        onRetry={() => void timeline.refetch()}
      />
    );
  }
  if (!entries) return <Loading lines={3} />;
  const only = entries.length === 1 ? entries[0]?.recipient.id : undefined;
  return (
    <Accordion multiple collapsible className={styles.accordion} defaultOpenItems={only ? [only] : []}>
      {entries.map((entry) => (
        <RecipientItem
          key={entry.recipient.id}
          messageId={messageId}
          subject={subject}
          maxDownloads={maxDownloads}
          alone={only !== undefined}
          {...entry}
        />
      ))}
    </Accordion>
  );
}

/** How she identifies herself, and with which number: the sender sees whether it is the right one. */
function IdentifiedBy({ recipient: { addressKind, method, maskedPhone } }: { readonly recipient: RecipientView }) {
  const { t } = useTranslation();
  const methodName = useMethodName();
  if (addressKind !== 'external' || !method) return null;
  if (maskedPhone) return <Text>{t('messages.timeline.smsTo', { phone: maskedPhone })}</Text>;
  const byPerson = verificationFor(method as ExternalMethod) === 'personalNumber';
  return (
    <Text>{t(`messages.timeline.${byPerson ? 'personGiven' : 'identifiedBy'}`, { method: methodName(method) })}</Text>
  );
}

type RecipientItemProps = RecipientsTimelineProps &
  Timeline[number] & {
    /** Nobody else has it: the message's own Återkalla is hers. */
    readonly alone: boolean;
  };

function RecipientItem({
  messageId,
  subject,
  alone,
  recipient,
  events,
  downloads,
  maxDownloads = null,
}: RecipientItemProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [recalling, setRecalling] = useState(false);
  const recallButton = useRecallFocus(recalling);
  const readOnly = useReadOnly();
  return (
    <AccordionItem value={recipient.id}>
      <AccordionHeader
        expandIconPosition="end"
        expandIcon={{ className: styles.expand }}
        button={{ id: recipientHeaderId(recipient.id) }}
      >
        <span className={styles.header}>
          <span className={styles.name}>
            <WrappingText
              text={
                recipient.name && recipient.name !== recipient.address
                  ? `${recipient.name} (${recipient.address})`
                  : recipient.address
              }
            />
          </span>
          {recipient.status ? (
            <span className={styles.status}>
              {recipient.unnotified ? (
                <AlertOffRegular aria-hidden="true" className={styles.unnotified} />
              ) : (
                <StatusIcon status={recipient.status} decorative />
              )}
              {recipient.unnotified ? t('messages.timeline.unnotified') : t(`messages.status.${recipient.status}`)}
            </span>
          ) : null}
          {events.some(({ kind }) => kind === 'wrong-person') ? (
            <span className={mergeClasses(styles.status, styles.mismatch)}>
              <WarningRegular aria-hidden="true" />
              {t('messages.event.wrong-person')}
            </span>
          ) : null}
        </span>
      </AccordionHeader>
      <AccordionPanel className={styles.panel}>
        <IdentifiedBy recipient={recipient} />
        <EventList events={events} />
        {maxDownloads !== null && downloads && downloads.length > 0 ? (
          <DownloadCounts downloads={downloads} max={maxDownloads} />
        ) : null}
        <RecipientActions messageId={messageId} recipient={recipient} />
        {recipient.recallable && !alone && !readOnly ? (
          <Button
            ref={recallButton}
            aria-label={t('messages.timeline.recallFrom', { name: nameOf(recipient) })}
            size="small"
            onClick={() => setRecalling(true)}
          >
            {t('messages.timeline.recallOne')}
          </Button>
        ) : null}
        {recalling ? (
          <RecallDialog
            messageId={messageId}
            subject={subject}
            recipients={[recipient]}
            everybody={false}
            onClose={() => setRecalling(false)}
          />
        ) : null}
      </AccordionPanel>
    </AccordionItem>
  );
}
