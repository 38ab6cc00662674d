import { foldForSearch, fromEachWord } from '@sefos/shared/domain/search-text.ts';
import { type MailboxMembersRepository, stillMember } from '../mailboxes/index.ts';

/** Somebody to whom a case can be given. */
export interface CaseMember {
  readonly accountId: string;
  readonly name: string;
}

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
    const start = foldForSearch(text);
    return members
      .filter(({ name, address }) =>
        [...fromEachWord(name), foldForSearch(address)].some((key) => key.startsWith(start)),
      )
      .slice(0, limit)
      .map(({ account_id, name }) => ({ accountId: account_id, name }));
  }

  /** The write that lets a batch give a case to a member only while she is one. */
  readonly still = stillMember;
}
