import { type ClientProblemType, ProblemError, problemType } from '../../../api/problem-error.ts';

/**
 * How far what is written has come: `blank` there is nothing to keep, `unsaved` waits for a pause, `retrying` got no answer and
 * tries again, `changed` somebody else has saved or sent it since and the person chooses, `refused` the server will not take it so.
 */
export type SaveState = 'blank' | 'unsaved' | 'saving' | 'saved' | 'retrying' | 'changed' | 'refused';

export interface SaveStatus {
  readonly state: SaveState;
  /** Why, for `changed`, `refused` and `retrying`. */
  readonly problem: ClientProblemType | undefined;
}

/** What a saver needs; `Content` is what the server is told. */
export interface SaverParts<Content> {
  /** What is written now. */
  readonly content: () => Content;
  /** True when that is nothing: it makes no draft. */
  readonly blank: () => boolean;
  /** What makes one content another: equal texts are not saved again. */
  readonly textOf: (content: Content) => string;
  /** `leaving`: the page may go away before the answer. @throws {ProblemError} */
  readonly put: (id: string, revision: number, content: Content, leaving: boolean) => Promise<{ revision: number }>;
  /** A draft of its own follows: what the one before held on the server is not part of it. */
  readonly onAnew: () => void;
  /** Calls back after so many milliseconds; returns the way to prevent it. */
  readonly later: (run: () => void, milliseconds: number) => () => void;
  /** Milliseconds, of any clock that goes forward. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** So long after the last change it is saved. */
const PAUSE_MS = 1000;
/** Somebody who never pauses is saved so often. */
const LONGEST_MS = 10_000;
/** Waits between tries; the last one again and again. */
const BACKOFF_MS = [1000, 2000, 5000, 10_000, 20_000];
const CHOICES: readonly ClientProblemType[] = ['draft-changed', 'draft-already-sent'];

const mayHeal = (error: unknown) => {
  const status = error instanceof ProblemError ? error.details.status : 0;
  return status === 0 || status === 401 || status === 429 || status >= 500;
};

interface Pending<Content> {
  readonly content: Content;
  readonly text: string;
}

/** Saves one draft by itself: one request at a time, again when no answer came, never over what somebody else saved. */
export class DraftSaver<Content> {
  readonly #parts: SaverParts<Content>;
  readonly #listeners = new Set<() => void>();
  #id: string;
  #revision = 0;
  /** Text of what the server has, or of what needs no saving. */
  #kept: string | undefined;
  /** Sent without an answer: said again word for word before anything newer, or we would contradict ourselves. */
  #unanswered: Pending<Content> | undefined;
  #status: SaveStatus = { state: 'blank', problem: undefined };
  #running: Promise<void> | undefined;
  #cancel: (() => void) | undefined;
  /** When the oldest change that is not saved was made. */
  #since: number | undefined;
  #tries = 0;
  #held = false;

  constructor(parts: SaverParts<Content>, id: string = parts.newId()) {
    this.#parts = parts;
    this.#id = id;
  }

  get id(): string {
    return this.#id;
  }

  /** 0: the server has none. */
  get revision(): number {
    return this.#revision;
  }

  readonly status = (): SaveStatus => this.#status;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => void this.#listeners.delete(changed);
  };

  /** True while {@link hold} lasts. */
  get held(): boolean {
    return this.#held;
  }

  /** True when the server has, or may have, the draft. */
  known(): boolean {
    return this.#revision > 0 || this.#unanswered !== undefined;
  }

  /** True when nothing is left of what the server has. */
  emptied(): boolean {
    return this.#revision > 0 && this.#parts.blank();
  }

  /** True when leaving now would lose something. */
  unsaved(): boolean {
    return this.#pending() !== undefined || this.#unanswered !== undefined;
  }

