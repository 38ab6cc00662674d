import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/api-context.tsx';
import { type ClientProblemType, problemType } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import { useSession } from '../../../api/session.tsx';
import { useFormat } from '../../../components/use-format.ts';
import type { MessageContent, MessageHead } from '../../../contract/messages.ts';
import { messageKeys } from '../message-keys.ts';
import { addChips, type Draft } from './draft.ts';
import type { DraftEntry } from './draft-store.ts';
import { fetchSignature, signedBody } from './signature.ts';

const REPLY_MARK = /^(?:sv|re|vs):/i;

/** Who gets an answer: the sender, or everybody but oneself. */
export function replyRecipients(head: MessageHead, own: string, everybody: boolean) {
  const others = (kind: 'to' | 'cc') =>
    head.recipients
      .filter((recipient) => recipient.kind === kind && recipient.address !== own)
      .map(({ address }) => address);
  if (!everybody) return { to: [head.from.address], cc: [] };
  return { to: [head.from.address, ...others('to')].filter((address) => address !== own), cc: others('cc') };
}

/** The draft of an answer: never at a lower level than what it answers. */
export function replyDraft(
  draft: Draft,
  head: MessageHead,
  content: Pick<MessageContent, 'subject'>,
  answer: {
    readonly to: readonly string[];
    readonly cc: readonly string[];
    readonly subject: string;
    readonly quoteHtml: string;
  },
): Draft {
  const addressed = addChips(addChips(draft, 'to', answer.to), 'cc', answer.cc);
  return {
    ...addressed,
    subject: REPLY_MARK.test(content.subject) ? content.subject : answer.subject,
    bodyHtml: answer.quoteHtml,
    level: head.assuranceLevel,
    inReplyTo: head.id,
  };
}

/** Reads the original into an empty draft, once. */
export function useReply(entry: DraftEntry, replyTo: string | undefined, everybody: boolean) {
  const api = useApi();
  const queryClient = useQueryClient();
  const { account, mailboxId } = useSession();
  const { t } = useTranslation();
  const format = useFormat();
  const [problem, setProblem] = useState<ClientProblemType>();
  const [ready, setReady] = useState(replyTo === undefined || entry.prepared);

  // biome-ignore lint/correctness/useExhaustiveDependencies: reads the original once for each answer.
  useEffect(() => {
    if (replyTo === undefined || entry.prepared) return;
    let current = true;
    const prepare = async () => {
      const head = await queryClient.fetchQuery({
        queryKey: messageKeys.head(replyTo),
        queryFn: () => api.call(routes.getMessage, { params: { id: replyTo } }),
      });
      const content = await queryClient.fetchQuery({
        queryKey: messageKeys.content(replyTo),
        queryFn: () => api.call(routes.openMessage, { params: { id: replyTo } }),
        staleTime: Number.POSITIVE_INFINITY,
      });
      const signature = await fetchSignature(api, queryClient, mailboxId);
      const { sanitise } = await import(/* webpackChunkName: "sanitise" */ '../../../components/sanitise.ts');
      if (!current) return;
      const intro = t('compose.quote', { name: head.from.name || head.from.address, date: format.exact(head.at) });
      const quote = `<blockquote>${sanitise(`<p>${intro}</p>${content.bodyHtml}`)}</blockquote>`;
      const quoteHtml = signedBody(signature, quote);
      const subject = t('compose.replySubject', { subject: content.subject });
      const people = replyRecipients(head, account.email, everybody);
      entry.update((draft) => replyDraft(draft, head, content, { ...people, subject, quoteHtml }));
      entry.prepared = true;
      // Nobody has written anything yet.
      entry.saver?.adopt(0);
      setReady(true);
    };
    prepare().catch((error: unknown) => {
      if (current) setProblem(problemType(error));
    });
    return () => {
      current = false;
    };
  }, [replyTo, everybody, entry]);
  return { ready, problem };
}
