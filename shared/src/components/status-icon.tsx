import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { ArrowReplyRegular } from '@fluentui/react-icons/svg/arrow-reply';
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo';
import { ClockDismissRegular } from '@fluentui/react-icons/svg/clock-dismiss';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { MailAlertRegular } from '@fluentui/react-icons/svg/mail-alert';
import { MailCheckmarkRegular } from '@fluentui/react-icons/svg/mail-checkmark';
import { MailDismissRegular } from '@fluentui/react-icons/svg/mail-dismiss';
import { MailReadRegular } from '@fluentui/react-icons/svg/mail-read';
import { SendRegular } from '@fluentui/react-icons/svg/send';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecipientStatus } from '../domain/status.ts';

const useStyles = makeStyles({
  root: { display: 'inline-flex', fontSize: '16px', color: tokens.colorNeutralForeground3 },
  good: { color: tokens.colorBrandForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

/** One for each status, none twice: the colour is never the only difference. */
export const STATUS_ICONS: Readonly<Record<RecipientStatus, ComponentType>> = {
  sent: SendRegular,
  notified: MailCheckmarkRegular,
  'notification-failed': MailAlertRegular,
  bounced: MailDismissRegular,
  opened: MailReadRegular,
  downloaded: ArrowDownloadRegular,
  replied: ArrowReplyRegular,
  recalled: ArrowUndoRegular,
  expired: ClockDismissRegular,
  purged: DeleteRegular,
};

const GOOD: readonly RecipientStatus[] = ['opened', 'downloaded', 'replied'];
const BAD: readonly RecipientStatus[] = ['notification-failed', 'bounced'];

/** How far a recipient has come: a picture with the word as its name. `decorative` when the word stands beside it. */
export function StatusIcon({
  status,
  decorative = false,
}: {
  readonly status: RecipientStatus;
  readonly decorative?: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation();
  const Icon = STATUS_ICONS[status];
  const className = mergeClasses(styles.root, GOOD.includes(status) && styles.good, BAD.includes(status) && styles.bad);
  if (decorative) {
    return (
      <span className={className} aria-hidden="true">
        <Icon />
      </span>
    );
  }
  const label = t(`messages.status.${status}`);
  return (
    <span className={className} role="img" aria-label={label} title={label}>
      <Icon />
    </span>
  );
}