  /** Something was written: it is saved after a pause. */
  touch(): void {
    const { state } = this.#status;
    if (this.#held || state === 'changed' || state === 'retrying') return;
    // What the server said of a recipient is a change, but nothing to save.
    if (state !== 'unsaved' && !this.#running && !this.#pending()) return;
    const now = this.#parts.now();
    this.#since ??= now;
    this.#cancel?.();
    const pause = Math.min(PAUSE_MS, Math.max(0, this.#since + LONGEST_MS - now));
    this.#cancel = this.#parts.later(() => void this.#save(false), pause);
    if (!this.#running) this.#set('unsaved');
  }

  /** Saves what is not saved, now; true when the server has everything. */
  async flush(leaving = false): Promise<boolean> {
    if (this.#held || this.#status.state === 'changed') return !this.unsaved();
    await this.#running;
    if (this.unsaved()) await this.#save(leaving);
    // An older request stood in the way of the newest text.
    if (this.#status.state === 'unsaved' && this.unsaved()) await this.#save(leaving);
    return !this.unsaved();
  }

  /** Stops saving while the draft is being sent or removed; resolves when nothing is under way. */
  async hold(): Promise<void> {
    this.#held = true;
    this.#cancel?.();
    await this.#running;
  }

  /** Goes on after {@link hold}: the draft was not sent after all. */
  release(): void {
    this.#held = false;
    this.touch();
  }

  /** What is written now needs no saving: it was read from the server, or made by ourselves (revision 0). */
  adopt(revision: number): void {
    this.#cancel?.();
    this.#revision = revision;
    this.#unanswered = undefined;
    this.#kept = this.#parts.textOf(this.#parts.content());
    this.#tries = 0;
    this.#since = undefined;
    this.#set(revision > 0 ? 'saved' : 'blank');
  }

  /** Keeps what is written here as a draft of its own, beside what somebody else saved. */
  async keepAsNew(): Promise<void> {
    this.#id = this.#parts.newId();
    this.#revision = 0;
    this.#kept = undefined;
    this.#unanswered = undefined;
    this.#set('unsaved');
    this.#parts.onAnew();
    await this.#save(false);
  }

  #pending(): Pending<Content> | undefined {
    // What is empty makes no draft, but empties one.
    if (this.#revision === 0 && this.#parts.blank()) return undefined;
    const content = this.#parts.content();
    const text = this.#parts.textOf(content);
    return text === this.#kept ? undefined : { content, text };
  }

  #set(state: SaveState, problem?: ClientProblemType): void {
    this.#status = { state, problem };
    for (const listener of this.#listeners) listener();
  }

  async #save(leaving: boolean): Promise<void> {
    if (this.#running) return this.#running;
    this.#cancel?.();
    const next = this.#unanswered ?? this.#pending();
    this.#since = undefined;
    if (!next) return this.#set(this.#revision > 0 ? 'saved' : 'blank');
    this.#unanswered = next;
    if (this.#status.state !== 'retrying') this.#set('saving');
    this.#running = this.#parts.put(this.#id, this.#revision, next.content, leaving).then(
      ({ revision }) => this.#answered(revision, next.text),
      (error: unknown) => this.#failed(error),
    );
    await this.#running;
  }

  #answered(revision: number, text: string): void {
    this.#running = undefined;
    this.#unanswered = undefined;
    this.#revision = revision;
    this.#kept = text;
    this.#tries = 0;
    this.#set('saved');
    if (this.#pending()) this.touch();
  }

  #failed(error: unknown): void {
    this.#running = undefined;
    const problem = problemType(error);
    if (problem === 'draft-gone') {
      // Removed elsewhere while somebody wrote here: what is written is kept.
      this.#unanswered = undefined;
      this.#revision = 0;
      this.#kept = undefined;
      this.#parts.onAnew();
      this.touch();
      return;
    }
    if (mayHeal(error)) {
      this.#set('retrying', problem);
      const wait = BACKOFF_MS[Math.min(this.#tries, BACKOFF_MS.length - 1)] ?? 0;
      this.#tries += 1;
      if (!this.#held) this.#cancel = this.#parts.later(() => void this.#save(false), wait);
      return;
    }
    this.#unanswered = undefined;
    this.#set(CHOICES.includes(problem) ? 'changed' : 'refused', problem);
  }
}
