import type { AccountActor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import type { EnteredMailbox, MailboxesService } from '../mailboxes/index.ts';
import type { CaseRecord } from './case.entity.ts';
import type { CasesRepository } from './cases.repository.ts';

/** A function mailbox with a case in it, which the actor may work with. */
export interface CaseAt {
  readonly mailboxId: string;
  readonly caseId: string;
}

export interface EnteredCase {
  readonly mailbox: EnteredMailbox;
  readonly row: CaseRecord;
}

/** The door to cases: only members, in the function mailbox that their request has entered. */
export class CaseAccess {
  readonly #mailboxes: MailboxesService;
  readonly #repository: CasesRepository;

  constructor(mailboxes: MailboxesService, repository: CasesRepository) {
    this.#mailboxes = mailboxes;
    this.#repository = repository;
  }

  /** Personal mailboxes have no cases, so delegates have none either. @throws {DomainError} not-found */
  async mailbox(actor: AccountActor, mailboxId: string): Promise<EnteredMailbox> {
    const mailbox = await this.#mailboxes.requireMember(actor, mailboxId);
    const isMember = actor.entered?.mailboxId === mailboxId && actor.entered.role !== 'delegate';
    if (mailbox.kind !== 'function' || !isMember) throw new DomainError('not-found');
    return mailbox;
  }

  /** @throws {DomainError} not-found */
  async case(actor: AccountActor, { mailboxId, caseId }: CaseAt): Promise<EnteredCase> {
    const mailbox = await this.mailbox(actor, mailboxId);
    const row = await this.#repository.find(mailboxId, caseId);
    if (!row) throw new DomainError('not-found');
    return { mailbox, row };
  }
}

/** Whether the actor looks after the mailbox that she is in. */
export const isAdministrator = ({ entered }: AccountActor): boolean => entered?.role === 'administrator';
