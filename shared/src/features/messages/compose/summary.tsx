import { Subtitle2, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { EXTERNAL_METHODS } from '../../../domain/levels.ts';
import { useComposeStyles } from './compose.styles.ts';
import { chipsOf, type Draft, externalChips } from './draft.ts';
import { RecipientGuard } from './guards-notice.tsx';
import { maxDownloadsOf } from './refusals.ts';

/** How many are reached and identified in which way. */
export function countRecipients(draft: Draft) {
  const external = externalChips(draft);
  const methods = EXTERNAL_METHODS.map((method) => ({
    method,
    count: external.filter((chip) => draft.external[chip.address]?.method === method).length,
  })).filter(({ count }) => count > 0);
  return { inbox: chipsOf(draft).length - external.length, mail: external.length, methods };
}

export interface SummaryProps {
  readonly draft: Draft;
  readonly fileCount: number;
  /**
   * Who mails everybody, those with an account too: the sender's own mail, or SEFOS. Left out: those with an account find the message
   * in their inbox and get no mail.
   */
  readonly toldBy?: 'sender' | 'sefos';
  /** It is not sent yet: it waits for what identifies somebody. */
  readonly waits?: boolean;
}

/** A plain sentence of what will happen: read before the message cannot be taken back unseen. */
export function Summary({ draft, fileCount, toldBy, waits = false }: SummaryProps) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const { inbox, mail, methods } = countRecipients(draft);
  const mailed = toldBy ? inbox + mail : mail;
  const most = maxDownloadsOf(draft.maxDownloads);
  const parts = [
    ...(inbox > 0 && !toldBy ? [t('compose.summary.inbox', { count: inbox })] : []),
    ...(mailed > 0 ? [t(`compose.summary.${toldBy === 'sender' ? 'ownMail' : 'mail'}`, { count: mailed })] : []),
    ...methods.map(({ method, count }) =>
      method === 'email'
        ? t('compose.summary.linkOnly', { count })
        : t(`compose.summary.identify.${method}`, { count }),
    ),
    ...(fileCount > 0 ? [t('compose.summary.files', { count: fileCount })] : []),
    ...(fileCount > 0 && most ? [t('compose.summary.maxDownloads', { count: most })] : []),
    ...(draft.readReceipt ? [t('compose.summary.readReceipt')] : []),
    ...(draft.audience === 'recipients' ? [] : [t('compose.summary.audience')]),
  ];
  return (
    <div className={styles.summary}>
      <Subtitle2 as="h2" className={styles.heading}>
        {t(waits ? 'compose.summary.later' : 'compose.summary.title')}
      </Subtitle2>
      <Text>{parts.join('; ')}.</Text>
      <RecipientGuard draft={draft} />
    </div>
  );
}
