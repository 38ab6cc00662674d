import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Keyset } from '../../platform/database/keyset.ts';
import { retentionCutoff } from './retention.job.ts';
import {
  RETENTION_FOLDERS,
  type RetentionFolder,
  type RetentionMailbox,
  type RetentionRepository,
} from './retention.repository.ts';

/** Copies read at once: some milliseconds, since on SQLite nothing else runs meanwhile. */
const SLICE = 500;
/** Read of each folder once enough has been counted: for the oldest. */
const FIRST = 20;
const MAILBOXES = 100;

/** What would go, counted. `oldest` in milliseconds. */
export interface RetentionPreview {
  readonly mailboxes: number;
  readonly received: number;
  readonly sent: number;
  readonly held: number;
  readonly oldest: number | null;
  /** False when counting has stopped before the end. */
  readonly exact: boolean;
}

/** Counts what retention would purge, oldest first and a slice at a time, so that others have their turn between; up to `most`. */
export class RetentionCount {
  readonly #repository: RetentionRepository;
  readonly #now: number;
  readonly #most: number;
  readonly #copies: Record<RetentionFolder, number> = { received: 0, sent: 0 };
  #mailboxes = 0;
  #held = 0;
  #oldest: number | null = null;
  #exact = true;

  constructor(repository: RetentionRepository, now: number, most = Number.POSITIVE_INFINITY) {
    this.#repository = repository;
    this.#now = now;
    this.#most = most;
  }

  get result(): RetentionPreview {
    return {
      ...this.#copies,
      mailboxes: this.#mailboxes,
      held: this.#held,
      oldest: this.#oldest,
      exact: this.#exact,
    };
  }

  /** Every mailbox of an organisation. */
  async organisation(organisationId: string, days: number): Promise<RetentionPreview> {
    for (let after = ''; ; ) {
      const mailboxes = await this.#repository.mailboxes(after, MAILBOXES, organisationId);
      for (const mailbox of mailboxes) await this.mailbox(mailbox, days);
      after = mailboxes.at(-1)?.id ?? '';
      if (mailboxes.length < MAILBOXES) return this.result;
    }
  }

  /** One mailbox, of an organisation that keeps messages for `days`. */
  async mailbox(mailbox: Pick<RetentionMailbox, 'id' | 'retention_days'>, days: number): Promise<RetentionPreview> {
    const cutoff = retentionCutoff(mailbox, days, this.#now);
    if (cutoff === null) return this.result;
    this.#mailboxes += 1;
    for (const folder of RETENTION_FOLDERS) await this.#folder(mailbox.id, folder, cutoff);
    return this.result;
  }

  async #folder(mailboxId: string, folder: RetentionFolder, cutoff: number): Promise<void> {
    let after: Keyset = { at: 0, id: '' };
    for (;;) {
      const limit = this.#isEnough() ? FIRST : SLICE;
      const found = await this.#repository.aged(mailboxId, folder, after, cutoff, limit);
      const going = found.filter(({ held }) => held === null);
      this.#copies[folder] += going.length;
      this.#held += found.length - going.length;
      // Oldest first: no later slice has an older one.
      const first = going[0]?.at ?? null;
      if (first !== null && (this.#oldest === null || first < this.#oldest)) this.#oldest = first;
      const last = found.at(-1);
      await othersTurn();
      if (!last || found.length < limit) return;
      if (this.#isEnough()) {
        this.#exact = false;
        return;
      }
      after = last;
    }
  }

  #isEnough(): boolean {
    return this.#copies.received + this.#copies.sent + this.#held >= this.#most;
  }
}
