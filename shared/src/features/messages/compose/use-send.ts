import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { casesKey } from '../../../api/cases-key.ts';
import { contactsKey } from '../../../api/contact-routes.ts';
import { ProblemError } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import { useSession } from '../../../api/session.tsx';
import { useWithStepUp } from '../../../api/step-up.ts';
import { useIntent } from '../../../api/use-intent.ts';
import { messageKeys } from '../message-keys.ts';
import { chipsOf, type Draft } from './draft.ts';
import { dropEntry } from './draft-registry.ts';
import type { DraftEntry } from './draft-store.ts';
import { toKeptDraft } from './draft-wire.ts';
import type { Refusal, RefusedField } from './refusals.ts';
import { toSendMessage } from './to-send-message.ts';

/** Thrown when a file could not be brought up. */
export class UploadsFailed extends Error {}

/** Thrown when the person went back while the files were still on their way. */
export class SendCancelled extends Error {}

/** Where in the composer a refusal of the server belongs. */
export interface RefusedAt {
  readonly step: 'write' | 'level' | 'external';
  /** For `external`: whose step. */
  readonly address?: string;
  readonly refusal?: Refusal;
}

const EXTERNAL: Readonly<Record<string, RefusedField>> = {
  'recipient-step-missing': 'method',
  'method-below-level': 'method',
  'method-unavailable': 'method',
  'phone-invalid': 'phone',
  'personal-number-invalid': 'personalNumber',
  'known-details-changed': 'method',
};
const WRITE = [
  'recipient-invalid',
  'recipient-domain-forbidden',
  'recipients-duplicate',
  'recipients-too-many',
  'body-too-large',
];
const RULES = ['level-inactive', 'method-unavailable', 'valid-until-invalid', 'max-downloads-invalid'];
const FILES = ['upload-incomplete', 'upload-not-found', 'attachments-too-many'];

/** Which step the cause is in; undefined when it is in none (then the message alone is shown where one stands). */
export function refusedAt(error: unknown, draft: Draft): RefusedAt | undefined {
  if (error instanceof UploadsFailed) return { step: 'write', refusal: { field: 'files', reason: 'uploadsFailed' } };
  if (!(error instanceof ProblemError)) return undefined;
  const field = EXTERNAL[error.type];
  const { address, index } = error.details.facts;
  if (field) {
    const named = typeof index === 'number' ? chipsOf(draft)[index]?.address : undefined;
    const whose = named ?? (typeof address === 'string' ? address : undefined);
    return whose === undefined ? undefined : { step: 'external', address: whose };
  }
  if (WRITE.includes(error.type) || FILES.includes(error.type)) return { step: 'write' };
  if (error.type === 'level-inactive' || error.type === 'level-below-original') return { step: 'level' };
  if (error.type === 'valid-until-invalid') {
    return { step: 'level', refusal: { field: 'validUntil', reason: 'validUntil' } };
  }
  if (error.type === 'max-downloads-invalid') {
    const count = Number(error.details.facts.most);
    return { step: 'level', refusal: { field: 'maxDownloads', reason: 'maxDownloads', facts: { count } } };
  }
  return undefined;
}

/** `hold`: it waits in Utkast for what identifies its recipients. */
export type Delivery = 'send' | 'hold';

/** Sends the draft once, or lets it wait, however often it is tried: waits for the files, steps up when asked, keeps its Idempotency-Key. */
export function useSend(entry: DraftEntry, onSent: (delivery: Delivery) => void) {
  const api = useApi();
  const queryClient = useQueryClient();
  const { mailboxId } = useSession();
  const withStepUp = useWithStepUp();
  const { keyFor, settle } = useIntent();
  const [waiting, setWaiting] = useState(false);
  const cancelled = useRef(false);
  const send = useMutation({
    mutationFn: async (delivery: Delivery) => {
      cancelled.current = false;
      setWaiting(true);
      const whole = await entry.uploads.settled();
      setWaiting(false);
      if (cancelled.current) throw new SendCancelled();
      if (!whole) throw new UploadsFailed();
      // What another page saved meanwhile is not lost; and no save of ours overtakes the sending.
      const saved = await entry.saver?.flush();
      await entry.saver?.hold();
      const draft = entry.get();
      const ids = entry.uploads.items().flatMap((item) => item.uploadId ?? []);
      const { id: draftId, revision: draftRevision } = entry.saver ?? {};
      if (delivery === 'hold' && draftId) {
        const body = { revision: draftRevision ?? 0, ...toKeptDraft(draft, ids), waiting: true };
        const params = { id: mailboxId, draftId };
        return withStepUp(draft.level ?? 2, () => api.call(routes.saveDraft, { params, body }));
      }
      const body = {
        ...toSendMessage(draft, mailboxId, ids),
        ...(draftId ? { draftId } : {}),
        ...(saved && draftRevision ? { draftRevision } : {}),
      };
      return withStepUp(body.assuranceLevel, () =>
        api.call(routes.sendMessage, { body, idempotencyKey: keyFor(body) }),
      );
    },
    onError: (error) => {
      entry.saver?.release();
      if (error instanceof ProblemError && error.type === 'known-details-changed')
        void queryClient.invalidateQueries({ queryKey: contactsKey(mailboxId) });
      // What was offered is not the organisation's any more.
      if (error instanceof ProblemError && RULES.includes(error.type))
        void Promise.all(
          [messageKeys.levels, messageKeys.rules].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
        );
    },
    onSuccess: (_answer, delivery) => {
      settle();
      if (entry.saver) dropEntry(entry);
      void queryClient.invalidateQueries({ queryKey: messageKeys.lists });
      void queryClient.invalidateQueries({ queryKey: casesKey });
      void queryClient.invalidateQueries({ queryKey: contactsKey(mailboxId) });
      onSent(delivery);
    },
  });
  const cancel = () => {
    cancelled.current = true;
  };
  return { send, waiting, cancel };
}
