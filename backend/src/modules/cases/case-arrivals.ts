import type { AccountActor } from '../../platform/actor.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { enqueue, type JobHandler, type JobPayload } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { CaseMembers } from './case-members.ts';
import { type Arrival, arrivedWrites, freedWrites } from './case-writes.ts';
import type { CasesRepository } from './cases.repository.ts';

const FREE_JOB = 'free-cases';

const freeJob = (mailboxId: string | null, accountId: string, now: number): Statement =>
  enqueue(FREE_JOB, { mailboxId, accountId }, now);

/** The writes that set somebody's cases free; belongs into the batch that takes her out, after her membership went. */
export const leftCases = (
  mailboxId: string,
  accountId: string,
  by: Pick<AccountActor, 'accountId' | 'displayName'> | null,
  now: number,
): Statement[] => [
  ...freedWrites(mailboxId, accountId, by, now),
  // Whoever has taken more than one batch sets free: the job goes on.
  freeJob(mailboxId, accountId, now),
];

/** The write that sets free what an account has taken anywhere; belongs into the batch that removes the account. */
export const leftAllCases = (accountId: string, now: number): Statement => freeJob(null, accountId, now);

/** The writes of a message's arrival in whichever of these mailboxes handle cases. */
export const arrivedCases = (
  arrivals: readonly (Arrival & { readonly kind: 'personal' | 'function' })[],
  now: number,
): Statement[] =>
  // In one order, so that two batches never wait for each other.
  arrivals
    .filter(({ kind }) => kind === 'function')
    .sort((one, other) => (one.mailboxId < other.mailboxId ? -1 : 1))
    .flatMap(({ kind: _kind, ...arrival }) => arrivedWrites(arrival, now));

export interface FreeCasesParts {
  readonly clock: Clock;
  readonly repository: CasesRepository;
  readonly members: CaseMembers;
}

/** Goes on setting free what somebody who left had taken, a batch at a time. */
export class FreeCases {
  readonly #parts: FreeCasesParts;

  constructor(parts: FreeCasesParts) {
    this.#parts = parts;
  }

  /** Answers the writes of one turn; they go with the end of the job, and ask for the next. */
  async run({ mailboxId, accountId }: JobPayload): Promise<readonly Statement[]> {
    const { clock, repository, members } = this.#parts;
    const id = String(accountId);
    const place = await repository.mailboxOfTaken(id, mailboxId == null ? null : String(mailboxId));
    // Who was let in again keeps what she has taken since.
    if (place === null || (await members.find(place, id)) !== null) return [];
    const now = clock.now().getTime();
    return [...freedWrites(place, id, null, now), freeJob(mailboxId == null ? null : place, id, now)];
  }
}

/** The jobs of cases. */
export const caseJobs = ({ freeCases }: { readonly freeCases: FreeCases }): Record<string, JobHandler> => ({
  [FREE_JOB]: (payload) => freeCases.run(payload),
});
