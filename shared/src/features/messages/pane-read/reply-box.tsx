import { Button, Field, mergeClasses, Spinner, Subtitle2, Text, Textarea, useId } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/api-context.tsx';
import { problemType } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useElement } from '../../../components/use-element.ts';
import { WrappingText } from '../../../components/wrapping-text.tsx';
import type { MessageHead } from '../../../contract/messages.ts';
import { useHost } from '../../../host/host-context.tsx';
import { textToHtml } from '../compose/body-field.tsx';
import { useComposeStyles } from '../compose/compose.styles.ts';
import { FilesField } from '../compose/files-field.tsx';
import { useDrop } from '../compose/use-files.ts';
import { paths } from '../paths.ts';
import { webAddress } from '../web-address.ts';
import { usePaneStyles } from './pane.styles.ts';
import { htmlToText } from './plain-text.ts';
import { useReplyBox } from './use-reply-box.ts';

export interface ReplyBoxProps {
  readonly head: MessageHead;
  readonly subject: string;
  /** Another mail is selected: it stays as it is, unseen. */
  readonly hidden: boolean;
  readonly onUnsent: (unsent: boolean) => void;
  readonly onSent: (sent: boolean) => void;
}

/** Where the sender's address leads: somebody without an account must be identified anew, which takes the whole composer. */
function useSenderKind(address: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['recipients', 'resolve', address],
    queryFn: async ({ signal }) =>
      (await api.call(routes.resolveRecipients, { body: { addresses: [address] }, signal }))[0]?.kind ?? 'invalid',
    staleTime: 300_000,
  });
}

/** An answer to the sender, at the level of the original, with files. */
export function ReplyBox(props: ReplyBoxProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const host = useHost();
  const { head, hidden } = props;
  const kind = useSenderKind(head.from.address);
  const headingId = useId('reply');
  return (
    <div hidden={hidden}>
      <section className={styles.reply} aria-labelledby={headingId}>
        <Subtitle2 as="h2" id={headingId} className={styles.heading}>
          <WrappingText text={t('paneRead.reply.title', { name: head.from.name || head.from.address })} />
        </Subtitle2>
        {kind.isPending ? <Loading lines={3} /> : null}
        {kind.error ? (
          <ProblemMessage text={textOf(problemType(kind.error))} onRetry={() => void kind.refetch()} />
        ) : null}
        {kind.data === 'internal' || kind.data === 'other-organisation' ? <ReplyForm {...props} /> : null}
        {kind.data === 'external' || kind.data === 'invalid' ? (
          <>
            <Text>{t('paneRead.reply.external')}</Text>
            <Button onClick={() => host.openExternal(webAddress(paths.reply(head.id, false)))}>
              {t('paneRead.reply.inWeb')}
            </Button>
          </>
        ) : null}
      </section>
    </div>
  );
}

function ReplyForm({ head, subject, hidden, onUnsent, onSent }: ReplyBoxProps) {
  const styles = usePaneStyles();
  const compose = useComposeStyles();
  const { t } = useTranslation();
  const box = useReplyBox(head, subject, onUnsent);
  const { dropping, handlers } = useDrop(box.addFiles);
  const field = useElement<HTMLTextAreaElement>();
  const done = useRef<HTMLParagraphElement>(null);
  const { sent, refused } = box;
  const announce = useAnnounce();
  useEffect(() => onSent(sent), [sent, onSent]);
  const seen = useRef(hidden);
  seen.current = hidden;
  // The person pressed Svara, Skicka or "Skriv ett svar till": the focus goes with her, unless she is at another mail by now.
  useEffect(() => {
    if (!seen.current) (sent ? done : field.element).current?.focus();
    // The focus says it to whoever is here.
    else if (sent) announce(t('paneRead.reply.sent'));
  }, [sent, field.element, announce, t]);
  useEffect(() => {
    if (refused && !seen.current) field.element.current?.focus();
  }, [refused, field.element]);
  if (sent) {
    return (
      <>
        <p ref={done} tabIndex={-1} className={styles.done}>
          {t('paneRead.reply.sent')}
        </p>
        <Button onClick={box.again}>{t('paneRead.reply.another')}</Button>
      </>
    );
  }
  return (
    <div className={mergeClasses(styles.part, styles.drop, dropping && compose.dropping)} {...handlers}>
      {box.problem ? <ProblemMessage text={box.problem} /> : null}
      <Field
        label={t('paneRead.reply.label')}
        hint={t('paneRead.reply.hint')}
        validationState={refused ? 'error' : 'none'}
        validationMessage={refused ?? null}
      >
        <Textarea
          ref={field.set}
          className={styles.textarea}
          resize="vertical"
          value={htmlToText(box.bodyHtml)}
          readOnly={box.busy}
          onChange={(_event, data) => box.write(data.value === '' ? '' : textToHtml(data.value))}
        />
      </Field>
      <FilesField entry={box.entry} onFiles={box.addFiles} refusals={box.fileRefusals} buttonRef={() => undefined} />
      <div className={compose.bar}>
        <Button
          appearance="primary"
          disabledFocusable={box.busy}
          icon={box.busy ? <Spinner size="tiny" /> : null}
          onClick={box.submit}
        >
          {t('common.actions.send')}
        </Button>
        {box.busy ? (
          <Text role="status">{t(box.waiting ? 'compose.send.waiting' : 'compose.send.sending')}</Text>
        ) : null}
      </div>
    </div>
  );
}
