import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { Cursor, EmailAddress, ExternalMethod, Id, IdParams, Language, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals } from './message-shapes.ts';

export * from './known-recipients.ts';

const tag = 'Address book';

const Name = Type.String({ minLength: 1, maxLength: LIMITS.contactNameCharacters });
const ContactParams = Type.Object({ id: Id, contactId: Id }, strict);
const GroupParams = Type.Object({ id: Id, groupId: Id }, strict);
const PageBody = Type.Object(
  {
    /** What the name, a later part of it, or the address begins with; absent = everything, by name. */
    text: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.searchCharacters })),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.pageRows })),
  },
  strict,
);

const contactFields = {
  name: Name,
  address: EmailAddress,
  /** Preferred way of identifying the person; null = none. */
  method: Nullable(ExternalMethod),
  language: Nullable(Language),
};

/** A contact as lists show it. A delegate sees of a number its last two digits. */
export const ContactRow = Type.Object(
  {
    id: Id,
    ...contactFields,
    phone: Nullable(Type.String()),
    /** Date of birth and dots; the rest is shown by showPersonalNumber alone. */
    maskedPersonalNumber: Nullable(Type.String()),
    /** Counts saves. */
    revision: Type.Integer(),
  },
  strict,
);
export type ContactRow = Static<typeof ContactRow>;
export const ContactPage = Type.Object({ rows: Type.Array(ContactRow), nextCursor: Nullable(Cursor) }, strict);
export type ContactPage = Static<typeof ContactPage>;

export const NewContact = Type.Object(
  {
    ...contactFields,
    phone: Nullable(Type.String({ maxLength: 40 })),
    /** Protected. When a contact is saved: absent = as it is. */
    personalNumber: Type.Optional(Nullable(Type.String({ maxLength: 13 }))),
  },
  strict,
);
export type NewContact = Static<typeof NewContact>;
export const SaveContact = Type.Object({ ...NewContact.properties, revision: Type.Integer({ minimum: 1 }) }, strict);
export type SaveContact = Static<typeof SaveContact>;
const Saved = Type.Object({ id: Id, revision: Type.Integer() }, strict);

export const listContacts = endpoint({
  method: 'POST',
  path: '/mailboxes/:id/contacts/search',
  tag,
  access: 'account',
  status: 200,
  summary: "A page of a mailbox's address book by name, or of what is found in it",
  params: IdParams,
  body: PageBody,
  response: ContactPage,
});
export const createContact = endpoint({
  method: 'POST',
  path: '/mailboxes/:id/contacts',
  tag,
  access: 'account',
  status: 201,
  idempotent: true,
  summary: 'Add a contact; one for each address',
  params: IdParams,
  body: NewContact,
  response: Saved,
  problems: [
    'not-allowed',
    'contact-exists',
    'contacts-too-many',
    'address-invalid',
    'phone-invalid',
    'personal-number-invalid',
  ],
});
export const saveContact = endpoint({
  method: 'PUT',
  path: '/mailboxes/:id/contacts/:contactId',
  tag,
  access: 'account',
  status: 200,
  summary: 'Change a contact, from the revision that was seen',
  params: ContactParams,
  body: SaveContact,
  response: Saved,
  problems: [
    'not-allowed',
    'contact-exists',
    'contact-changed',
    'address-invalid',
    'phone-invalid',
    'personal-number-invalid',
  ],
});
export const deleteContact = endpoint({
  method: 'DELETE',
  path: '/mailboxes/:id/contacts/:contactId',
  tag,
  access: 'account',
  status: 204,
  summary: 'Remove a contact, also from its groups; cannot be undone',
  params: ContactParams,
  response: null,
  problems: ['not-allowed'],
});
export const showPersonalNumber = endpoint({
  method: 'POST',
  path: '/mailboxes/:id/contacts/:contactId/personal-number',
  tag,
  access: 'account',
  status: 200,
  summary: "A contact's whole personnummer; who has looked is logged",
  params: ContactParams,
  response: Type.Object({ personalNumber: Nullable(Type.String()) }, strict),
  problems: ['not-allowed'],
});

