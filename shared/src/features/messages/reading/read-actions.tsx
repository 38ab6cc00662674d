import { Button, Text } from '@fluentui/react-components';
import { ArrowReplyRegular } from '@fluentui/react-icons/svg/arrow-reply';
import { ArrowReplyAllRegular } from '@fluentui/react-icons/svg/arrow-reply-all';
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { MessageHead } from '../../../contract/messages.ts';
import { paths } from '../paths.ts';
import { useReadingStyles } from './reading.styles.ts';
import { RecallDialog } from './recall-dialog.tsx';
import { useRecallFocus } from './recall-focus.ts';

/** What one can do with an open message. */
export function ReadActions({ head, subject }: { readonly head: MessageHead; readonly subject: string }) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [recalling, setRecalling] = useState(false);
  const recallButton = useRecallFocus(recalling);
  const recallable = head.recipients.filter((recipient) => recipient.recallable);
  if (head.role === 'recipient' && !head.replyAllowed) {
    return <Text className={styles.quiet}>{t('messages.read.noReply')}</Text>;
  }
  if (head.role === 'sender' && recallable.length === 0) return null;
  return (
    <div className={styles.bar}>
      {head.role === 'recipient' ? (
        <>
          <Button
            appearance="primary"
            icon={<ArrowReplyRegular />}
            onClick={() => void navigate(paths.reply(head.id, false))}
          >
            {t('messages.read.reply')}
          </Button>
          <Button icon={<ArrowReplyAllRegular />} onClick={() => void navigate(paths.reply(head.id, true))}>
            {t('messages.read.replyAll')}
          </Button>
        </>
      ) : (
        <Button ref={recallButton} icon={<ArrowUndoRegular />} onClick={() => setRecalling(true)}>
          {t('messages.read.recall')}
        </Button>
      )}
      {recalling ? (
        <RecallDialog
          messageId={head.id}
          subject={subject}
          recipients={recallable}
          everybody
          othersOpened={recallable.length < head.recipients.length}
          onClose={() => setRecalling(false)}
        />
      ) : null}
    </div>
  );
}
