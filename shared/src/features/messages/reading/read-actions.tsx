import { Button, Text } from '@fluentui/react-components';
import { ArrowReplyRegular } from '@fluentui/react-icons/svg/arrow-reply';
import { ArrowReplyAllRegular } from '@fluentui/react-icons/svg/arrow-reply-all';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { MessageHead } from '../../../contract/messages.ts';
import { paths } from '../paths.ts';
import { useReadingStyles } from './reading.styles.ts';
import { RecallButton } from './recall-button.tsx';

/** What one can do with an open message. */
export function ReadActions({ head, subject }: { readonly head: MessageHead; readonly subject: string }) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (head.role === 'recipient' && !head.replyAllowed) {
    return <Text className={styles.quiet}>{t('messages.read.noReply')}</Text>;
  }
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
        <RecallButton head={head} subject={subject} />
      )}
    </div>
  );
}
