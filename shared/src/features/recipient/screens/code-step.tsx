import { Button, Field, Input, Text } from '@fluentui/react-components';
import { type FormEvent, useEffect, useId, useState } from 'react';
import type { LinkCodeChallenge, LinkView } from '../../../contract/links.ts';
import { LIMITS } from '../../../domain/limits.ts';
import type { Language } from '../../../i18n/languages.ts';
import { asProblem, numberFact, type RecipientProblem, retryTime } from '../api/recipient-problem.ts';
import { Announce } from '../components/announce.tsx';
import { refusedField, useFormStyles } from '../components/form.styles.ts';
import { MainButton } from '../components/main-button.tsx';
import { useElement } from '../components/use-element.ts';
import { formatTime } from '../i18n/format.ts';
import { counted, fill, useSpeech, type Words } from '../i18n/words.ts';
import type { StepProps } from './step-props.ts';
import { useCountdown } from './use-countdown.ts';

const CODE = new RegExp(`^[0-9]{${LIMITS.oneTimeCode.digits}}$`);

type CodeWords = Words['sms'];

/** What the page says of a code: by SMS, or after a shared link by e-mail. */
const useCodeWords = ({ method }: LinkView): CodeWords => {
  const { words } = useSpeech();
  return method === 'email' ? { ...words.sms, ...words.mailCode } : words.sms;
};

/** The problems that this page explains in place; undefined sends the reader to the problem's own page. */
function explain(language: Language, words: CodeWords, problem: RecipientProblem): string | undefined {
  switch (problem.type) {
    case 'code-wrong':
    case 'invalid-request': {
      const left = numberFact(problem, 'triesLeft');
      return left === undefined ? words.wrong : `${words.wrong} ${counted(language, words.tries, left)}`;
    }
    case 'code-expired':
      return words.expired;
    case 'code-too-many-tries':
      return words.tooManyTries;
    case 'code-resend-too-soon':
      return words.tooSoon;
    case 'code-send-limit': {
      const until = retryTime(problem, Date.now());
      return until ? fill(words.sendLimitUntil, { time: formatTime(language, until) }) : words.sendLimit;
    }
    case 'sms-not-sent':
    case 'mail-not-sent':
      return words.notSent;
    default:
      return undefined;
  }
}

/** When a new code may be asked for, by this device's clock; the whole rule when the answer does not say. */
function resendTime(problem: RecipientProblem): string {
  const now = Date.now();
  return (retryTime(problem, now) ?? new Date(now + LIMITS.oneTimeCode.resendSeconds * 1_000)).toISOString();
}

/** Code by SMS or e-mail: sent when asked for, never by itself. */
export function CodeStep({ recipient, link }: StepProps) {
  const { language } = useSpeech();
  const words = useCodeWords(link);
  const method = link.method === 'email' ? 'email' : 'sms';
  const styles = useFormStyles();
  const [challenge, setChallenge] = useState<LinkCodeChallenge>();
  const [resent, setResent] = useState(false);
  const [waitUntil, setWaitUntil] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<RecipientProblem>();

  const refused = (error: unknown) => {
    const known = asProblem(error);
    if (known.type === 'code-resend-too-soon') setWaitUntil(resendTime(known));
    if (explain(language, words, known) === undefined) recipient.fail(known);
    else setProblem(known);
  };
  const send = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const next = await recipient.api.sendCode(method);
      // A code that still waits (after a reload, or from another window) comes back as it is: nothing new was sent.
      setResent(challenge !== undefined && challenge.challengeId !== next.challengeId);
      setChallenge(next);
      setWaitUntil(next.resendAt);
    } catch (error) {
      refused(error);
    }
    setBusy(false);
  };
  const message = problem && explain(language, words, problem);
  if (!challenge)
    return <BeforeCode link={link} words={words} message={message} busy={busy} waitUntil={waitUntil} onSend={send} />;
  return (
    <>
      <CodeForm
        key={challenge.challengeId}
        challenge={challenge}
        words={words}
        announced={resent}
        message={message}
        onEdit={() => setProblem(undefined)}
        onCode={async (code) => {
          setProblem(undefined);
          try {
            recipient.tell(await recipient.api.verifyCode(method, challenge.challengeId, code));
          } catch (error) {
            refused(error);
          }
        }}
      />
      <div className={styles.actions}>
        <Resend key={waitUntil} words={words} waitUntil={waitUntil ?? challenge.resendAt} busy={busy} onSend={send} />
      </div>
      <Announce>{resent ? words.resent : ''}</Announce>
      <Help link={link} words={words} />
    </>
  );
}

