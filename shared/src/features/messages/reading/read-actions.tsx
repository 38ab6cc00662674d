import { Button, Text } from '@fluentui/react-components';
import { ArrowForwardRegular } from '@fluentui/react-icons/svg/arrow-forward';
import { ArrowReplyRegular } from '@fluentui/react-icons/svg/arrow-reply';
import { ArrowReplyAllRegular } from '@fluentui/react-icons/svg/arrow-reply-all';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useReadOnly } from '../../../api/acting.tsx';
import { focusHeir } from '../../../components/focus-heir.ts';
import type { Folder, MessageHead } from '../../../contract/messages.ts';
import { paths } from '../paths.ts';
import type { ManageMenuProps } from './manage-menu.tsx';
import { useReadingStyles } from './reading.styles.ts';
import { ReadingWords } from './reading-words.tsx';
import { RecallButton } from './recall-button.tsx';

const ManageMenu = lazy(() =>
  import(/* webpackChunkName: "manage" */ './manage-menu.tsx').then((module) => ({ default: module.ManageMenu })),
);

export interface ReadActionsProps {
  readonly folder: Folder;
  readonly head: MessageHead;
  readonly subject: string;
  /** It is open: it can be answered and passed on. */
  readonly readable: boolean;
  readonly alone: boolean;
}

/** What one can do with a message. */
export function ReadActions({ folder, head, subject, readable, alone }: ReadActionsProps) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isSender = head.role === 'sender';
  const readOnly = useReadOnly();
  const answerable = readable && head.replyAllowed && !readOnly;
  return (
    <>
      <div className={styles.bar}>
        {answerable ? (
          <>
            <Button
              appearance={isSender ? 'secondary' : 'primary'}
              icon={<ArrowReplyRegular />}
              onClick={() => void navigate(paths.reply(head.id, false))}
            >
              {t('messages.read.reply')}
            </Button>
            <Button icon={<ArrowReplyAllRegular />} onClick={() => void navigate(paths.reply(head.id, true))}>
              {t('messages.read.replyAll')}
            </Button>
          </>
        ) : null}
        {readable && !readOnly ? (
          <Button icon={<ArrowForwardRegular />} onClick={() => void navigate(paths.forward(head.id))}>
            {t('messages.read.forward')}
          </Button>
        ) : null}
        {isSender && !readOnly ? <RecallButton head={head} subject={subject} /> : null}
        {readOnly && !readable && alone ? null : (
          <Manage folder={folder} head={head} readable={readable} alone={alone} />
        )}
      </div>
      {readable && !head.replyAllowed && !readOnly ? (
        <Text className={styles.quiet}>{t('messages.read.noReply')}</Text>
      ) : null}
    </>
  );
}

/** The menu's code comes with the first click. */
function Manage(props: ManageMenuProps) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const button = (
    <Button
      ref={wanted ? focusHeir : undefined}
      aria-haspopup="menu"
      icon={<ChevronDownRegular />}
      iconPosition="after"
      onClick={() => setWanted(true)}
    >
      {t('messages.read.manage')}
    </Button>
  );
  if (!wanted) return button;
  return (
    <ReadingWords fallback={button}>
      <Suspense fallback={button}>
        <ManageMenu {...props} />
      </Suspense>
    </ReadingWords>
  );
}
