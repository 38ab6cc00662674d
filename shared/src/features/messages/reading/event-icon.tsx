import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { AlertRegular } from '@fluentui/react-icons/svg/alert';
import { CalendarClockRegular } from '@fluentui/react-icons/svg/calendar-clock';
import { CommentRegular } from '@fluentui/react-icons/svg/comment';
import { CommentOffRegular } from '@fluentui/react-icons/svg/comment-off';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { LockClosedRegular } from '@fluentui/react-icons/svg/lock-closed';
import { MailClockRegular } from '@fluentui/react-icons/svg/mail-clock';
import { PersonEditRegular } from '@fluentui/react-icons/svg/person-edit';
import { PersonProhibitedRegular } from '@fluentui/react-icons/svg/person-prohibited';
import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import { ProhibitedRegular } from '@fluentui/react-icons/svg/prohibited';
import type { ComponentType } from 'react';
import { STATUS_ICONS } from '../../../components/status-icon.tsx';
import type { RecipientEventKind } from '../../../domain/status.ts';

const useStyles = makeStyles({
  root: { display: 'inline-flex', fontSize: '16px', paddingTop: '2px', color: tokens.colorNeutralForeground3 },
  good: { color: tokens.colorBrandForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

const ICONS: Readonly<Record<RecipientEventKind, ComponentType>> = {
  ...STATUS_ICONS,
  delayed: MailClockRegular,
  reminded: AlertRegular,
  extended: CalendarClockRegular,
  shortened: CalendarClockRegular,
  'reply-allowed': CommentRegular,
  'reply-stopped': CommentOffRegular,
  'phone-changed': PhoneRegular,
  'person-changed': PersonEditRegular,
  'access-ended': ProhibitedRegular,
  'wrong-address': ErrorCircleRegular,
  'wrong-code': ErrorCircleRegular,
  'wrong-person': PersonProhibitedRegular,
  locked: LockClosedRegular,
};

const GOOD: readonly RecipientEventKind[] = ['opened', 'downloaded', 'replied'];
const BAD: readonly RecipientEventKind[] = [
  'notification-failed',
  'bounced',
  'wrong-address',
  'wrong-code',
  'wrong-person',
  'locked',
];

/** A picture of what happened; the words stand beside it. */
export function EventIcon({ kind }: { readonly kind: RecipientEventKind }) {
  const styles = useStyles();
  const Icon = ICONS[kind];
  return (
    <span
      aria-hidden="true"
      className={mergeClasses(styles.root, GOOD.includes(kind) && styles.good, BAD.includes(kind) && styles.bad)}
    >
      <Icon />
    </span>
  );
}
