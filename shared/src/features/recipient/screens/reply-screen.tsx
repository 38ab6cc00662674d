import { Button, Field, makeStyles, Text, Textarea } from '@fluentui/react-components';
import { type FormEvent, useEffect, useState, useSyncExternalStore } from 'react';
import type { LinkView } from '../../../contract/links.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { asProblem, isProblem, type RecipientProblem } from '../api/recipient-problem.ts';
import { Card } from '../components/card.tsx';
import { FOCUS_RING, refusedField, useFormStyles } from '../components/form.styles.ts';
import { MainButton } from '../components/main-button.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemBar } from '../components/problem-bar.tsx';
import { ReplyFiles } from '../components/reply-files.tsx';
import { useElement } from '../components/use-element.ts';
import { fill, useSpeech, type Words } from '../i18n/words.ts';
import type { ReplyDraft } from '../upload/reply-draft.ts';
import { makeUploadQueue, type UploadItem } from '../upload/upload-queue.ts';
import type { Recipient } from '../use-recipient.ts';

const useStyles = makeStyles({
  textarea: {
    minHeight: '200px',
    ':focus-within': FOCUS_RING,
    '& textarea': { minHeight: '200px', maxHeight: '60vh' },
  },
});

const LOST_FILE = ['upload-incomplete', 'upload-not-found'] as const;

interface ReplyScreenProps {
  readonly recipient: Recipient;
  readonly link: LinkView;
  readonly draft: ReplyDraft | undefined;
  readonly setDraft: (draft: ReplyDraft | undefined) => void;
}

/** Gives the reply its place in memory, above the screens, before it is shown. */
export function ReplyScreen({ recipient, link, draft, setDraft }: ReplyScreenProps) {
  const { api } = recipient;
  useEffect(() => {
    if (draft) return;
    const loadUpload = async () => (await import('../upload/tus-upload.ts')).makeTusUpload(api, window.location.origin);
    setDraft({ text: '', uploads: makeUploadQueue(loadUpload), sending: undefined });
  }, [draft, setDraft, api]);
  return draft ? <ReplyForm recipient={recipient} link={link} draft={draft} setDraft={setDraft} /> : null;
}

/** Why the words cannot be sent as they stand, undefined when they can. */
function textObstacle(words: Words['reply'], text: string): string | undefined {
  if (text.trim() === '') return words.empty;
  return text.length > LIMITS.bodyCharacters ? words.tooLong : undefined;
}

/** Why the reply cannot be sent as it stands, undefined when it can. */
export function replyObstacle(words: Words['reply'], items: readonly UploadItem[]): string | undefined {
  if (items.some(({ state }) => state.kind === 'waiting' || state.kind === 'sending')) return words.stillUploading;
  return items.some(({ state }) => state.kind === 'failed' || state.kind === 'refused')
    ? words.fileNeedsYou
    : undefined;
}

function ReplyForm({ recipient, link, draft, setDraft }: ReplyScreenProps & { readonly draft: ReplyDraft }) {
  const { words } = useSpeech();
  const styles = useStyles();
  const form = useFormStyles();
  const [textarea, learnTextarea] = useElement<HTMLTextAreaElement>();
  const items = useSyncExternalStore(draft.uploads.subscribe, draft.uploads.items);
  const [refusal, setRefusal] = useState<string>();
  const [filesRefusal, setFilesRefusal] = useState<string>();
  const { busy, problem, send } = useSendReply(recipient, draft, setDraft, items);
  const obstacle = replyObstacle(words.reply, items);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const textRefusal = textObstacle(words.reply, draft.text);
    setRefusal(textRefusal);
    setFilesRefusal(obstacle);
    if (textRefusal) textarea.current?.focus();
    else if (!obstacle && !busy) void send();
  };
  const gone = problem && isProblem(problem, ...LOST_FILE) ? words.reply.uploadGone : undefined;
  // What was in the way may have been uploaded meanwhile; a file that is added after that is not held against her.
  useEffect(() => {
    if (!obstacle) setFilesRefusal(undefined);
  }, [obstacle]);
  const inTheWay = gone ?? (filesRefusal && obstacle);
  return (
    <Card>
      <PageHeading>{words.reply.title}</PageHeading>
      <Text size={400}>{fill(words.reply.to, { sender: link.senderName, organisation: link.organisation.name })}</Text>
      <form noValidate onSubmit={submit} className={form.form}>
        <Field size="large" label={words.reply.label} {...refusedField(refusal, form.note)}>
          <Textarea
            ref={learnTextarea}
            resize="vertical"
            className={styles.textarea}
            value={draft.text}
            onChange={(_event, data) => {
              setDraft({ ...draft, text: data.value });
              // What was refused is told until it is mended, and nothing new is held against what is being written.
              setRefusal((now) => now && textObstacle(words.reply, data.value));
            }}
          />
        </Field>
        <ReplyFiles queue={draft.uploads} items={items} refusal={inTheWay} />
        {problem && !gone ? <ProblemBar problem={problem} extra={words.problem.keepText} /> : null}
        <div className={form.actions}>
          <MainButton type="submit" busy={busy}>
            {words.reply.submit}
          </MainButton>
          <Button size="large" appearance="subtle" onClick={() => recipient.send({ type: 'reply-left' })}>
            {words.back}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** Sends the reply. The same words and files again carry the same key, so that a lost answer never makes two replies. */
function useSendReply(
  recipient: Recipient,
  draft: ReplyDraft,
  setDraft: (draft: ReplyDraft | undefined) => void,
  items: readonly UploadItem[],
) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ readonly problem: RecipientProblem; readonly files: string }>();
  const attachmentIds = items.flatMap(({ state }) => (state.kind === 'done' ? [state.attachmentId] : []));
  const files = attachmentIds.join();
  const send = async () => {
    const body = { bodyText: draft.text, attachmentIds };
    const whole = JSON.stringify(body);
    const idempotencyKey = draft.sending?.body === whole ? draft.sending.idempotencyKey : crypto.randomUUID();
    setDraft({ ...draft, sending: { body: whole, idempotencyKey } });
    setBusy(true);
    setRefused(undefined);
    try {
      const { at } = await recipient.api.reply(body, idempotencyKey);
      setDraft(undefined);
      recipient.send({ type: 'replied', at });
    } catch (error) {
      setBusy(false);
      if (isProblem(error, 'link-not-identified')) recipient.fail(error);
      else setRefused({ problem: asProblem(error), files });
    }
  };
  // A lost file is told until the files are others.
  const mended = refused && refused.files !== files && isProblem(refused.problem, ...LOST_FILE);
  return { busy, problem: mended ? undefined : refused?.problem, send };
}
