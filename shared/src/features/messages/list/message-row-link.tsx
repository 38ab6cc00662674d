import { mergeClasses } from '@fluentui/react-components';
import { AttachRegular } from '@fluentui/react-icons/svg/attach';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LevelBadge } from '../../../components/level-badge.tsx';
import { StatusIcon } from '../../../components/status-icon.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useFormat } from '../../../components/use-format.ts';
import { useMethodName } from '../../../components/use-method-name.ts';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import type { Folder, MessageRow } from '../../../contract/messages.ts';
import { senderLine } from '../../../domain/sender-line.ts';
import { chooseLanguage } from '../../../i18n/languages.ts';
import { rowPath } from '../paths.ts';
import { unavailableTitle } from '../reading/unavailable-text.ts';
import { useRowStyles } from './message-row.styles.ts';
import type { RowPlace } from './row-list.tsx';

/** True where somebody else has written it: its row tells of her. */
const isReceived = (folder: Folder, row: MessageRow): boolean =>
  folder === 'inbox' || (row.archivedFrom ?? row.deleted?.from) === 'inbox';

/** Names of those whom a row is about: the sender in the inbox, the recipients elsewhere. */
export function useRowNames(folder: Folder, row: MessageRow): string {
  const { t, i18n } = useTranslation();
  if (isReceived(folder, row)) return senderLine(chooseLanguage([i18n.language]), row.from) || row.from.address;
  const names = row.recipients.map((recipient) => recipient.name || recipient.address).join(', ');
  const more = row.recipientCount - row.recipients.length;
  return more > 0 ? t('messages.list.more', { names, count: more }) : names;
}

/** What is written where a message's subject cannot be. */
export function useRowSubject(folder: Folder, row: MessageRow): string {
  const { t } = useTranslation();
  const role = isReceived(folder, row) ? 'recipient' : 'sender';
  return row.unavailable ? t(unavailableTitle(role, row.unavailable)) : (row.subject ?? '');
}

export interface MessageRowLinkProps extends RowPlace {
  readonly folder: Folder;
  readonly row: MessageRow;
  /** It is shown beside the list. */
  readonly open: boolean;
  readonly onShiftClick?: ((id: string) => void) | undefined;
  /** What else there is to say of it, and how far something about it has come. */
  readonly note?: ReactNode;
  readonly status?: ReactNode;
}

/** What a row says, and where it leads: who, what, when, how surely, and how far it has come. */
export function MessageRowLink(props: MessageRowLinkProps) {
  const { folder, row, onShiftClick, index, tabbable, hintId, open, note, status } = props;
  const styles = useRowStyles();
  const { t } = useTranslation();
  const methodName = useMethodName();
  const format = useFormat();
  const names = useRowNames(folder, row);
  const subject = useRowSubject(folder, row);
  const weight = row.unread && styles.unread;
  const onClick = (event: MouseEvent) => {
    if (!event.shiftKey || !onShiftClick) return;
    event.preventDefault();
    onShiftClick(row.id);
  };
  return (
    <Link
      to={rowPath(folder, row)}
      className={mergeClasses(styles.link, onShiftClick && styles.afterCheck)}
      aria-current={open ? 'page' : undefined}
      tabIndex={tabbable ? 0 : -1}
      aria-describedby={hintId}
      data-row={index}
      onClick={onClick}
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
        <span className={mergeClasses(styles.grow, note !== undefined && styles.note)}>{note}</span>
        {row.deleted ? (
          <span className={styles.until}>
            {row.deleted.held
              ? t('messages.list.held')
              : t('messages.list.until', { date: format.short(row.deleted.until) })}
          </span>
        ) : isReceived(folder, row) ? (
          status
        ) : (
          <StatusIcon status={row.status} />
        )}
      </span>
    </Link>
  );
}
