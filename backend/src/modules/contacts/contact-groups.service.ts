import type {
  ContactGroupPage,
  ContactGroupView,
  NewContactGroup,
  SaveContactGroup,
} from '@sefos/shared/contract/contacts.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { foldForSearch } from '@sefos/shared/domain/search-text.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { IdempotencyRecord } from '../../platform/http/idempotency.ts';
import { newId } from '../../platform/ids.ts';
import { sortName } from '../../platform/sort-name.ts';
import { accountActor, audit } from '../audit/index.ts';
import { inTurn, type Mailbox } from '../mailboxes/index.ts';
import { ContactGroupEntity, ContactGroupMemberEntity, type ContactGroupRecord } from './contact.entity.ts';
import { type ContactPlace, searchKeyWrites } from './contact-writes.ts';
import { encodePlace, searchKeysOf } from './contacts.domain.ts';
import { type ContactsParts, type PageRequest, placeOf, requireNoDelegate } from './contacts.service.ts';

/** Groups of contacts. A group holds no more than one message may have recipients. */
export class ContactGroupsService {
  readonly #parts: ContactsParts;

  constructor(parts: ContactsParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-found */
  async list(actor: AccountActor, mailboxId: string, { text, cursor, limit }: PageRequest): Promise<ContactGroupPage> {
    const { mailboxes, repository } = this.#parts;
    await mailboxes.requireMember(actor, mailboxId);
    const [after, most] = [placeOf(cursor), limit ?? LIMITS.pageRows];
    const { rows, next } = await (text === undefined
      ? repository.list('group', mailboxId, after, most)
      : repository.search('group', mailboxId, text, after, most));
    const counts = await repository.memberCounts(rows.map(({ id }) => id));
    return {
      rows: rows.map((row) => present(row, counts.get(row.id) ?? 0)),
      nextCursor: next && encodePlace(next),
    };
  }

  /** @throws {DomainError} not-found */
  async get(actor: AccountActor, mailboxId: string, groupId: string): Promise<ContactGroupView> {
    const { mailboxes, repository } = this.#parts;
    await mailboxes.requireMember(actor, mailboxId);
    const row = await repository.findGroup(mailboxId, groupId);
    if (!row) throw new DomainError('not-found');
    const members = await repository.members(groupId);
    return { ...present(row, members.length), members };
  }

  /** @throws {DomainError} see contract/contacts.ts createContactGroup */
  async create(actor: AccountActor, mailboxId: string, input: NewContactGroup, idempotency: IdempotencyRecord) {
    const { database, clock } = this.#parts;
    const { organisationId } = await this.#requireChanger(actor, mailboxId);
    const name = nameOf(input);
    const now = clock.now().getTime();
    const place = { id: newId(now), organisation_id: organisationId, mailbox_id: mailboxId };
    const answer = { id: place.id, revision: 1 };
    const row = {
      ...{ ...place, name, folded_name: Buffer.from(foldForSearch(name)), sort_name: sortName(name, '') },
      ...{ revision: 1, created_at: now, saved_at: now },
    };
    await database.commit([
      inTurn(mailboxId),
      guard(insert(ContactGroupEntity, row, 'nothing'), () => new DomainError('contact-group-exists')),
      ...contents(place, name, input.memberIds),
      guard(
        write(
          'update mailbox set unread = unread where id = ? and (select count(*) from contact_group g where g.mailbox_id = ?) <= ?',
          mailboxId,
          mailboxId,
          LIMITS.contactGroupsPerMailbox,
        ),
        () => new DomainError('contact-groups-too-many', { most: LIMITS.contactGroupsPerMailbox }),
      ),
      logged(actor, 'contact-group.created', place, now, input.memberIds.length),
      idempotency.record(answer),
    ]);
    return answer;
  }

  /** @throws {DomainError} see contract/contacts.ts saveContactGroup */
  async save(actor: AccountActor, mailboxId: string, groupId: string, input: SaveContactGroup) {
    const { database, clock, repository } = this.#parts;
    await this.#requireChanger(actor, mailboxId);
    const name = nameOf(input);
    const before = await repository.findGroup(mailboxId, groupId);
    if (!before) throw new DomainError('not-found');
    const folded = Buffer.from(foldForSearch(name));
    const now = clock.now().getTime();
    await database.commit([
      inTurn(mailboxId),
      guard(
        write(
          'update contact_group set saved_at = ? where id = ? and mailbox_id = ? and revision = ?',
          now,
          groupId,
          mailboxId,
          input.revision,
        ),
        () => new DomainError('contact-changed'),
      ),
      guard(
        write(
          'update contact_group set name = ?, folded_name = ?, sort_name = ?, revision = revision + 1 where id = ? and not exists (select 1 from contact_group o where o.mailbox_id = contact_group.mailbox_id and o.folded_name = ? and o.id <> contact_group.id)',
          name,
          folded,
          sortName(name, ''),
          groupId,
          folded,
        ),
        () => new DomainError('contact-group-exists'),
      ),
      write('delete from contact_group_member where group_id = ?', groupId),
      ...contents(before, name, input.memberIds),
      logged(actor, 'contact-group.changed', before, now, input.memberIds.length),
    ]);
    return { id: groupId, revision: input.revision + 1 };
  }

  /** @throws {DomainError} not-found, not-allowed */
  async remove(actor: AccountActor, mailboxId: string, groupId: string): Promise<void> {
    const { database, clock, repository } = this.#parts;
    await this.#requireChanger(actor, mailboxId);
    const row = await repository.findGroup(mailboxId, groupId);
    if (!row) throw new DomainError('not-found');
    await database.commit([
      guard(
        write('delete from contact_group where id = ? and mailbox_id = ?', groupId, mailboxId),
        () => new DomainError('not-found'),
      ),
      write('delete from contact_search_key where owner_id = ?', groupId),
      write('delete from contact_group_member where group_id = ?', groupId),
      logged(actor, 'contact-group.deleted', row, clock.now().getTime()),
    ]);
  }

  async #requireChanger(actor: AccountActor, mailboxId: string): Promise<Mailbox> {
    const mailbox = await this.#parts.mailboxes.requireMember(actor, mailboxId);
    requireNoDelegate(actor);
    return mailbox;
  }
}

const nameOf = ({ name }: { readonly name: string }): string => {
  const clean = cleanLine(name);
  if (clean === '') throw new DomainError('invalid-request', { field: 'name' });
  return clean;
};

/** What a group is found by, and who is in it: contacts of its own mailbox that are there. @throws in the batch: contact-changed */
const contents = (place: ContactPlace, name: string, memberIds: readonly string[]): Statement[] => [
  ...searchKeyWrites(place, 'group', searchKeysOf(name)),
  ...memberIds.flatMap((contactId) => [
    guard(
      write('update contact set revision = revision where id = ? and mailbox_id = ?', contactId, place.mailbox_id),
      () => new DomainError('contact-changed'),
    ),
    insert(ContactGroupMemberEntity, { group_id: place.id, contact_id: contactId, mailbox_id: place.mailbox_id }),
  ]),
];

const present = ({ id, name, revision }: ContactGroupRecord, memberCount: number) => ({
  ...{ id, name, revision },
  memberCount,
});

const logged = (
  actor: AccountActor,
  action: string,
  { id, organisation_id }: ContactPlace,
  now: number,
  members?: number,
): Statement =>
  audit(
    {
      organisationId: organisation_id,
      action,
      actor: accountActor(actor),
      target: { kind: 'contact-group', id },
      facts: members === undefined ? {} : { members },
    },
    now,
  );
