import type { AccountsDirectory } from '../modules/accounts/index.ts';
import {
  ContactGroupsService,
  ContactsRepository,
  ContactsService,
  ContactsTransfer,
  DetailsSealing,
  KnownRecipients,
  KnownRecipientsRepository,
  Suggestions,
} from '../modules/contacts/index.ts';
import { FunctionMailboxNames, type MailboxesService } from '../modules/mailboxes/index.ts';
import type { KeyRing } from '../modules/organisations/index.ts';
import type { Database } from '../platform/database/database.ts';
import type { Clock } from '../ports/clock.port.ts';

export interface ContactServicesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  readonly mailboxes: MailboxesService;
  readonly directory: AccountsDirectory;
}

/** Address books, and what mailboxes know of those they write to. */
export const makeContacts = ({ database, clock, keyRing, mailboxes, directory }: ContactServicesParts) => {
  const known = new KnownRecipientsRepository(database);
  const names = new FunctionMailboxNames({ database, clock });
  const parts = {
    ...{ database, clock, mailboxes },
    repository: new ContactsRepository(database),
    sealing: new DetailsSealing(keyRing),
  };
  return {
    contacts: new ContactsService(parts),
    contactGroups: new ContactGroupsService(parts),
    contactsTransfer: new ContactsTransfer(parts),
    knownRecipients: new KnownRecipients({ ...parts, known }),
    suggestions: new Suggestions({
      ...{ ...parts, known, directory },
      functionMailboxes: (organisationId, text, limit) => names.suggest(organisationId, text, limit),
    }),
  };
};
