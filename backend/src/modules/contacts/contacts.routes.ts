import * as contract from '@sefos/shared/contract/contacts.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { ContactGroupsService } from './contact-groups.service.ts';
import type { ContactsService } from './contacts.service.ts';
import type { ContactsTransfer } from './contacts-transfer.service.ts';
import type { KnownRecipients } from './known-recipients.service.ts';
import type { Suggestions } from './suggestions.service.ts';

export interface ContactRoutesParts {
  readonly contacts: ContactsService;
  readonly contactGroups: ContactGroupsService;
  readonly contactsTransfer: ContactsTransfer;
  readonly knownRecipients: KnownRecipients;
  readonly suggestions: Suggestions;
}

/** HTTP of address books. */
export const registerContactRoutes = (mount: Mount, parts: ContactRoutesParts): void => {
  const { contacts, contactGroups, contactsTransfer, knownRecipients, suggestions } = parts;
  mount(contract.listContacts, ({ actor, params, body }) => contacts.list(actor, params.id, body));
  mount(contract.createContact, ({ actor, params, body, idempotency }) =>
    contacts.create(actor, params.id, body, idempotency),
  );
  mount(contract.saveContact, ({ actor, params, body }) => contacts.save(actor, params.id, params.contactId, body));
  mount(contract.deleteContact, ({ actor, params }) => contacts.remove(actor, params.id, params.contactId));
  mount(contract.showPersonalNumber, ({ actor, params }) =>
    contacts.showPersonalNumber(actor, params.id, params.contactId),
  );
  mount(contract.importContacts, ({ actor, params, body }) => contactsTransfer.import(actor, params.id, body));
  mount(contract.exportContacts, ({ actor, params, body }) => contactsTransfer.export(actor, params.id, body));
  mount(contract.listContactGroups, ({ actor, params, body }) => contactGroups.list(actor, params.id, body));
  mount(contract.getContactGroup, ({ actor, params }) => contactGroups.get(actor, params.id, params.groupId));
  mount(contract.createContactGroup, ({ actor, params, body, idempotency }) =>
    contactGroups.create(actor, params.id, body, idempotency),
  );
  mount(contract.saveContactGroup, ({ actor, params, body }) =>
    contactGroups.save(actor, params.id, params.groupId, body),
  );
  mount(contract.deleteContactGroup, ({ actor, params }) => contactGroups.remove(actor, params.id, params.groupId));
  mount(contract.suggestForMessage, ({ actor, params, body }) => suggestions.suggest(actor, params.id, body.text));
  mount(contract.findKnownDetails, ({ actor, params, body }) => knownRecipients.find(actor, params.id, body.addresses));
  mount(contract.listRemembered, ({ actor, params, query }) => knownRecipients.list(actor, params.id, query.cursor));
  mount(contract.forgetRemembered, ({ actor, params, body }) => knownRecipients.forget(actor, params.id, body.address));
  mount(contract.saveRemembering, ({ actor, params, body }) =>
    knownRecipients.saveRemembering(actor, params.id, body.enabled),
  );
};
