import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem, problemType } from '../../../api/problem-error.ts';
import { useProblemText } from '../../../components/problem-text.ts';
import type { MessageHead } from '../../../contract/messages.ts';
import { bodyExcess } from '../../../domain/inline-images.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { isBlankHtml } from '../compose/draft.ts';
import { useDraftValue, useFleetingDraft, useUploadItems } from '../compose/use-draft.ts';
import { useFiles } from '../compose/use-files.ts';
import { replyDraft } from '../compose/use-reply.ts';
import { UploadsFailed, useSend } from '../compose/use-send.ts';

/** What is typed and attached in a reply, and its sending: once, however often it is tried. */
export function useReplyBox(head: MessageHead, subject: string, onUnsent: (unsent: boolean) => void) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const entry = useFleetingDraft(`pane ${head.id}`);
  const { bodyHtml } = useDraftValue(entry);
  const items = useUploadItems(entry);
  const { add, refusals } = useFiles(entry);
  const [sent, setSent] = useState(false);
  const [refused, setRefused] = useState<string>();
  const { send, waiting } = useSend(entry, () => {
    entry.sent();
    setSent(true);
  });

  const empty = isBlankHtml(bodyHtml) && items.length === 0;
  useEffect(() => onUnsent(!empty), [empty, onUnsent]);

  const write = useCallback(
    (html: string) => {
      setRefused(undefined);
      entry.update((draft) => ({ ...draft, bodyHtml: html }));
    },
    [entry],
  );
  const submit = () => {
    if (empty) return setRefused(t('paneRead.reply.empty'));
    if (bodyExcess(bodyHtml)) return setRefused(t('compose.refuse.bodyTooLong'));
    setRefused(undefined);
    const replySubject = t('compose.replySubject', { subject }).slice(0, LIMITS.subjectCharacters);
    const people = { to: [head.from.address], cc: [] };
    // Only now: a reply in which nothing stands must not count as something unsent.
    entry.update((draft) =>
      replyDraft(draft, head, { subject }, { ...people, subject: replySubject, quoteHtml: draft.bodyHtml }),
    );
    send.mutate('send');
  };
  const failed =
    send.error instanceof UploadsFailed
      ? t('compose.refuse.uploadsFailed')
      : isProblem(send.error, 'network')
        ? t('compose.send.lost')
        : undefined;
  return {
    entry,
    bodyHtml,
    sent,
    refused,
    waiting: waiting && items.length > 0,
    busy: send.isPending,
    problem: send.error ? (failed ?? textOf(problemType(send.error))) : undefined,
    fileRefusals: refusals,
    addFiles: (files: readonly File[]) => {
      setRefused(undefined);
      add(files);
    },
    write,
    submit,
    again: () => {
      send.reset();
      setSent(false);
    },
  };
}
