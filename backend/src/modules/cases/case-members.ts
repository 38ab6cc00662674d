import { type MailboxMembersRepository, stillMember } from '../mailboxes/index.ts';

/** Somebody to whom a case can be given. */
export interface CaseMember {
  readonly accountId: string;
  readonly name: string;
}

const fold = (text: string): string => text.normalize('NFC').trim().toLocaleLowerCase('sv');

/** Who works in a function mailbox. */
export class CaseMembers {
  readonly #members: Pick<MailboxMembersRepository, 'all'>;

  constructor(members: Pick<MailboxMembersRepository, 'all'>) {
    this.#members = members;
  }

  /** Null when the account is no member (any more), or is frozen. */
  async find(mailboxId: string, accountId: string): Promise<CaseMember | null> {
    const members = await this.#members.all(mailboxId, { active: true });
    const found = members.find(({ account_id }) => account_id === accountId);
    return found ? { accountId, name: found.name } : null;
  }

  /** At most `limit` of whom a word of the name, or the address, begins with `text`; by name. */
  async search(mailboxId: string, text: string, limit: number): Promise<CaseMember[]> {
    const members = await this.#members.all(mailboxId, { active: true });
    const start = fold(text);
    const begins = (one: string): boolean => one.startsWith(start);
    return members
      .filter(
        ({ name, address }) => begins(fold(name)) || fold(name).split(/\s+/).some(begins) || begins(fold(address)),
      )
      .slice(0, limit)
      .map(({ account_id, name }) => ({ accountId: account_id, name }));
  }

  /** The write that lets a batch give a case to a member only while she is one. */
  readonly still = stillMember;
}
