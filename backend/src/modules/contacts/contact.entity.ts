import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/**
 * What identifies a person, sealed under a key of its own that is made anew whenever it changes; `details_id` names exactly this
 * sealing, and key and seal are bound to it. All four are null where nothing is known.
 */
const sealedDetails = {
  details_id: column.id().nullable(),
  key_epoch: column.integer().nullable(),
  wrapped_key: column.bytes().nullable(),
  details: column.bytes().nullable(),
};

/** A person in a mailbox's address book. Name and address stand in clear, as recipients' do; number and personnummer do not. */
export const ContactEntity = defineEntity({
  name: 'contact',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    mailbox_id: column.id(),
    name: column.short(),
    /** Normalised (shared/domain/email.ts). */
    address: column.short(),
    /** What lists are sorted by (platform/sort-name.ts). */
    sort_name: column.short(92),
    method: column.short(20).nullable(),
    language: column.short(2).nullable(),
    ...sealedDetails,
    /** Counts saves. */
    revision: column.integer(),
    created_at: column.instant(),
    saved_at: column.instant(),
  },
  indexes: [
    {
      name: 'ux_contact_address',
      expression: 'create unique index ux_contact_address on contact (mailbox_id, address)',
    },
    { name: 'ix_contact_name', properties: ['mailbox_id', 'sort_name', 'id'] },
    {
      name: 'ux_contact_details',
      expression: 'create unique index ux_contact_details on contact (details_id)',
    },
    { name: 'ix_contact_epoch', properties: ['organisation_id', 'key_epoch'] },
  ],
});
export type ContactRecord = RowOf<typeof ContactEntity>;

export const ContactGroupEntity = defineEntity({
  name: 'contact_group',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    mailbox_id: column.id(),
    name: column.short(),
    /** The name as it is searched for: two groups of a mailbox never have the same. */
    folded_name: column.bytes(),
    sort_name: column.short(92),
    revision: column.integer(),
    created_at: column.instant(),
    saved_at: column.instant(),
  },
  indexes: [
    {
      name: 'ux_contact_group_name',
      expression: 'create unique index ux_contact_group_name on contact_group (mailbox_id, folded_name)',
    },
    { name: 'ix_contact_group_name', properties: ['mailbox_id', 'sort_name', 'id'] },
  ],
});
export type ContactGroupRecord = RowOf<typeof ContactGroupEntity>;

export const ContactGroupMemberEntity = defineEntity({
  name: 'contact_group_member',
  properties: { group_id: column.id().primary(), contact_id: column.id().primary(), mailbox_id: column.id() },
  indexes: [
    { name: 'ix_contact_group_member_contact', properties: ['contact_id'] },
    { name: 'ix_contact_group_member_mailbox', properties: ['mailbox_id'] },
  ],
});

/**
 * What contacts and groups are found by while somebody types. Bytes, so that both engines order them alike and a prefix is a range
 * of the index.
 */
export const ContactSearchKeyEntity = defineEntity({
  name: 'contact_search_key',
  properties: {
    /** The contact or the group. */
    owner_id: column.id().primary(),
    search_key: column.bytes().primary(),
    mailbox_id: column.id(),
    /** `contact` or `group`. */
    kind: column.short(10),
  },
  indexes: [{ name: 'ix_contact_search_key', properties: ['mailbox_id', 'kind', 'search_key', 'owner_id'] }],
});

/** Whom a mailbox has written to, with what identified her then, if the mailbox remembers that. */
export const KnownRecipientEntity = defineEntity({
  name: 'known_recipient',
  properties: {
    mailbox_id: column.id().primary(),
    address: column.short().primary(),
    organisation_id: column.id(),
    /** The address as it is searched for. */
    address_key: column.bytes(),
    name: column.short(),
    method: column.short(20).nullable(),
    language: column.short(2).nullable(),
    ...sealedDetails,
    used_at: column.instant(),
  },
  indexes: [
    { name: 'ix_known_recipient_key', properties: ['mailbox_id', 'address_key'] },
    {
      name: 'ix_known_recipient_remembered',
      expression:
        'create index ix_known_recipient_remembered on known_recipient (mailbox_id, used_at, details_id) where details_id is not null',
    },
    {
      name: 'ux_known_recipient_details',
      expression: 'create unique index ux_known_recipient_details on known_recipient (details_id)',
    },
    { name: 'ix_known_recipient_epoch', properties: ['organisation_id', 'key_epoch'] },
  ],
});
export type KnownRecipientRecord = RowOf<typeof KnownRecipientEntity>;

/** What a mailbox has decided about its address book; no row = the defaults. */
export const AddressBookEntity = defineEntity({
  name: 'address_book',
  properties: {
    mailbox_id: column.id().primary(),
    organisation_id: column.id(),
    /** Whether numbers and personnummer of recipients are remembered. */
    remembers: column.flag(),
    saved_at: column.instant(),
  },
});
