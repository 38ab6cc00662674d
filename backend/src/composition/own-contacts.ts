import type { OwnData } from '../modules/accounts/index.ts';
import type { ContactsService } from '../modules/contacts/index.ts';

/** The address book of a person's own mailbox, page by page: a file of the download of her data. */
export const ownContacts = (contacts: Pick<ContactsService, 'list'>): OwnData => ({
  name: 'contacts',
  read: async (actor) => {
    const rows: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await contacts.list(actor, actor.mailboxId, { cursor });
      rows.push(...page.rows);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return rows;
  },
});
