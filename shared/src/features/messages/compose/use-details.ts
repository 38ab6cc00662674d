import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { type ClientProblemType, ProblemError, problemType } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import { useSession } from '../../../api/session.tsx';
import { useWithStepUp } from '../../../api/step-up.ts';
import { useIntent } from '../../../api/use-intent.ts';
import { verificationFor } from '../../../domain/levels.ts';
import { messageKeys } from '../message-keys.ts';
import { type Chip, chipsOf, type Draft, type ExternalDraft, externalChips, updateChips } from './draft.ts';
import { forgetDraft } from './draft-registry.ts';
import { fromDraftContent, textOfKept, toKeptDraft } from './draft-wire.ts';
import { externalRefusals } from './refusals.ts';
import { toSendMessage } from './to-send-message.ts';
import { askWhere } from './use-resolve.ts';

/** What identifies a recipient without an account. */
export type Datum = 'phone' | 'personalNumber';

/** A recipient that lacks what her method asks for. */
export interface Lacking {
  readonly chip: Chip;
  readonly datum: Datum;
}

/** What the person typed, by address. */
export type Typed = Readonly<Record<string, string>>;

const datumOf = (external: ExternalDraft | undefined): Datum | undefined => {
  const needs = external?.method ? verificationFor(external.method) : 'none';
  return needs === 'none' ? undefined : needs;
};

/** Whose details are not known yet, or are no good, in order. */
export function lackingIn(draft: Draft): readonly Lacking[] {
  return externalChips(draft).flatMap((chip) => {
    const external = draft.external[chip.address];
    const datum = datumOf(external);
    if (!external || !datum) return [];
    const refusals = externalRefusals({ ...external, later: undefined }, draft.level ?? 1);
    return refusals.some(({ field }) => field === datum) ? [{ chip, datum }] : [];
  });
}

/** The draft with what was typed, where something was. */
export function filledIn(draft: Draft, lacking: readonly Lacking[], typed: Typed): Draft {
  const external = { ...draft.external };
  for (const { chip, datum } of lacking) {
    const before = external[chip.address];
    const text = typed[chip.address]?.trim() ?? '';
    if (before && text !== '') external[chip.address] = { ...before, [datum]: text, later: undefined };
  }
  return { ...draft, external };
}

interface Read {
  readonly draft: Draft;
  readonly uploadIds: readonly string[];
  readonly missingUploads: number;
  readonly lacking: readonly Lacking[];
}

/** What was written in a session of this level is read in such a one only. */
const HIGHEST_LEVEL = 3;

/** Reads the draft, with where its addresses lead today. */
function useRead(draftId: string) {
  const api = useApi();
  const withStepUp = useWithStepUp();
  const { mailboxId } = useSession();
  const saved = useRef({ revision: 0, text: '' });
  const [read, setRead] = useState<Read>();
  const [problem, setProblem] = useState<ClientProblemType>();
  const load = useCallback(async () => {
    setProblem(undefined);
    try {
      const params = { id: mailboxId, draftId };
      const content = await withStepUp(HIGHEST_LEVEL, () => api.call(routes.getDraft, { params }));
      const typed = fromDraftContent(content);
      const known = await askWhere(
        api,
        chipsOf(typed).map(({ address }) => address),
      );
      const draft = updateChips(typed, known);
      const uploadIds = content.uploads.map(({ id }) => id);
      saved.current = { revision: content.revision, text: textOfKept(toKeptDraft(draft, uploadIds)) };
      setRead({ draft, uploadIds, missingUploads: content.missingUploads ?? 0, lacking: lackingIn(draft) });
    } catch (error) {
      setProblem(problemType(error));
    }
  }, [api, withStepUp, mailboxId, draftId]);
  useEffect(() => void load(), [load]);
  return { read, problem, load, saved };
}

/** A message that waits: what it waits for is filled in, saved, and when nothing lacks any more the message is sent. */
export function useDetails(draftId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const withStepUp = useWithStepUp();
  const { mailboxId } = useSession();
  const { keyFor, settle } = useIntent();
  const { read, problem, load, saved } = useRead(draftId);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: messageKeys.lists });
  /** Answers how many are still waited for; none: it was sent. */
  const save = useMutation({
    mutationFn: async ({ draft, uploadIds, lacking }: Read): Promise<number> => {
      const level = draft.level ?? 2;
      const kept = toKeptDraft(draft, uploadIds);
      const text = textOfKept(kept);
      if (text !== saved.current.text) {
        const body = { revision: saved.current.revision, ...kept, waiting: true };
        const params = { id: mailboxId, draftId };
        const { revision } = await withStepUp(level, () => api.call(routes.saveDraft, { params, body }));
        saved.current = { revision, text };
      }
      if (lacking.length > 0) return lacking.length;
      const body = {
        ...toSendMessage(draft, mailboxId, uploadIds),
        ...{ draftId, draftRevision: saved.current.revision },
      };
      await withStepUp(level, () => api.call(routes.sendMessage, { body, idempotencyKey: keyFor(body) }));
      settle();
      return 0;
    },
    onSettled: refresh,
    onSuccess: (left) => left > 0 || forgetDraft(draftId),
  });
  const submit = (typed: Typed, done: (left: number) => void) => {
    if (!read) return;
    const draft = filledIn(read.draft, read.lacking, typed);
    save.mutate({ ...read, draft, lacking: lackingIn(draft) }, { onSuccess: done });
  };
  const { address } = save.error instanceof ProblemError ? save.error.details.facts : {};
  return { read, problem, load, submit, save, refusedAddress: typeof address === 'string' ? address : undefined };
}
