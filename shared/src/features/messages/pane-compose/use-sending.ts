import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/api-context.tsx';
import { useSessionSoFar } from '../../../api/session.tsx';
import { useWithStepUp } from '../../../api/step-up.ts';
import { useIntent } from '../../../api/use-intent.ts';
import type { HostComposeItem } from '../../../host/compose-item.port.ts';
import type { DraftEntry } from '../compose/draft-store.ts';
import { toSendMessage } from '../compose/to-send-message.ts';
import { messageKeys } from '../message-keys.ts';
import { FileFailed, type PaneFiles } from './pane-files.ts';
import type { PaneFile, PaneItem } from './pane-item.ts';
import {
  again,
  begin,
  cancel,
  cancelEarlier,
  closeWindow,
  effectOf,
  leaveToSefos,
  resume,
  type SendPlan,
  type SendState,
  type Step,
  settle,
} from './send-machine.ts';
import { makeRunner, outcomeOf, type RunnerDeps } from './send-runner.ts';
import { useGoingOn } from './use-going-on.ts';

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** What the host and the item allow. `clear`: an invitation's text goes away too. */
export const planFor = ({ surface, abilities }: HostComposeItem, clear: boolean): SendPlan => ({
  path: surface === 'message' && abilities.send ? 'sender' : 'sefos',
  headers: abilities.headers,
  close: abilities.close,
  keepItem: surface === 'appointment',
  clear: surface === 'message' || clear,
});

/** One sending: what is to be sent, and with which files. */
export interface Sending {
  readonly item: PaneItem;
  /** The files that go along; those that the person chose to leave out are not among them. */
  readonly files: readonly PaneFile[];
  readonly clear: boolean;
  /** The draft bears the mark of an earlier try. */
  readonly earlierTry: boolean;
}

type Runner = ReturnType<typeof makeRunner>;

/** Drives the machine: one effect after the other, until it stops or is done. */
function useMachine() {
  const [state, setState] = useState<SendState>();
  const runner = useRef<Runner>(undefined);
  const failure = useRef<unknown>(undefined);
  // A mutation, so that the end of the session is noticed as everywhere else.
  const { mutateAsync } = useMutation({
    mutationFn: ({ at, step, attachment }: { at: SendState; step: Step; attachment: string | undefined }) => {
      if (!runner.current) throw new Error('nothing was begun');
      return runner.current.run(at, step, attachment);
    },
  });
  const drive = useCallback(
    async (from: SendState) => {
      let now = from;
      setState(now);
      for (let effect = effectOf(now); effect; effect = effectOf(now)) {
        const outcome = await mutateAsync({ at: now, step: effect.step, attachment: effect.attachment }).catch(
          (error: unknown) => {
            failure.current = error;
            return outcomeOf(error);
          },
        );
        now = settle(now, outcome);
        setState(now);
      }
    },
    [mutateAsync],
  );
  return { state, setState, runner, failure, drive };
}

/** Encrypts and sends the item, goes on after a stop, and goes on with what an earlier pane began. */
export function useSending(
  source: HostComposeItem | undefined,
  entry: DraftEntry,
  files: PaneFiles,
  pause: RunnerDeps['pause'] = wait,
) {
  const { t } = useTranslation();
  const api = useApi();
  const session = useSessionSoFar();
  const queryClient = useQueryClient();
  const withStepUp = useWithStepUp();
  const { keyFor } = useIntent();
  const { state, setState, runner, failure, drive } = useMachine();
  useGoingOn(state, drive);
  const [withFiles, setWithFiles] = useState(false);
  const [unreadable, setUnreadable] = useState<readonly PaneFile[]>([]);

  const words = {
    subject: t('paneCompose.neutral.subject'),
    bodyHtml: `<p>${escapeHtml(t('paneCompose.neutral.body'))}</p>`,
  };
  const prepareWith =
    (sending: Sending, mailboxId: string): RunnerDeps['prepare'] =>
    async () => {
      const { sanitise } = await import(/* webpackChunkName: "sanitise" */ '../../../components/sanitise.ts');
      await files.bringUp(sending.files);
      const bodyHtml = sanitise(await files.fillBody(sending.item));
      return toSendMessage({ ...entry.get(), bodyHtml }, mailboxId, files.uploadIds(sending.files));
    };
  const make = (item: HostComposeItem, fingerprint: string, prepare: RunnerDeps['prepare']) =>
    makeRunner({ item, api, fingerprint, words, prepare, withStepUp, keyFor, sha256, pause });

  const makeWithoutSending = (item: HostComposeItem) =>
    make(item, '', () => Promise.reject(new Error('nothing is sent anew')));

  const done = state?.phase === 'done';
  useEffect(() => {
    if (done) void queryClient.invalidateQueries({ queryKey: messageKeys.lists });
  }, [done, queryClient]);
  const stopped = state?.phase === 'stopped' ? state.stop : undefined;
  useEffect(() => {
    const error = failure.current;
    // What the host would not give once is offered to be left out; it is still tried first.
    if (stopped && error instanceof FileFailed && error.file && error.reason !== 'offline') {
      const { file } = error;
      setUnreadable((before) => (before.some(({ id }) => id === file.id) ? before : [...before, file]));
    }
  }, [stopped, failure]);

  return {
    state,
    /** Whether there is anything to bring up. */
    withFiles,
    /** Files that could not be read when it was last tried. */
    unreadable,
    start: (sending: Sending) => {
      if (!source || !session) return;
      setWithFiles(sending.files.length > 0);
      runner.current = make(source, sending.item.fingerprint, prepareWith(sending, session.mailboxId));
      void drive(begin(planFor(source, sending.clear), sending.earlierTry));
    },
    /** The message is sealed already: makes the draft harmless and tells the recipients. */
    resume: (messageId: string, clear: boolean) => {
      if (!source) return;
      runner.current = makeWithoutSending(source);
      void drive(resume(planFor(source, clear), messageId));
    },
    /** What an earlier pane began is given up: the draft becomes an ordinary one again, if nothing was sent. */
    cancelEarlier: () => {
      if (!source) return;
      runner.current = makeWithoutSending(source);
      void drive(cancelEarlier(planFor(source, true)));
    },
    cancel: () => state && void drive(cancel(state)),
    again: () => state && void drive(again(state)),
    close: () => state && void drive(closeWindow(state)),
    leaveToSefos: () => state && void drive(leaveToSefos(state)),
    /** They are tried anew. */
    forgetUnreadable: () => setUnreadable([]),
    /** Back to what is to be sent. */
    leave: () => setState(undefined),
  };
}