/** What is wrong with a row of a file; `twice`: a row before it has the same address. */
export const ImportFault = literals('name', 'address', 'phone', 'personalNumber', 'method', 'language', 'twice');
export type ImportFault = Static<typeof ImportFault>;
/** What became of a file, or would become of it. */
export const ContactsImportReport = Type.Object(
  {
    rows: Type.Array(
      Type.Object(
        {
          /** As spreadsheets count: the heading is line 1. */
          line: Type.Integer(),
          name: Type.String(),
          address: Type.String(),
          outcome: literals('new', 'changed', 'refused'),
          faults: Type.Array(ImportFault),
        },
        strict,
      ),
    ),
    created: Type.Integer(),
    changed: Type.Integer(),
    refused: Type.Integer(),
  },
  strict,
);
export type ContactsImportReport = Static<typeof ContactsImportReport>;
export const importContacts = endpoint({
  method: 'POST',
  path: '/mailboxes/:id/contacts/import',
  tag,
  access: 'account',
  status: 200,
  bodyLimitBytes: LIMITS.contactFileBytes,
  summary:
    'Read contacts from CSV (columns name, address, phone, personal number, method, language, by heading). An address that is there already is changed, by what stands in its row. `preview` changes nothing',
  params: IdParams,
  body: Type.Object({ csv: Type.String({ minLength: 1 }), preview: Type.Boolean() }, strict),
  response: ContactsImportReport,
  problems: ['not-allowed', 'csv-invalid', 'csv-too-many-rows', 'contacts-too-many', 'contact-changed'],
});
export const exportContacts = endpoint({
  method: 'POST',
  path: '/mailboxes/:id/contacts/export',
  tag,
  access: 'account',
  status: 200,
  summary: 'The whole address book as CSV; personnummer when asked for, which is logged',
  params: IdParams,
  body: Type.Object({ personalNumbers: Type.Boolean(), language: Language }, strict),
  response: Type.Object({ csv: Type.String() }, strict),
  problems: ['not-allowed'],
});

export const ContactGroupRow = Type.Object(
  { id: Id, name: Name, memberCount: Type.Integer(), revision: Type.Integer() },
  strict,
);
export type ContactGroupRow = Static<typeof ContactGroupRow>;
export const ContactGroupPage = Type.Object(
  { rows: Type.Array(ContactGroupRow), nextCursor: Nullable(Cursor) },
  strict,
);
export type ContactGroupPage = Static<typeof ContactGroupPage>;
export const ContactGroupView = Type.Object(
  {
    ...ContactGroupRow.properties,
    members: Type.Array(Type.Object({ id: Id, name: Type.String(), address: Type.String() }, strict)),
  },
  strict,
);
export type ContactGroupView = Static<typeof ContactGroupView>;
/** A group always fits into one message. */
const newGroup = {
  name: Name,
  memberIds: Type.Array(Id, { maxItems: LIMITS.recipientsPerMessage, uniqueItems: true }),
};
export const NewContactGroup = Type.Object(newGroup, strict);
export type NewContactGroup = Static<typeof NewContactGroup>;
export const SaveContactGroup = Type.Object({ ...newGroup, revision: Type.Integer({ minimum: 1 }) }, strict);
export type SaveContactGroup = Static<typeof SaveContactGroup>;

export const listContactGroups = endpoint({
  method: 'POST',
  path: '/mailboxes/:id/contact-groups/search',
  tag,
  access: 'account',
  status: 200,
  summary: "A page of a mailbox's groups by name, or of those that are found",
  params: IdParams,
  body: PageBody,
  response: ContactGroupPage,
});
export const getContactGroup = endpoint({
  method: 'GET',
  path: '/mailboxes/:id/contact-groups/:groupId',
  tag,
  access: 'account',
  status: 200,
  summary: 'A group with its members, by name',
  params: GroupParams,
  response: ContactGroupView,
});
export const createContactGroup = endpoint({
  method: 'POST',
  path: '/mailboxes/:id/contact-groups',
  tag,
  access: 'account',
  status: 201,
  idempotent: true,
  summary: 'Make a group of contacts',
  params: IdParams,
  body: NewContactGroup,
  response: Saved,
  problems: ['not-allowed', 'contact-group-exists', 'contact-groups-too-many', 'contact-changed'],
});
export const saveContactGroup = endpoint({
  method: 'PUT',
  path: '/mailboxes/:id/contact-groups/:groupId',
  tag,
  access: 'account',
  status: 200,
  summary: 'Change a group, from the revision that was seen',
  params: GroupParams,
  body: SaveContactGroup,
  response: Saved,
  problems: ['not-allowed', 'contact-group-exists', 'contact-changed'],
});
export const deleteContactGroup = endpoint({
  method: 'DELETE',
  path: '/mailboxes/:id/contact-groups/:groupId',
  tag,
  access: 'account',
  status: 204,
  summary: 'Remove a group; its contacts stay',
  params: GroupParams,
  response: null,
  problems: ['not-allowed'],
});
