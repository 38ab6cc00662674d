import { Button, Spinner, Text } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClientProblemType, isProblem, problemType } from '../../api/problem-error.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { FACTORS } from '../../components/factor-words.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useElement } from '../../components/use-element.ts';
import type { FactorChallenge, FactorKind } from '../../contract/account-factors.ts';
import type { CodeChallenge, SessionView } from '../../contract/sign-in.ts';
import { CodeField } from './code-field.tsx';
import { useFormStyles } from './sign-in.styles.ts';

/** A code and what it is of. */
export type TypedCode =
  | { readonly kind: 'totp' | 'recovery'; readonly code: string }
  | { readonly kind: 'sms'; readonly challengeId: string; readonly code: string };

/** What the step does with the server: at sign-in, or to confirm that it is she. */
export interface FactorActions {
  readonly sendSms: () => Promise<CodeChallenge>;
  readonly passkey: () => Promise<SessionView>;
  readonly code: (typed: TypedCode) => Promise<SessionView>;
}

export interface FactorStepProps {
  readonly challenge: FactorChallenge;
  readonly actions: FactorActions;
  readonly onDone: (session: SessionView) => void;
  /** Back to the password, with the problem that made it needed. */
  readonly onBack: (problem?: ClientProblemType) => void;
  /** Left out where a dialog has a title and a way back of its own. */
  readonly alone?: boolean;
}

const RECOVERY_LENGTH = 16;
const digits = (typed: string) => typed.replace(/\D/g, '');
const readable = (typed: string) => typed.toUpperCase().replace(/[^2-9A-HJ-NP-Z]/g, '');

/** What follows the password: the strongest that the account has, and the others beside it. */
export function FactorStep({ challenge, actions, onDone, onBack, alone = false }: FactorStepProps) {
  const styles = useFormStyles();
  const { t } = useTranslation(FACTORS);
  const textOf = useProblemText();
  const [kind, setKind] = useState<FactorKind>(challenge.factors[0] ?? 'sms');
  const finish = useMutation({
    mutationFn: (run: () => Promise<SessionView>) => run(),
    onSuccess: onDone,
    // The password begins a new one.
    onError: (error) => {
      if (isProblem(error, 'code-expired', 'code-too-many-tries') && kind !== 'sms') onBack(error.type);
    },
  });
  const choose = (next: FactorKind) => {
    finish.reset();
    setKind(next);
  };
  return (
    <div className={styles.form}>
      {alone ? <PageHeading level={2}>{t('step.title')}</PageHeading> : null}
      {finish.error ? <ProblemMessage text={textOf(problemType(finish.error))} /> : null}
      <Way
        key={kind}
        kind={kind}
        actions={actions}
        pending={finish.isPending}
        refused={finish.isError}
        run={(way) => finish.mutate(way)}
      />
      <Others kinds={challenge.factors.filter((other) => other !== kind)} onChoose={choose} />
      {alone ? (
        <Button appearance="transparent" onClick={() => onBack()}>
          {t('step.back')}
        </Button>
      ) : null}
    </div>
  );
}

function Others({
  kinds,
  onChoose,
}: {
  readonly kinds: readonly FactorKind[];
  readonly onChoose: (kind: FactorKind) => void;
}) {
  const styles = useFormStyles();
  const { t } = useTranslation(FACTORS);
  if (kinds.length === 0) return null;
  return (
    <fieldset className={styles.others}>
      <legend>{t('step.others')}</legend>
      {kinds.map((kind) => (
        <Button key={kind} onClick={() => onChoose(kind)}>
          {t(`step.use.${kind}`)}
        </Button>
      ))}
    </fieldset>
  );
}

interface WayProps {
  readonly kind: FactorKind;
  readonly actions: FactorActions;
  readonly pending: boolean;
  readonly refused: boolean;
  readonly run: (way: () => Promise<SessionView>) => void;
}

function Way(props: WayProps) {
  const { t } = useTranslation(FACTORS);
  const { kind, actions, pending, refused, run } = props;
  if (kind === 'passkey') return <PasskeyWay {...props} />;
  if (kind === 'sms') return <SmsWay {...props} />;
  const isTotp = kind === 'totp';
  return (
    <>
      <Text>{t(isTotp ? 'step.totpText' : 'step.recoveryText')}</Text>
      <CodeField
        label={t(isTotp ? 'step.totp' : 'step.recovery')}
        missing={t(isTotp ? 'step.codeMissing' : 'step.recoveryMissing')}
        clean={isTotp ? digits : readable}
        length={isTotp ? 6 : RECOVERY_LENGTH}
        numeric={isTotp}
        pending={pending}
        refused={refused}
        onCode={(code) => run(() => actions.code({ kind, code }))}
      />
    </>
  );
}

function PasskeyWay({ actions, pending, run }: WayProps) {
  const { t } = useTranslation(FACTORS);
  const button = useElement<HTMLButtonElement>();
  const { element } = button;
  useEffect(() => element.current?.focus(), [element]);
  return (
    <>
      <Text>{t('step.passkeyText')}</Text>
      <Button
        ref={button.set}
        appearance="primary"
        size="large"
        disabledFocusable={pending}
        icon={pending ? <Spinner size="tiny" /> : null}
        onClick={() => run(actions.passkey)}
      >
        {t('step.passkey')}
      </Button>
    </>
  );
}

/** Sends the code when this way is chosen, not before. */
function SmsWay({ actions, pending, refused, run }: WayProps) {
  const { t } = useTranslation(FACTORS);
  const textOf = useProblemText();
  const announce = useAnnounce();
  const asked = useRef(false);
  const send = useMutation({ mutationFn: actions.sendSms });
  const { mutate } = send;
  useEffect(() => {
    // Effects run twice in development; a text message is sent once.
    if (!asked.current) mutate();
    asked.current = true;
  }, [mutate]);
  const sent = send.data;
  return (
    <>
      {send.error ? <ProblemMessage text={textOf(problemType(send.error))} /> : null}
      <Text role="status">
        {sent ? t('step.smsText', { phone: sent.maskedPhone }) : send.isPending ? t('step.smsSending') : null}
      </Text>
      {sent ? (
        <CodeField
          label={t('step.sms')}
          missing={t('step.codeMissing')}
          clean={digits}
          length={6}
          numeric
          pending={pending}
          refused={refused}
          onCode={(code) => run(() => actions.code({ kind: 'sms', challengeId: sent.challengeId, code }))}
        />
      ) : null}
      <Button
        appearance="transparent"
        disabledFocusable={send.isPending}
        onClick={() => mutate(undefined, { onSuccess: () => announce(t('step.resent')) })}
      >
        {t('step.resend')}
      </Button>
    </>
  );
}
