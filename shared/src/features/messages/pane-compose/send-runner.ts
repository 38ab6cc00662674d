import type { ApiClient } from '../../../api/client.ts';
import { isProblem, networkProblem, ProblemError } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import type { SenderNotification, SendMessage } from '../../../contract/messages.ts';
import type { HostComposeItem } from '../../../host/compose-item.port.ts';
import { HostError } from '../../../host/host.port.ts';
import { fingerprintOf, isChangedSince, isHarmless } from './draft-text.ts';
import { mayBeUnderWay } from './letting-go.ts';
import { FileFailed } from './pane-files.ts';
import type { Outcome, SendState, Step } from './send-machine.ts';

/** Words that take the plain ones' place in a draft whose recipients SEFOS tells. */
export interface HarmlessWords {
  readonly subject: string;
  readonly bodyHtml: string;
}

export interface RunnerDeps {
  readonly item: HostComposeItem;
  readonly api: ApiClient;
  /** What was read, and is to be sent. */
  readonly fingerprint: string;
  readonly words: HarmlessWords;
  /** Brings up the files; answers what is to be sent. @throws {FileFailed} */
  readonly prepare: () => Promise<Omit<SendMessage, 'draftKey' | 'notification'>>;
  /** Asks the person to identify more surely when the server wants it, and runs again. */
  readonly withStepUp: <T>(level: SendMessage['assuranceLevel'], run: () => Promise<T>) => Promise<T>;
  /** Stable for the same content (Idempotency-Key). */
  readonly keyFor: (content: unknown) => string;
  readonly sha256: (text: string) => Promise<string>;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** A send that the server has begun is over by then: asked again after it, its "no" is sure. */
export const SETTLE_MS = 5000;
/** Longest wait for an answer of the server, milliseconds; sealing a large message takes longer than asking. */
const ANSWER_MS = 30_000;
const SEAL_MS = 120_000;

function bounded<T>(run: (signal: AbortSignal) => Promise<T>, milliseconds: number): Promise<T> {
  const stop = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(networkProblem());
      stop.abort();
    }, milliseconds);
    run(stop.signal)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/** Runs the machine's effects against a mail item and the server. Remembers only what one try has learnt. */
