import type { ApiClient } from '../../../api/client.ts';
import { problemType } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import type { CountedAttachmentView } from '../../../contract/messages.ts';
import type { CarriedFile } from '../../../contract/reading.ts';
import type { TUS_VERSION } from '../../../contract/uploads.ts';
import type { DraftEntry } from './draft-store.ts';
import type { FileRefusal, StartCarrying, Transfer, TransferEvents } from './uploads.ts';

const tusVersion: typeof TUS_VERSION = '1.0.0';

/** How one step of a copy is asked for; null begins. */
export type CarryStep = (uploadId: string | null) => Promise<CarriedFile>;

/** A copy that the server makes, step by step, told like a transfer. `end` removes what it has begun. */
export function startCarrying(
  step: CarryStep,
  end: (uploadId: string) => void,
  events: TransferEvents,
  known?: string,
): Transfer {
  let uploadId = known ?? null;
  let running = false;
  let ended = false;
  let kept = false;
  const goesOn = () => !ended;
  const run = async () => {
    running = true;
    for (let complete = false; !complete && goesOn(); ) {
      const done = await step(uploadId);
      const begun = uploadId === null;
      uploadId = done.uploadId;
      // Removed before anybody knew its name.
      if (!goesOn()) return begun && !kept ? end(uploadId) : undefined;
      if (begun) events.onBegun(uploadId);
      events.onProgress(done.offsetBytes);
      complete = done.complete;
    }
    if (goesOn() && uploadId !== null) events.onDone(uploadId);
  };
  const start = () => {
    if (running) return;
    run()
      .catch((error: unknown) => {
        if (goesOn()) events.onFailed(problemType(error));
      })
      .finally(() => {
        running = false;
      });
  };
  start();
  return {
    resume: start,
    abort: (keep = false) => {
      ended = true;
      kept = keep;
      if (!keep && uploadId !== null) end(uploadId);
    },
  };
}

/** The files of the message that is passed on, with the way to take each along. */
export interface Carriable {
  readonly files: readonly CountedAttachmentView[];
  /** The sender of the message is told of what is taken along. */
  readonly told: boolean;
  /** Undefined as long as it is not taken along; else the id of its row. */
  readonly taken: (file: CountedAttachmentView) => string | undefined;
  readonly take: (file: CountedAttachmentView) => FileRefusal | undefined;
}

const carriable = new WeakMap<DraftEntry, Carriable>();

/** What may be taken along into a draft; undefined for one that passes nothing on, or that was begun on another page. */
export const carriableOf = (entry: DraftEntry): Carriable | undefined => carriable.get(entry);

/** Offers the files of a message to the draft that passes it on. None comes along by itself: its sender is told of it as of a download. */
export function offerFiles(
  entry: DraftEntry,
  files: readonly CountedAttachmentView[],
  parts: {
    readonly api: ApiClient;
    readonly messageId: string;
    readonly told: boolean;
    readonly withStepUp: <T>(call: () => Promise<T>) => Promise<T>;
  },
): void {
  const { api, messageId, told, withStepUp } = parts;
  const rows = new Map<string, string>();
  const end = (uploadId: string) =>
    void api
      .fetch(`/uploads/${uploadId}`, { method: 'DELETE', headers: { 'tus-resumable': tusVersion } })
      .catch(() => undefined);
  const offer: Carriable = {
    files,
    told,
    taken: ({ id }) => rows.get(id),
    take: (file) => {
      const call: CarryStep = (uploadId) =>
        withStepUp(() =>
          api.call(routes.carryFile, { params: { id: messageId }, body: { attachmentId: file.id, uploadId } }),
        );
      const begin: StartCarrying = (events, uploadId) => startCarrying(call, end, events, uploadId);
      const item = entry.uploads.carry(file, begin);
      if ('reason' in item) return item;
      rows.set(file.id, item.id);
      return undefined;
    },
  };
  carriable.set(entry, offer);
}
