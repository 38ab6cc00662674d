import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useActing } from '../api/acting.tsx';
import { useSession } from '../api/session.tsx';
import { useFormat } from '../components/use-format.ts';
import { senderLine } from '../domain/sender-line.ts';

/** Says above the screens that one is in somebody else's mailbox, and as whom one writes there. */
export function ActingBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const scope = useActing();
  const { account } = useSession();
  if (!scope?.acting) return null;
  const { name, until } = scope.acting;
  return (
    <MessageBar intent="info" layout="multiline" role="status">
      <MessageBarBody>
        {t('staff.mailbox.acting', {
          holder: format.holder(name),
          date: format.lastDay(until),
          sender: senderLine(format.language, { name, sentBy: account.displayName }),
        })}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => scope.enter(scope.ownMailboxId)}>{t('staff.mailbox.leave')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
