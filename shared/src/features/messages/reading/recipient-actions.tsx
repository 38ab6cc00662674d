import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadOnly } from '../../../api/acting.tsx';
import { problemType } from '../../../api/problem-error.ts';
import { focusLater } from '../../../components/focus-later.ts';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useElement } from '../../../components/use-element.ts';
import { useFormat } from '../../../components/use-format.ts';
import type { RecipientView } from '../../../contract/messages.ts';
import { type ExternalMethod, verificationFor } from '../../../domain/levels.ts';
import { useChangeValidity, useNotifyAgain } from '../use-messages.ts';
import { recipientHeader } from './recall-focus.ts';
import { endsSoon, extended } from './validity.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const VerificationDialog = lazy(() =>
  import(/* webpackChunkName: "sender-changes" */ './verification-dialog.tsx').then((module) => ({
    default: module.VerificationDialog,
  })),
);

const EndAccessDialog = lazy(() =>
  import(/* webpackChunkName: "sender-changes" */ './end-access-dialog.tsx').then((module) => ({
    default: module.EndAccessDialog,
  })),
);

export interface RecipientActionsProps {
  readonly messageId: string;
  readonly recipient: RecipientView;
}

/** Statuses in which a mail still leads to something unread. */
const UNREAD: readonly RecipientView['status'][] = ['sent', 'notified', 'notification-failed', 'bounced'];

/** What the sender can do for one recipient: see until when her link works, extend it, mail her again. */
export function RecipientActions({ messageId, recipient }: RecipientActionsProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const format = useFormat();
  const notice = useNotice();
  const validity = useChangeValidity(messageId);
  const again = useNotifyAgain(messageId);
  const [changing, setChanging] = useState(false);
  const [ending, setEnding] = useState(false);
  const endButton = useElement<HTMLButtonElement>();
  const changeButton = useElement<HTMLButtonElement>();
  const { id, validUntil } = recipient;
  const name = recipient.name || recipient.address;
  const readOnly = useReadOnly();
  const unread = UNREAD.includes(recipient.status) && !readOnly;
  const endable = recipient.accessEndable && !readOnly;
  const now = Date.now();
  const datum =
    validUntil && recipient.method && !readOnly ? verificationFor(recipient.method as ExternalMethod) : 'none';
  const close = () => {
    setChanging(false);
    changeButton.element.current?.focus();
  };

  const extend = (from: string) => {
    const until = extended(from, Date.now());
    validity.mutate(
      { validUntil: until, recipientIds: [id] },
      {
        onSuccess: () =>
          notice({ text: t('messages.change.extendedTo', { date: format.exact(until) }), intent: 'success' }),
      },
    );
  };
  const notifyAgain = () =>
    again.mutate(id, { onSuccess: () => notice({ text: t('messages.change.notified'), intent: 'success' }) });

  if (!validUntil && !unread && !endable && !ending) return null;
  const tooSoon = again.error && problemType(again.error) === 'too-many-requests';
  const problem = validity.error ?? again.error;
  return (
    <div className={styles.root}>
      {validUntil ? (
        <Text>
          {t(`messages.change.${Date.parse(validUntil) <= now ? 'ended' : 'ends'}`, { date: format.exact(validUntil) })}
        </Text>
      ) : null}
      {recipient.status === 'bounced' ? <Text>{t('messages.change.bounced')}</Text> : null}
      {problem ? <ProblemMessage text={tooSoon ? t('messages.change.tooSoon') : textOf(problemType(problem))} /> : null}
      <div className={styles.bar}>
        {validUntil && !readOnly && endsSoon(validUntil, now) ? (
          <Button
            size="small"
            aria-label={t('messages.change.extendFor', { name })}
            disabledFocusable={validity.isPending}
            onClick={() => extend(validUntil)}
          >
            {t('messages.change.extend')}
          </Button>
        ) : null}
        {unread ? (
          <Button
            size="small"
            aria-label={t('messages.change.notifyFor', { name })}
            disabledFocusable={again.isPending}
            onClick={notifyAgain}
          >
            {t('messages.change.notify')}
          </Button>
        ) : null}
        {datum === 'none' ? null : (
          <Button
            ref={changeButton.set}
            size="small"
            aria-label={t(`messages.change.${datum}For`, { name })}
            onClick={() => setChanging(true)}
          >
            {t(`messages.change.${datum}`)}
          </Button>
        )}
        {endable ? (
          <Button
            ref={endButton.set}
            size="small"
            aria-label={t('messages.change.endFor', { name })}
            onClick={() => setEnding(true)}
          >
            {t('messages.change.end')}
          </Button>
        ) : null}
      </div>
      {ending ? (
        <Suspense fallback={null}>
          <EndAccessDialog
            messageId={messageId}
            recipient={recipient}
            onClose={(ended) => {
              setEnding(false);
              // The button goes when the answer of the server is shown.
              focusLater(() => (ended ? recipientHeader(id) : endButton.element.current));
            }}
          />
        </Suspense>
      ) : null}
      {changing && datum !== 'none' ? (
        <Suspense fallback={null}>
          <VerificationDialog messageId={messageId} recipient={recipient} datum={datum} onClose={close} />
        </Suspense>
      ) : null}
    </div>
  );
}
