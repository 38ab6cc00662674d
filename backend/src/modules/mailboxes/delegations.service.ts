import type { DelegationView, GiveDelegation } from '@sefos/shared/contract/delegations.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { DelegationRecord } from './delegation.entity.ts';
import { toldStatements, turnStatements } from './delegation-turns.job.ts';
import {
  type DelegationsRepository,
  endStatement,
  giveStatements,
  type NamedDelegation,
} from './delegations.repository.ts';
import { inTurn } from './mailbox-events.ts';
import type { MailboxesService } from './mailboxes.service.ts';

const DAY_MILLISECONDS = 86_400_000;

export interface DelegationsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: DelegationsRepository;
  readonly mailboxes: MailboxesService;
  /** Asks for a fresh identification: what a stolen session gives away would outlive it. */
  readonly confirm: { readonly require: (actor: AccountActor) => Promise<void> };
}

const instant = (ms: number): string => new Date(ms).toISOString();

const present = (row: NamedDelegation): DelegationView => ({
  id: row.id,
  giver: { name: row.giver_name, address: row.giver_address },
  delegate: { name: row.delegate_name, address: row.delegate_address },
  startsAt: instant(row.starts_at),
  endsAt: instant(row.ends_at),
  olderMessages: row.older_messages === 1,
});

/** Settings are the holder's own: nobody who is in another mailbox touches any. @throws {DomainError} not-allowed */
const requireHerself = (actor: AccountActor): void => {
  if (actor.entered) throw new DomainError('not-allowed');
};

/** Delegera tillgång: who else may be in one's mailbox, and until when. docs/adr/0022-delegation-and-auto-reply.md */
export class DelegationsService {
  readonly #parts: DelegationsParts;

  constructor(parts: DelegationsParts) {
    this.#parts = parts;
  }

  async list(actor: AccountActor): Promise<{ given: DelegationView[]; received: DelegationView[] }> {
    const { repository, clock } = this.#parts;
    const rows = await repository.current(actor.accountId, actor.organisationId, clock.now().getTime());
    const isGiven = ({ giver_account_id }: NamedDelegation) => giver_account_id === actor.accountId;
    return { given: rows.filter(isGiven).map(present), received: rows.filter((row) => !isGiven(row)).map(present) };
  }

  /** @throws {DomainError} not-allowed, confirmation-required, delegate-invalid, delegation-period-invalid, delegation-exists, delegations-too-many */
  async give(actor: AccountActor, input: GiveDelegation): Promise<DelegationView> {
    requireHerself(actor);
    const { database, clock, confirm, repository } = this.#parts;
    await confirm.require(actor);
    const now = clock.now().getTime();
    const period = periodOf(input, now);
    const delegate = await this.#colleague(actor, input.address);
    const row: DelegationRecord = {
      id: newId(now),
      organisation_id: actor.organisationId,
      mailbox_id: actor.mailboxId,
      giver_account_id: actor.accountId,
      delegate_account_id: delegate.accountId,
      ...period,
      older_messages: input.olderMessages ? 1 : 0,
      created_at: now,
      ended_at: null,
      read_only: 0,
    };
    await database.commit([
      inTurn(actor.mailboxId),
      ...giveStatements(row),
      ...toldStatements(row, delegate.mailboxId, now),
      ...turnStatements(row),
      audit(
        {
          organisationId: actor.organisationId,
          action: 'delegation.given',
          actor: accountActor(actor),
          target: { kind: 'delegation', id: row.id },
          facts: {
            delegate: delegate.accountId,
            from: instant(row.starts_at),
            until: instant(row.ends_at),
            olderMessages: input.olderMessages,
          },
        },
        now,
      ),
    ]);
    const made = await repository.mine(row.id, actor.accountId, actor.organisationId, now);
    if (!made) throw new DomainError('not-found');
    return present(made);
  }

  /** Taken back by its giver or declined by its delegate, from this instant on. @throws {DomainError} not-allowed, not-found */
  async end(actor: AccountActor, id: string): Promise<void> {
    requireHerself(actor);
    const { database, clock, repository } = this.#parts;
    const now = clock.now().getTime();
    const row = await repository.mine(id, actor.accountId, actor.organisationId, now);
    if (!row) throw new DomainError('not-found');
    const { mailboxes } = this.#parts;
    const delegate = (await mailboxes.byAddresses([row.delegate_address])).get(row.delegate_address);
    await database.commit([
      endStatement(id, now),
      ...toldStatements(row, delegate?.id, now),
      audit(
        {
          organisationId: actor.organisationId,
          action: row.giver_account_id === actor.accountId ? 'delegation.taken-back' : 'delegation.declined',
          actor: accountActor(actor),
          target: { kind: 'delegation', id },
          facts: { giver: row.giver_account_id, delegate: row.delegate_account_id },
        },
        now,
      ),
    ]);
  }

  /** One answer for everybody who cannot be one: it tells nothing of who has an account where. */
  async #colleague(actor: AccountActor, text: string): Promise<{ accountId: string; mailboxId: string }> {
    const { mailboxes, repository } = this.#parts;
    const address = normaliseEmail(text);
    const mailbox = address === null ? undefined : (await mailboxes.byAddresses([address])).get(address);
    const isColleague = mailbox?.organisationId === actor.organisationId && mailbox.id !== actor.mailboxId;
    const accountId = mailbox && isColleague ? await repository.holderOf(mailbox.id) : undefined;
    if (!mailbox || !accountId || accountId === actor.accountId) throw new DomainError('delegate-invalid');
    return { accountId, mailboxId: mailbox.id };
  }
}

/** @throws {DomainError} delegation-period-invalid */
const periodOf = ({ startsAt, endsAt }: GiveDelegation, now: number) => {
  const [starts, ends] = [Math.max(Date.parse(startsAt), now), Date.parse(endsAt)];
  const latest = now + LIMITS.delegationDays * DAY_MILLISECONDS;
  if (!(ends > starts && ends <= latest))
    throw new DomainError('delegation-period-invalid', { longestDays: LIMITS.delegationDays });
  return { starts_at: starts, ends_at: ends };
};
