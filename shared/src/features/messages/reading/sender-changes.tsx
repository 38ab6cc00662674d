import { Button, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadOnly } from '../../../api/acting.tsx';
import { problemType } from '../../../api/problem-error.ts';
import { useAnnounce } from '../../../components/announcer.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useElement } from '../../../components/use-element.ts';
import type { MessageHead } from '../../../contract/messages.ts';
import { useChangeReplyRight } from '../use-messages.ts';
import { ValidityDialog } from './validity-dialog.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center' },
});

/** What the sender may change of a message for all its recipients: how long links are valid, and whether they may answer. */
export function SenderChanges({ head }: { readonly head: MessageHead }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const announce = useAnnounce();
  const replyRight = useChangeReplyRight(head.id);
  const [choosing, setChoosing] = useState(false);
  const button = useElement<HTMLButtonElement>();
  const ends = head.recipients.flatMap(({ validUntil }) => validUntil ?? []).sort();
  const readOnly = useReadOnly();
  if (readOnly || head.unavailable !== null) return null;
  const allow = (allowed: boolean) =>
    replyRight.mutate(allowed, {
      onSuccess: () => announce(t(`messages.change.reply${allowed ? 'On' : 'Off'}`)),
    });
  const close = () => {
    setChoosing(false);
    button.element.current?.focus();
  };
  return (
    <>
      {replyRight.error ? <ProblemMessage text={textOf(problemType(replyRight.error))} /> : null}
      <div className={styles.root}>
        <Switch
          label={t('messages.change.reply')}
          checked={replyRight.isPending ? replyRight.variables : head.recipientsMayReply === true}
          onChange={(_event, data) => allow(data.checked)}
        />
        {ends.length > 0 ? (
          <Button ref={button.set} onClick={() => setChoosing(true)}>
            {t('messages.change.validity')}
          </Button>
        ) : null}
      </div>
      {choosing ? <ValidityDialog messageId={head.id} validUntil={ends.at(-1) ?? ''} onClose={close} /> : null}
    </>
  );
}