export function makeRunner(deps: RunnerDeps) {
  const { item, api } = deps;
  let itemId: string | undefined;
  let prepared: SendMessage | undefined;
  let notification: SenderNotification | undefined;

  const save = async (): Promise<string> => {
    itemId = (await item.save()) ?? itemId;
    // Without the draft's id nobody could tell that it has been sent: a second try might send it twice.
    if (itemId === undefined) throw new HostError('unsupported', 'the host gives a saved draft no id');
    return itemId;
  };
  const draftKey = async (id: string) => deps.sha256(item.restId(id) ?? id);

  const post = async (state: SendState): Promise<Outcome> => {
    if (!prepared) {
      const body = await deps.prepare();
      prepared = {
        ...body,
        draftKey: await draftKey(itemId ?? (await save())),
        notification: state.plan.path === 'sender' ? 'sender' : 'everybody',
      };
    }
    const body = prepared;
    const idempotencyKey = deps.keyFor(body);
    const { id } = await deps.withStepUp(body.assuranceLevel, () =>
      bounded((signal) => api.call(routes.sendMessage, { body, idempotencyKey, signal }), SEAL_MS),
    );
    return { result: 'ok', messageId: id };
  };
  /** A message that has become of the draft is told as one that was sent already. */
  const findMessage = async (state: SendState): Promise<Outcome> => {
    const params = { draftKey: await draftKey(itemId ?? (await save())) };
    const ask = () => bounded((signal) => api.call(routes.findDraft, { params, signal }), ANSWER_MS);
    let { messageId } = await ask();
    if (messageId === null && mayBeUnderWay(state)) {
      await deps.pause(SETTLE_MS);
      ({ messageId } = await ask());
    }
    return messageId === null ? { result: 'ok' } : { result: 'already-sent', messageId };
  };
  const clearMark = async (): Promise<Outcome> => {
    await item.clearMark();
    // What the mail server holds bears the mark until then, and so would another window; asked for again there if it fails.
    await item.save().catch(() => undefined);
    return { result: 'ok' };
  };
  const idOf = (state: SendState) => ({ id: state.messageId ?? '' });
  const askNotification = async (state: SendState): Promise<Outcome> => {
    notification = await bounded(
      (signal) => api.call(routes.getSenderNotification, { params: idOf(state), signal }),
      ANSWER_MS,
    );
    return notification.alreadyNotified ? { result: 'already-told' } : { result: 'ok' };
  };
  const tell = async (state: SendState, by: 'sender' | 'sefos'): Promise<Outcome> => {
    await bounded(
      (signal) => api.call(routes.confirmNotified, { params: idOf(state), body: { by }, signal }),
      ANSWER_MS,
    );
    return { result: 'ok' };
  };
  /** What the draft shall hold in the end: the mail that tells, or nothing but a note. */
  const harmless = (state: SendState): HarmlessWords =>
    state.plan.path === 'sender' && state.told === 'waiting' && notification ? notification : deps.words;
  const checked = async (state: SendState, then: () => Promise<unknown>): Promise<Outcome> => {
    const { bodyHtml, subject } = harmless(state);
    const mail = state.plan.clear ? await item.read() : undefined;
    if (mail && !isHarmless(mail, bodyHtml, state.plan.keepItem ? undefined : subject)) return { result: 'changed' };
    await then();
    return { result: 'ok' };
  };
  /** What we may have put into the draft so far: also the mail that tells, when SEFOS tells in the end. */
  const ours = (): readonly HarmlessWords[] => (notification ? [deps.words, notification] : [deps.words]);
  const look = async (state: SendState): Promise<Outcome> => {
    const mail = await item.read();
    return {
      result: 'ok',
      // Classic Outlook's ids are places in a row: from the last one, so that none of the others moves.
      attachments: mail.attachments.map(({ id }) => id).reverse(),
      // What an earlier pane sent is not known here.
      changed:
        !state.earlier &&
        ours().every(({ bodyHtml, subject }) => isChangedSince(deps.fingerprint, mail, bodyHtml, subject)),
    };
  };
  const remove = async (): Promise<Outcome> => {
    const restId = itemId === undefined ? undefined : item.restId(itemId);
    if (restId === undefined) return { result: 'failed', cause: 'unsupported' };
    await bounded((signal) => api.call(routes.removeMailItem, { body: { restId }, signal }), ANSWER_MS);
    return { result: 'ok' };
  };
  const done = async (work: Promise<unknown>): Promise<Outcome> => {
    await work;
    return { result: 'ok' };
  };

  const steps: Readonly<Record<Step, (state: SendState, attachment: string | undefined) => Promise<Outcome>>> = {
    markSending: () => done(item.setMark({ state: 'sending', messageId: undefined })),
    save: () => done(save()),
    upload: () => done(deps.prepare()),
    compare: async () =>
      fingerprintOf(await item.read()) === deps.fingerprint ? { result: 'ok' } : { result: 'changed' },
    post,
    markEncrypted: (state) => done(item.setMark({ state: 'encrypted', messageId: state.messageId })),
    notification: askNotification,
    tellBySefos: (state) => tell(state, 'sefos'),
    look,
    headers: () => done(item.setHeaders(notification?.headers ?? {})),
    body: (state) => done(item.setBody(harmless(state).bodyHtml)),
    subject: (state) => done(item.setSubject(harmless(state).subject)),
    attachment: (_state, id) => done(id === undefined ? Promise.resolve() : item.removeAttachment(id)),
    recipients: () => done(item.clearRecipients()),
    markHarmless: (state) => done(item.setMark({ state: 'harmless', messageId: state.messageId })),
    askAgain: async (state) => {
      // Time for the other window to finish.
      if (state.elsewhere === 'maybe') await deps.pause(SETTLE_MS);
      return askNotification(state);
    },
    send: (state) => checked(state, () => item.send()),
    confirm: (state) => tell(state, 'sender'),
    saveHarmless: (state) => checked(state, save),
    discard: () => done(item.discard()),
    remove,
    findMessage,
    clearMark,
  };
  return {
    /** Does one effect. Rejects with what the host or the server threw; `outcomeOf` reads it. */
    run: (state: SendState, step: Step, attachment?: string): Promise<Outcome> => steps[step](state, attachment),
  };
}

/** What an error means for the machine. Only an answer is sure: a lost one leaves open whether it was done. */
export function outcomeOf(error: unknown): Outcome {
  if (isProblem(error, 'draft-already-sent') && typeof error.details.facts.messageId === 'string') {
    return { result: 'already-sent', messageId: error.details.facts.messageId };
  }
  if (error instanceof ProblemError) {
    const sure = error.details.status >= 400 && error.details.status < 500;
    // No request was made when nobody is signed in.
    return { result: sure || error.type === 'not-signed-in' ? 'failed' : 'unknown', cause: error.type };
  }
  if (error instanceof FileFailed) return { result: 'failed', cause: error.reason, name: error.fileName };
  if (error instanceof HostError) {
    return { result: error.code === 'timeout' ? 'unknown' : 'failed', cause: error.code };
  }
  return { result: 'unknown', cause: 'unknown' };
}
