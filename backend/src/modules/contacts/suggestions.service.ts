import type { RecipientSuggestion } from '@sefos/shared/contract/contacts.ts';
import { foldForSearch } from '@sefos/shared/domain/search-text.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { AccountsDirectory } from '../accounts/index.ts';
import type { ContactsParts } from './contacts.service.ts';
import type { KnownRecipientsRepository } from './known-recipients.repository.ts';

const SUGGESTIONS = 8;

export interface FunctionMailbox {
  readonly name: string;
  readonly address: string;
}

export interface SuggestionsParts extends Pick<ContactsParts, 'mailboxes' | 'repository'> {
  readonly known: KnownRecipientsRepository;
  readonly directory: Pick<AccountsDirectory, 'suggest'>;
  /** Function mailboxes of an organisation whose name or address begins with a text. */
  readonly functionMailboxes: (
    organisationId: string,
    text: string,
    limit: number,
  ) => Promise<readonly FunctionMailbox[]>;
}

/** Where two name one address, the first tells what it is. */
const ORDER = ['contact', 'account', 'mailbox', 'earlier'] as const satisfies readonly RecipientSuggestion['kind'][];

/**
 * Whom somebody may mean who writes from a mailbox: of that mailbox alone what is its own (address book, earlier recipients), of the
 * organisation what every colleague may see (accounts, function mailboxes).
 */
export class Suggestions {
  readonly #parts: SuggestionsParts;

  constructor(parts: SuggestionsParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-found */
  async suggest(actor: AccountActor, mailboxId: string, text: string): Promise<RecipientSuggestion[]> {
    const { mailboxes, repository, known, directory, functionMailboxes } = this.#parts;
    const { since } = await mailboxes.requireMember(actor, mailboxId);
    if (foldForSearch(text) === '') return [];
    const [contacts, groups, earlier, accounts, shared] = await Promise.all([
      repository.search('contact', mailboxId, text, null, SUGGESTIONS),
      repository.search('group', mailboxId, text, null, SUGGESTIONS),
      known.search(mailboxId, text, since, SUGGESTIONS),
      directory.suggest(actor.organisationId, text, SUGGESTIONS),
      functionMailboxes(actor.organisationId, text, SUGGESTIONS),
    ]);
    const people = distinct([
      ...contacts.rows.map(({ name, address }) => ({ kind: 'contact' as const, name, address })),
      ...accounts.map(({ displayName, email }) => ({ kind: 'account' as const, name: displayName, address: email })),
      ...shared.map(({ name, address }) => ({ kind: 'mailbox' as const, name, address })),
      ...earlier.map(({ name, address }) => ({ kind: 'earlier' as const, name, address })),
    ]);
    const written = await known.byAddresses(
      mailboxId,
      people.map(({ address }) => address),
      since,
    );
    const usedAt = new Map(written.map(({ address, used_at }) => [address, used_at]));
    const counts = await repository.memberCounts(groups.rows.map(({ id }) => id));
    const named = groups.rows.map(
      ({ id, name }): RecipientSuggestion => ({
        ...{ kind: 'group' as const, name, address: null, groupId: id },
        memberCount: counts.get(id) ?? 0,
      }),
    );
    const ranked = people.toSorted((one, other) => compare(usedAt, one, other));
    const isUsed = ({ address }: Person) => usedAt.has(address);
    // A group has a name that somebody chose for being found: it stands before those to whom nobody has written.
    return [...ranked.filter(isUsed), ...named, ...ranked.filter((person) => !isUsed(person))].slice(0, SUGGESTIONS);
  }
}

interface Person {
  readonly kind: (typeof ORDER)[number];
  readonly name: string;
  readonly address: string;
}

/** One for each address, in the order of what they are. */
const distinct = (people: readonly Person[]): Person[] => {
  const found = new Map<string, Person>();
  for (const person of people) if (!found.has(person.address)) found.set(person.address, person);
  return [...found.values()];
};

/** Whom the mailbox wrote to comes first, the latest before others; then by what they are. */
const compare = (usedAt: ReadonlyMap<string, number>, one: Person, other: Person): number =>
  (usedAt.get(other.address) ?? 0) - (usedAt.get(one.address) ?? 0) ||
  ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind);
