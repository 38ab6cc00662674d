import { makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../components/use-format.ts';
import type { MessageContent, MessageHead, Timeline } from '../../../contract/messages.ts';
import { useEventText } from './event-text.ts';
import { MessageFacts } from './message-facts.tsx';
import { READING } from './reading-words.tsx';

const useStyles = makeStyles({
  section: { marginTop: tokens.spacingVerticalXL },
  facts: {
    paddingBottom: tokens.spacingVerticalM,
    marginBottom: tokens.spacingVerticalL,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
  heading: { margin: 0, breakAfter: 'avoid' },
  list: { margin: `${tokens.spacingVerticalS} 0 0`, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  one: { breakInside: 'avoid', marginBottom: tokens.spacingVerticalS },
  printed: { marginTop: tokens.spacingVerticalS, color: tokens.colorNeutralForeground2 },
});

/** From, to, when, at which level, and when this page was made. */
export function PrintFacts({ head }: { readonly head: MessageHead }) {
  const styles = useStyles();
  const { t } = useTranslation(READING);
  const format = useFormat();
  return (
    <div className={styles.facts}>
      <MessageFacts head={head} />
      <div className={styles.printed}>{t('print.printed', { date: format.exact(new Date().toISOString()) })}</div>
    </div>
  );
}

/** The files by name and size: they are not printed. */
export function PrintFiles({ files }: { readonly files: MessageContent['attachments'] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const format = useFormat();
  if (files.length === 0) return null;
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2" className={styles.heading}>
        {t('messages.read.files')}
      </Subtitle2>
      <ul className={styles.list}>
        {files.map(({ id, name, sizeBytes }) => (
          <li key={id}>
            {name} ({format.size(sizeBytes)})
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What has happened to each recipient; for the sender. */
export function PrintReceipts({ timeline }: { readonly timeline: Timeline }) {
  const styles = useStyles();
  const { t } = useTranslation(READING);
  const { t: words } = useTranslation();
  const format = useFormat();
  const textOf = useEventText();
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2" className={styles.heading}>
        {t('print.receipts')}
      </Subtitle2>
      <ul className={styles.list}>
        {timeline.map(({ recipient, events }) => (
          <li key={recipient.id} className={styles.one}>
            {recipient.name && recipient.name !== recipient.address
              ? `${recipient.name} (${recipient.address})`
              : recipient.address}
            {recipient.status ? `: ${words(`messages.status.${recipient.status}`)}` : null}
            <ul className={styles.list}>
              {events.map((event) => (
                <li key={event.id}>
                  {textOf(event)}, {format.exact(event.at)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
