import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { AttachRegular } from '@fluentui/react-icons/svg/attach';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { HourglassRegular } from '@fluentui/react-icons/svg/hourglass';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LevelBadge } from '../../../components/level-badge.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useFormat } from '../../../components/use-format.ts';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import type { DraftRow } from '../../../contract/drafts.ts';
import { useWaitingWords } from '../compose/waiting-words.ts';
import { useRowStyles } from '../list/message-row.styles.ts';
import { paths } from '../paths.ts';

const useStyles = makeStyles({
  level: { flexShrink: 0 },
  /** On a narrow screen the day it goes stands in a line of its own, so that it is seen however long the words before it are. */
  status: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXS,
    minWidth: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  statusPart: { maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  buttons: {
    display: 'flex',
    alignSelf: 'center',
    marginInlineEnd: tokens.spacingHorizontalM,
    '@media (max-width: 479px)': { flexDirection: 'column', marginInlineEnd: tokens.spacingHorizontalXS },
  },
});

export interface DraftRowLinkProps {
  readonly row: DraftRow;
  /** The one row of the list that Tab stops at. */
  readonly tabbable: boolean;
  readonly index: number;
  /** Id of what tells how the keyboard goes on from here. */
  readonly hintId: string | undefined;
  readonly onRemove: () => void;
  readonly onAdd: () => void;
}

/** One draft: to whom, what about, when it was saved; it opens in the composer. */
export function DraftRowLink({ row, tabbable, index, hintId, onRemove, onAdd }: DraftRowLinkProps) {
  const styles = useStyles();
  const rowStyles = useRowStyles();
  const { t } = useTranslation();
  const words = useWaitingWords();
  const names = row.recipients.map(({ name, address }) => name || address).join(', ');
  const more = row.recipientCount - row.recipients.length;
  const people = more > 0 ? t('messages.list.more', { names, count: more }) : names;
  const noSubject = t(row.stepUpNeeded ? 'messages.unavailable.step-up' : 'messages.drafts.noSubject');
  const subject = row.subject.trim() || noSubject;
  return (
    <div className={rowStyles.row}>
      <Link
        to={paths.draft(row.id)}
        className={rowStyles.link}
        tabIndex={tabbable ? 0 : -1}
        aria-describedby={hintId}
        data-row={index}
      >
        <span className={rowStyles.line}>
          <span className={rowStyles.grow}>{people || t('messages.drafts.noRecipients')}</span>
          <span className={rowStyles.quiet}>
            <VisuallyHidden>{t('messages.drafts.savedAt')} </VisuallyHidden>
            <TimeText at={row.savedAt} short />
          </span>
        </span>
        <span className={rowStyles.line}>
          <span className={mergeClasses(rowStyles.grow, !row.subject.trim() && rowStyles.unavailable)}>{subject}</span>
        </span>
        <span className={rowStyles.line}>
          {row.assuranceLevel === null ? null : (
            <span className={styles.level}>
              <LevelBadge level={row.assuranceLevel} />
            </span>
          )}
          {row.attachmentCount > 0 ? (
            <span className={rowStyles.icon}>
              <AttachRegular aria-hidden="true" />
              <VisuallyHidden>{t('messages.list.files', { count: row.attachmentCount })}</VisuallyHidden>
            </span>
          ) : null}
          {row.waitingFor === undefined ? null : <WaitingStatus row={row} count={row.waitingFor} />}
        </span>
      </Link>
      <span className={styles.buttons}>
        {row.waitingFor === undefined ? null : (
          <Button
            data-add={row.id}
            appearance="subtle"
            icon={<PersonAddRegular />}
            tabIndex={tabbable ? 0 : -1}
            aria-label={`${words('add')}: ${subject}`}
            title={words('add')}
            onClick={onAdd}
          />
        )}
        <Button
          appearance="subtle"
          icon={<DeleteRegular />}
          tabIndex={tabbable ? 0 : -1}
          aria-label={`${t('common.actions.delete')}: ${subject}`}
          onClick={onRemove}
        />
      </span>
    </div>
  );
}

/** That it waits, for how many recipients, and until when it is kept. */
function WaitingStatus({ row, count }: { readonly row: DraftRow; readonly count: number }) {
  const styles = useStyles();
  const rowStyles = useRowStyles();
  const words = useWaitingWords();
  const format = useFormat();
  const until = row.keptUntil ? words('keptUntil', { date: format.short(row.keptUntil) }) : '';
  return (
    <>
      <span className={rowStyles.icon}>
        <HourglassRegular aria-hidden="true" />
      </span>
      <span className={styles.status} title={until}>
        <span className={styles.statusPart}>{until ? `${words('row', { count })}.` : words('row', { count })}</span>{' '}
        {until ? <span className={styles.statusPart}>{until}</span> : null}
      </span>
    </>
  );
}
