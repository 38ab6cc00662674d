import type * as contract from '../contract/contacts.ts';
import { route } from './route.ts';

const read = { method: 'GET', status: 200, idempotent: false } as const;
const act = { method: 'POST', status: 200, idempotent: false } as const;
const create = { method: 'POST', status: 201, idempotent: true } as const;
const replace = { method: 'PUT', status: 200, idempotent: false } as const;
const remove = { method: 'DELETE', status: 204, idempotent: false } as const;

/** What the cache of a mailbox's address book stands under: contacts, groups, suggestions, what is known of recipients. */
export const contactsKey = (mailboxId: string) => ['contacts', mailboxId] as const;

/** Operations of address books: apart from the others, since they come with the screens that use them. */
export const contactRoutes = {
  listContacts: route<typeof contract.listContacts>()({ ...act, path: '/mailboxes/:id/contacts/search' }),
  createContact: route<typeof contract.createContact>()({ ...create, path: '/mailboxes/:id/contacts' }),
  saveContact: route<typeof contract.saveContact>()({ ...replace, path: '/mailboxes/:id/contacts/:contactId' }),
  deleteContact: route<typeof contract.deleteContact>()({ ...remove, path: '/mailboxes/:id/contacts/:contactId' }),
  showPersonalNumber: route<typeof contract.showPersonalNumber>()({
    ...act,
    path: '/mailboxes/:id/contacts/:contactId/personal-number',
  }),
  importContacts: route<typeof contract.importContacts>()({ ...act, path: '/mailboxes/:id/contacts/import' }),
  exportContacts: route<typeof contract.exportContacts>()({ ...act, path: '/mailboxes/:id/contacts/export' }),
  listContactGroups: route<typeof contract.listContactGroups>()({
    ...act,
    path: '/mailboxes/:id/contact-groups/search',
  }),
  getContactGroup: route<typeof contract.getContactGroup>()({
    ...read,
    path: '/mailboxes/:id/contact-groups/:groupId',
  }),
  createContactGroup: route<typeof contract.createContactGroup>()({ ...create, path: '/mailboxes/:id/contact-groups' }),
  saveContactGroup: route<typeof contract.saveContactGroup>()({
    ...replace,
    path: '/mailboxes/:id/contact-groups/:groupId',
  }),
  deleteContactGroup: route<typeof contract.deleteContactGroup>()({
    ...remove,
    path: '/mailboxes/:id/contact-groups/:groupId',
  }),
  suggestForMessage: route<typeof contract.suggestForMessage>()({ ...act, path: '/mailboxes/:id/recipients/suggest' }),
  findKnownDetails: route<typeof contract.findKnownDetails>()({ ...act, path: '/mailboxes/:id/recipients/known' }),
  listRemembered: route<typeof contract.listRemembered>()({ ...read, path: '/mailboxes/:id/remembered-details' }),
  forgetRemembered: route<typeof contract.forgetRemembered>()({
    ...act,
    status: 204,
    path: '/mailboxes/:id/remembered-details/forget',
  }),
  saveRemembering: route<typeof contract.saveRemembering>()({
    ...replace,
    status: 204,
    path: '/mailboxes/:id/remembered-details/setting',
  }),
} as const;