interface BeforeCodeProps {
  readonly link: LinkView;
  readonly words: CodeWords;
  readonly message: string | undefined;
  readonly busy: boolean;
  /** No code may be asked for before this instant; undefined when it may be at once. */
  readonly waitUntil: string | undefined;
  readonly onSend: () => void;
}

function BeforeCode({ link, words, message, busy, waitUntil, onSend }: BeforeCodeProps) {
  const why = useSpeech().words.identify.why;
  const styles = useFormStyles();
  return (
    <>
      <Text size={400}>
        {link.maskedPhone ? fill(words.text, { phone: link.maskedPhone }) : words.textUnknown} {why}
      </Text>
      {message ? <Field {...refusedField(message, styles.note)} /> : null}
      <FirstSend key={waitUntil} words={words} waitUntil={waitUntil} busy={busy} onSend={onSend} />
      {link.method === 'email' ? null : <Help link={link} words={words} />}
    </>
  );
}

function FirstSend({ words, busy, waitUntil, onSend }: Omit<BeforeCodeProps, 'link' | 'message'>) {
  const { language } = useSpeech();
  const seconds = useCountdown(waitUntil ?? new Date(0).toISOString(), LIMITS.oneTimeCode.resendSeconds);
  return (
    <>
      <MainButton busy={busy} blocked={seconds > 0} onClick={onSend}>
        {words.send}
      </MainButton>
      {seconds > 0 ? <Text>{counted(language, words.sendIn, seconds)}</Text> : null}
    </>
  );
}

interface CodeFormProps {
  readonly words: CodeWords;
  readonly challenge: LinkCodeChallenge;
  /** That it was sent has been announced. */
  readonly announced: boolean;
  readonly message: string | undefined;
  /** The answer is being mended: what was wrong with the last one no longer holds. */
  readonly onEdit: () => void;
  readonly onCode: (code: string) => Promise<void>;
}

function CodeForm({ words, challenge, announced, message, onEdit, onCode }: CodeFormProps) {
  const { language } = useSpeech();
  const styles = useFormStyles();
  const [input, learnInput] = useElement<HTMLInputElement>();
  const [code, setCode] = useState('');
  const [incomplete, setIncomplete] = useState(false);
  const [busy, setBusy] = useState(false);
  const sentId = useId();
  const shown = incomplete ? words.incomplete : message;
  useEffect(() => input.current?.focus(), [input]);
  useEffect(() => {
    if (shown) input.current?.focus();
  }, [shown, input]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setIncomplete(!CODE.test(code));
    if (!CODE.test(code)) return input.current?.focus();
    setBusy(true);
    await onCode(code);
    setBusy(false);
  };
  return (
    <form noValidate onSubmit={submit} className={styles.form}>
      <Text size={400} id={sentId}>
        {fill(challenge.maskedPhone === null ? words.sentUnknown : words.sent, {
          phone: challenge.maskedPhone ?? '',
          time: formatTime(language, new Date(challenge.expiresAt)),
        })}
      </Text>
      <Field
        size="large"
        label={words.label}
        hint={{ children: words.hint, className: styles.note }}
        {...refusedField(shown, styles.note)}
      >
        <Input
          ref={learnInput}
          inputMode="numeric"
          autoComplete="one-time-code"
          // The focus comes here when a code has been sent: the sentence about it is read with the field, unless it was announced.
          aria-describedby={announced ? undefined : sentId}
          className={styles.code}
          value={code}
          // What is pasted may hold spaces or a whole sentence: the digits are the code.
          onChange={(_event, data) => {
            const next = data.value.replace(/\D/g, '').slice(0, LIMITS.oneTimeCode.digits);
            setCode(next);
            if (CODE.test(next)) setIncomplete(false);
            onEdit();
          }}
        />
      </Field>
      <MainButton type="submit" busy={busy}>
        {words.submit}
      </MainButton>
    </form>
  );
}

interface ResendProps {
  readonly words: CodeWords;
  /** When the next code may be asked for (RFC 3339). */
  readonly waitUntil: string;
  readonly busy: boolean;
  readonly onSend: () => void;
}

function Resend({ words, waitUntil, busy, onSend }: ResendProps) {
  const { language } = useSpeech();
  const seconds = useCountdown(waitUntil, LIMITS.oneTimeCode.resendSeconds);
  return (
    <>
      <Button disabledFocusable={busy || seconds > 0} size="large" onClick={onSend}>
        {words.resend}
      </Button>
      {seconds > 0 ? <Text>{counted(language, words.resendIn, seconds)}</Text> : null}
    </>
  );
}

/** What to do when no code comes. */
function Help({ link, words }: Pick<BeforeCodeProps, 'link' | 'words'>) {
  return <Text>{fill(words.help, { sender: link.senderName, organisation: link.organisation.name })}</Text>;
}
