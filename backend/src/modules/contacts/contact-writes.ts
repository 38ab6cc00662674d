import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import { SCRUB_JOB } from '../../platform/jobs/scrub.ts';
import { sortName } from '../../platform/sort-name.ts';
import { inTurn } from '../mailboxes/index.ts';
import { ContactEntity, type ContactRecord, ContactSearchKeyEntity } from './contact.entity.ts';
import { searchKeysOf } from './contacts.domain.ts';
import type { Kind } from './contacts.repository.ts';
import type { SealedDetails } from './details-sealing.ts';

/** Thrown inside a batch when a row is no more as it was read, or there is one with this address already. */
export class ContactMoved extends Error {}

/** What a person says of a contact; the details are sealed beside it. */
export type ContactText = Pick<ContactRecord, 'name' | 'address' | 'method' | 'language'>;
export type ContactPlace = Pick<ContactRecord, 'id' | 'organisation_id' | 'mailbox_id'>;

/** The writes of a destroyed key: SQLite's log still has the page. */
export const scrubbed = (now: number): Statement => enqueue(SCRUB_JOB, {}, now);

export const searchKeyWrites = (
  { id, mailbox_id }: Pick<ContactPlace, 'id' | 'mailbox_id'>,
  kind: Kind,
  keys: readonly Buffer[],
): Statement[] => [
  write('delete from contact_search_key where owner_id = ?', id),
  ...keys.map((search_key) => insert(ContactSearchKeyEntity, { owner_id: id, search_key, mailbox_id, kind })),
];

/** The writes of a new contact; ContactMoved when its address is taken. Batches of one mailbox come one after the other. */
export const createContact = (
  place: ContactPlace,
  text: ContactText,
  sealed: SealedDetails,
  now: number,
): Statement[] => [
  guard(
    insert(
      ContactEntity,
      {
        ...{ ...place, ...text, ...sealed },
        sort_name: sortName(text.name, text.address),
        revision: 1,
        created_at: now,
        saved_at: now,
      },
      'nothing',
    ),
    () => new ContactMoved(),
  ),
  ...searchKeyWrites(place, 'contact', searchKeysOf(text.name, text.address)),
];

/** Refuses a batch that makes the address book larger than it may be; comes after what it counts. */
export const requireRoom = (mailboxId: string): Statement[] => [
  inTurn(mailboxId),
  guard(
    write(
      'update mailbox set unread = unread where id = ? and (select count(*) from contact c where c.mailbox_id = ?) <= ?',
      mailboxId,
      mailboxId,
      LIMITS.contactsPerMailbox,
    ),
    () => new DomainError('contacts-too-many', { most: LIMITS.contactsPerMailbox }),
  ),
];

/** The writes of a changed contact, over exactly the revision that was seen; else ContactMoved. */
export const replaceContact = (
  before: ContactRecord,
  text: ContactText,
  sealed: SealedDetails,
  now: number,
): Statement[] => [
  guard(
    write(
      'update contact set name = ?, address = ?, sort_name = ?, method = ?, language = ?, details_id = ?, key_epoch = ?, wrapped_key = ?, details = ?, revision = revision + 1, saved_at = ? where id = ? and mailbox_id = ? and revision = ? and not exists (select 1 from contact o where o.mailbox_id = contact.mailbox_id and o.address = ? and o.id <> contact.id)',
      text.name,
      text.address,
      sortName(text.name, text.address),
      text.method,
      text.language,
      sealed.details_id,
      sealed.key_epoch,
      sealed.wrapped_key,
      sealed.details,
      now,
      before.id,
      before.mailbox_id,
      before.revision,
      text.address,
    ),
    () => new ContactMoved(),
  ),
  ...searchKeyWrites(before, 'contact', searchKeysOf(text.name, text.address)),
];

/** The writes that remove a contact, its key and its places in groups; ContactMoved when it was changed since it was read. */
export const deleteContact = ({ id, mailbox_id, revision }: ContactRecord): Statement[] => [
  guard(
    write('delete from contact where id = ? and mailbox_id = ? and revision = ?', id, mailbox_id, revision),
    () => new ContactMoved(),
  ),
  write('delete from contact_search_key where owner_id = ?', id),
  write('delete from contact_group_member where contact_id = ?', id),
];

/** The writes that destroy a mailbox's address book and what it remembers, for the batch that empties the mailbox. */
export const addressBookGone = (mailboxId: string): Statement[] =>
  ['contact', 'contact_group', 'contact_group_member', 'contact_search_key', 'known_recipient', 'address_book'].map(
    (table) => write(`delete from ${table} where mailbox_id = ?`, mailboxId),
  );
