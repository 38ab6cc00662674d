import {
  CaseAccess,
  CaseActions,
  CaseMembers,
  type CaseMessages,
  CaseNotes,
  CaseSealing,
  CasesRepository,
  CasesService,
  CasesSweep,
  CaseTags,
  FreeCases,
} from '../modules/cases/index.ts';
import type { MailboxesService, MailboxMembersRepository } from '../modules/mailboxes/index.ts';
import type { KeyRing } from '../modules/organisations/index.ts';
import type { Database } from '../platform/database/database.ts';
import type { Clock } from '../ports/clock.port.ts';

export interface CasePorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  readonly mailboxes: MailboxesService;
  readonly mailboxMembers: MailboxMembersRepository;
  readonly messages: CaseMessages;
}

/** Who has taken the case of a conversation in a function mailbox; null = nobody, or there is no case. */
export const caseHolders = (database: Database) => {
  const repository = new CasesRepository(database);
  return async (mailboxId: string, conversationId: string): Promise<string | null> =>
    (await repository.ofConversation(mailboxId, conversationId))?.taken_by ?? null;
};

/** The services of cases. */
export const makeCases = ({ database, clock, keyRing, mailboxes, mailboxMembers, messages }: CasePorts) => {
  const repository = new CasesRepository(database);
  const access = new CaseAccess(mailboxes, repository);
  const members = new CaseMembers(mailboxMembers);
  const texts = { database, clock, repository, access, sealing: new CaseSealing(keyRing) };
  const caseTags = new CaseTags(texts);
  const cases = new CasesService({ repository, access, members, messages, tags: caseTags });
  return {
    cases,
    caseTags,
    caseNotes: new CaseNotes(texts),
    caseActions: new CaseActions({ database, clock, access, members, messages, cases }),
    freeCases: new FreeCases({ clock, repository, members }),
    casesSweep: new CasesSweep({ database, clock, repository }),
  };
};
