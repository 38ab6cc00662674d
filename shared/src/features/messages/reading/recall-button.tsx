import { Button } from '@fluentui/react-components';
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageHead } from '../../../contract/messages.ts';
import type { RecipientStatus } from '../../../domain/status.ts';
import { RecallDialog } from './recall-dialog.tsx';
import { useRecallFocus } from './recall-focus.ts';

const READ: readonly (RecipientStatus | null)[] = ['opened', 'downloaded', 'replied'];

export interface RecallButtonProps {
  readonly head: MessageHead;
  readonly subject: string;
}

/** Återkalla (för alla, when there are several): from those who have not opened. Nothing when nobody is left to recall from. */
export function RecallButton({ head, subject }: RecallButtonProps) {
  const { t } = useTranslation();
  const [recalling, setRecalling] = useState(false);
  const button = useRecallFocus(recalling);
  const recallable = head.recipients.filter((recipient) => recipient.recallable);
  // Stays while its dialog does: the last one may be recalled just now.
  if (recallable.length === 0 && !recalling) return null;
  return (
    <>
      {recallable.length > 0 ? (
        <Button ref={button} icon={<ArrowUndoRegular />} onClick={() => setRecalling(true)}>
          {t(head.recipients.length > 1 ? 'messages.read.recallAll' : 'messages.read.recall')}
        </Button>
      ) : null}
      {recalling ? (
        <RecallDialog
          messageId={head.id}
          subject={subject}
          recipients={recallable}
          everybody
          readers={head.recipients.filter(({ status }) => READ.includes(status))}
          onClose={() => setRecalling(false)}
        />
      ) : null}
    </>
  );
}
