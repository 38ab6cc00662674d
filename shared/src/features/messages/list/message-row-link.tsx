import { mergeClasses } from '@fluentui/react-components';
import { AttachRegular } from '@fluentui/react-icons/svg/attach';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LevelBadge } from '../../../components/level-badge.tsx';
import { StatusIcon } from '../../../components/status-icon.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useMethodName } from '../../../components/use-method-name.ts';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import type { Folder, MessageRow } from '../../../contract/messages.ts';
import { rowPath } from '../paths.ts';
import { unavailableTitle } from '../reading/unavailable-text.ts';
import { useRowStyles } from './message-row.styles.ts';

/** Names of those whom a row is about: the sender in the inbox, the recipients elsewhere. */
export function useRowNames(folder: Folder, row: MessageRow): string {
  const { t } = useTranslation();
  if (folder === 'inbox') return row.from.name || row.from.address;
  const names = row.recipients.map((recipient) => recipient.name || recipient.address).join(', ');
  const more = row.recipientCount - row.recipients.length;
  return more > 0 ? t('messages.list.more', { names, count: more }) : names;
}

export interface MessageRowLinkProps {
  readonly folder: Folder;
  readonly row: MessageRow;
  readonly selected: boolean;
  /** The one row of the list that Tab stops at. */
  readonly tabbable: boolean;
  readonly index: number;
  /** Id of what tells how the keyboard goes on from here. */
  readonly hintId: string | undefined;
}

/** One row: who, what, when, how surely, and how far it has come. */
export const MessageRowLink = memo(({ folder, row, selected, tabbable, index, hintId }: MessageRowLinkProps) => {
  const styles = useRowStyles();
  const { t } = useTranslation();
  const methodName = useMethodName();
  const names = useRowNames(folder, row);
  const role = folder === 'inbox' ? 'recipient' : 'sender';
  const subject = row.unavailable ? t(unavailableTitle(role, row.unavailable)) : row.subject;
  const weight = row.unread && styles.unread;
  return (
    <Link
      to={rowPath(folder, row)}
      className={mergeClasses(styles.link, selected && styles.selected)}
      aria-current={selected ? 'page' : undefined}
      tabIndex={tabbable ? 0 : -1}
      aria-describedby={hintId}
      data-row={index}
    >
      <span className={styles.line}>
        {row.unread ? <span className={styles.dot} aria-hidden="true" /> : null}
        {row.unread ? <VisuallyHidden>{t('messages.list.unread')}. </VisuallyHidden> : null}
        <span className={mergeClasses(styles.grow, weight)}>{names}</span>
        <span className={styles.quiet}>
          <TimeText at={row.at} short />
        </span>
      </span>
      <span className={styles.line}>
        <span className={mergeClasses(styles.grow, weight, row.unavailable !== null && styles.unavailable)}>
          {subject}
        </span>
      </span>
      <span className={styles.line}>
        <LevelBadge level={row.assuranceLevel} />
        {folder === 'links' && row.method ? <span className={styles.quiet}>{methodName(row.method)}</span> : null}
        {row.attachmentCount > 0 ? (
          <span className={styles.icon}>
            <AttachRegular aria-hidden="true" />
            <VisuallyHidden>{t('messages.list.files', { count: row.attachmentCount })}</VisuallyHidden>
          </span>
        ) : null}
        <span className={styles.grow} />
        {folder === 'inbox' ? null : <StatusIcon status={row.status} />}
      </span>
    </Link>
  );
});
