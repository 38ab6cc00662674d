import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../../api/acting.tsx';
import { useApi } from '../../../api/api-context.tsx';
import type { ApiClient } from '../../../api/client.ts';
import { type ClientProblemType, problemType } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import { useSession } from '../../../api/session.tsx';
import { useWithStepUp } from '../../../api/step-up.ts';
import { useFormat } from '../../../components/use-format.ts';
import type { MessageContent, MessageHead } from '../../../contract/messages.ts';
import { senderLine } from '../../../domain/sender-line.ts';
import { messageKeys } from '../message-keys.ts';
import { offerFiles } from './carrying.ts';
import { addChips, type Draft } from './draft.ts';
import type { DraftEntry } from './draft-store.ts';
import { fetchSignature, signedBody, useSigningMailbox } from './signature.ts';

const REPLY_MARK = /^(?:sv|re|vs):/i;
const FORWARD_MARK = /^(?:vb|fwd?|vl):/i;

/** Who gets an answer: the sender, or everybody; never oneself, unless there is nobody else. To one's own message: those who got it. */
export function replyRecipients(head: MessageHead, own: string, everybody: boolean) {
  const isSender = head.role === 'sender';
  const self = new Set([own, ...(isSender ? [head.from.address] : [])].map((address) => address.toLowerCase()));
  const addressesOf = (kind: 'to' | 'cc') =>
    head.recipients
      .filter((recipient) => recipient.kind === kind && !self.has(recipient.address.toLowerCase()))
      .map(({ address }) => address);
  const sender = self.has(head.from.address.toLowerCase()) ? [] : [head.from.address];
  const to = [...sender, ...(everybody || sender.length === 0 ? addressesOf('to') : [])];
  const cc = everybody ? addressesOf('cc') : [];
  if (to.length > 0) return { to, cc };
  // Written to copies only, or to oneself alone.
  const copies = addressesOf('cc');
  return copies.length > 0 ? { to: copies, cc: [] } : { to: [own], cc: [] };
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

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const personText = ({ name, address }: { readonly name: string; readonly address: string }) =>
  name && name !== address ? `${name} <${address}>` : address;

/** The lines above a message that is passed on: who wrote it to whom, when, and about what. */
export function forwardedLines(
  head: MessageHead,
  words: {
    readonly title: string;
    readonly labels: Readonly<Record<'from' | 'sentAt' | 'to' | 'copy' | 'subject', string>>;
    readonly at: string;
    readonly subject: string;
  },
): string {
  const people = (kind: 'to' | 'cc') =>
    head.recipients
      .filter((recipient) => recipient.kind === kind)
      .map(personText)
      .join(', ');
  const { labels } = words;
  const lines: readonly (readonly [string, string])[] = [
    [labels.from, personText(head.from)],
    [labels.sentAt, words.at],
    [labels.to, people('to')],
    [labels.copy, people('cc')],
    [labels.subject, words.subject],
  ];
  const shown = lines.filter(([, text]) => text !== '');
  return `<p><strong>${escapeHtml(words.title)}</strong></p><p>${shown.map(([label, text]) => `${escapeHtml(label)}: ${escapeHtml(text)}`).join('<br>')}</p>`;
}

/** The draft that passes a message on: never at a lower level. */
export function forwardDraft(
  draft: Draft,
  head: MessageHead,
  content: Pick<MessageContent, 'subject'>,
  written: { readonly subject: string; readonly quoteHtml: string },
): Draft {
  return {
    ...draft,
    subject: FORWARD_MARK.test(content.subject) ? content.subject : written.subject,
    bodyHtml: written.quoteHtml,
    level: head.assuranceLevel,
    forwardOf: head.id,
  };
}

/** What a draft is made from. */
export interface Original {
  readonly replyTo: string | undefined;
  readonly everybody: boolean;
  readonly forwardOf: string | undefined;
}

/** Head and text of a message, as the cache has them or the server. */
async function readOriginal(api: ApiClient, queryClient: QueryClient, id: string) {
  const head = await queryClient.fetchQuery({
    queryKey: messageKeys.head(id),
    queryFn: () => api.call(routes.getMessage, { params: { id } }),
  });
  const content = await queryClient.fetchQuery({
    queryKey: messageKeys.content(id),
    queryFn: () => api.call(routes.openMessage, { params: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { head, content };
}

/** Makes a message that was read into the draft that answers it or passes it on. */
function useFill(entry: DraftEntry, { everybody, forwardOf }: Original) {
  const api = useApi();
  const withStepUp = useWithStepUp();
  const { account } = useSession();
  const own = useActing()?.acting?.address ?? account.email;
  const { t } = useTranslation();
  const format = useFormat();
  return (head: MessageHead, content: MessageContent, signature: string, sanitise: (html: string) => string) => {
    const quoted = (lines: string) =>
      signedBody(signature, `<blockquote>${sanitise(lines + content.bodyHtml)}</blockquote>`);
    if (forwardOf === undefined) {
      const intro = t('compose.quote', {
        name: senderLine(format.language, head.from) || head.from.address,
        date: format.exact(head.at),
      });
      const subject = t('compose.replySubject', { subject: content.subject });
      const people = replyRecipients(head, own, everybody);
      const quoteHtml = quoted(`<p>${escapeHtml(intro)}</p>`);
      return entry.update((draft) => replyDraft(draft, head, content, { ...people, subject, quoteHtml }));
    }
    const labels = {
      from: t('messages.read.from'),
      sentAt: t('messages.read.sentAt'),
      to: t('messages.read.to'),
      copy: t('messages.read.copy'),
      subject: t('compose.subject'),
    };
    const words = { title: t('compose.forwarded'), labels, at: format.exact(head.at), subject: content.subject };
    const subject = t('compose.forwardSubject', { subject: content.subject });
    const quoteHtml = quoted(forwardedLines(head, words));
    entry.update((draft) => forwardDraft(draft, head, content, { subject, quoteHtml }));
    offerFiles(entry, content.attachments, {
      api,
      messageId: head.id,
      told: head.role === 'recipient',
      withStepUp: (call) => withStepUp(head.assuranceLevel, call),
    });
  };
}

/** Reads the original into an empty draft, once. */
export function useOriginal(entry: DraftEntry, original: Original) {
  const api = useApi();
  const queryClient = useQueryClient();
  const mailboxId = useSigningMailbox();
  const [problem, setProblem] = useState<ClientProblemType>();
  const id = original.replyTo ?? original.forwardOf;
  const [ready, setReady] = useState(id === undefined || entry.prepared);
  const fill = useFill(entry, original);

  // biome-ignore lint/correctness/useExhaustiveDependencies: reads the original once for each draft.
  useEffect(() => {
    if (id === undefined || entry.prepared) return;
    let current = true;
    const prepare = async () => {
      const { head, content } = await readOriginal(api, queryClient, id);
      const signature = await fetchSignature(api, queryClient, mailboxId);
      const { sanitise } = await import(/* webpackChunkName: "sanitise" */ '../../../components/sanitise.ts');
      if (!current) return;
      fill(head, content, signature, sanitise);
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
  }, [id, original.everybody, entry]);
  return { ready, problem };
}
