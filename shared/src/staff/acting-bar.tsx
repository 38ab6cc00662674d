import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useActing } from '../api/acting.tsx';
import { useSession } from '../api/session.tsx';
import { useFormat } from '../components/use-format.ts';
import { senderLine } from '../domain/sender-line.ts';
import { paths } from '../features/messages/paths.ts';

/** Says above the screens that one is in a mailbox that is not one's own, and as whom one writes there. */
export function ActingBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const scope = useActing();
  const { account, mailboxId } = useSession();
  const navigate = useNavigate();
  if (!scope?.acting) return null;
  const { name, until, readOnly } = scope.acting;
  return (
    <MessageBar intent="info" layout="multiline" role="status">
      <MessageBarBody>
        {until === null
          ? t('staff.mailbox.function', { name })
          : readOnly
            ? t('staff.mailbox.reading', { holder: format.holder(name), date: format.lastDay(until) })
            : t('staff.mailbox.acting', {
                holder: format.holder(name),
                date: format.lastDay(until),
                sender: senderLine(format.language, { name, sentBy: account.displayName }),
              })}
      </MessageBarBody>
      <MessageBarActions>
        {until === null ? (
          <Button onClick={() => void navigate(paths.functionMailbox(mailboxId))}>{t('staff.mailbox.settings')}</Button>
        ) : null}
        <Button onClick={() => scope.enter(scope.ownMailboxId)}>{t('staff.mailbox.leave')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
