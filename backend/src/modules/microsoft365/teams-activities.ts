import type { TeamsActivityState } from '@sefos/shared/contract/notifications.ts';
import { teamsLink } from '@sefos/shared/domain/teams-link.ts';
import { hashToken } from '../../crypto/index.ts';
import { isDomainError } from '../../platform/errors.ts';
import { oneLine } from '../../platform/mail-layout.ts';
import type { ActivityOutcome, GraphPerson, GraphPort } from '../../ports/graph.port.ts';
import type { TokenOwner } from './graph-tokens.ts';
import { ACTIVITY_TEXTS, type ActivityLanguage } from './teams-activity.texts.ts';

export interface TeamsActivitiesParts {
  readonly graph: Pick<GraphPort, 'notifyActivity'>;
  /** Names SEFOS' app in links into Teams; null = this installation puts nothing into activity feeds. */
  readonly teamsAppId: string | null;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
  /** Who accounts are in Entra, the newest first. */
  readonly personsOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, readonly GraphPerson[]>>;
  /** Which organisation a tenant is connected with; null = none. */
  readonly tenantOwner: (tenantId: string) => Promise<string | null>;
  readonly hasTenant: (organisationId: string) => Promise<boolean>;
}

/** A new message, as a feed may tell of it. */
export interface ActivityNews {
  readonly messageId: string;
  /** Names this delivery: told twice, it stands in the feed once. */
  readonly recipientId: string;
  readonly language: ActivityLanguage;
  /** Who has written, as the mail names her; null of an answer through a link, whose writer is not named. */
  readonly sender: string | null;
  /** The function mailbox that it came to; absent = one's own. */
  readonly mailbox?: { readonly id: string; readonly name: string };
}

/** What became of it; `absent` and `unknown-person` also when nobody was asked, `no-consent`: the tenant does not know SEFOS. */
export type ActivityResult = ActivityOutcome | 'absent' | 'no-consent';

const SENDER_CHARACTERS = 100;
const CHAIN_BYTES = 6;

const clipped = (text: string): string => {
  const line = oneLine(text);
  const characters = [...line];
  return characters.length > SENDER_CHARACTERS ? `${characters.slice(0, SENDER_CHARACTERS - 1).join('')}…` : line;
};

/** Tells people of messages in their activity feed in Teams. */
export class TeamsActivities {
  readonly #parts: TeamsActivitiesParts;

  constructor(parts: TeamsActivitiesParts) {
    this.#parts = parts;
  }

  /** Whether an account can be told in Teams. */
  async state(account: TokenOwner): Promise<TeamsActivityState> {
    const { teamsAppId, hasTenant } = this.#parts;
    if (teamsAppId === null || !(await hasTenant(account.organisationId))) return 'absent';
    return (await this.#person(account)) ? 'available' : 'unknown-person';
  }

  /** Tells the holder of an account, once. @throws {DomainError} graph-unavailable */
  async tell(account: TokenOwner, news: ActivityNews): Promise<ActivityResult> {
    return this.#post(await this.#person(account), news);
  }

  /** What tells each of some accounts of an organisation; who they are in Teams is looked up for all of them at once. */
  async teller(
    organisationId: string,
    accountIds: readonly string[],
  ): Promise<(accountId: string, news: ActivityNews) => Promise<ActivityResult>> {
    const people = await this.#people(organisationId, accountIds);
    return (accountId, news) => this.#post(people.get(accountId) ?? null, news);
  }

  async #post(person: GraphPerson | null, news: ActivityNews): Promise<ActivityResult> {
    const { graph, teamsAppId, publicUrl } = this.#parts;
    if (teamsAppId === null) return 'absent';
    if (!person) return 'unknown-person';
    const { sender, language, messageId, recipientId, mailbox } = news;
    const { topic, topicIn, preview } = ACTIVITY_TEXTS[language];
    const place = `/messages/inbox/${messageId}${mailbox ? `?mailbox=${mailbox.id}` : ''}`;
    try {
      return await graph.notifyActivity(person, {
        ...(sender === null
          ? { type: 'answerReceived', parameters: {} }
          : { type: 'messageReceived', parameters: { sender: clipped(sender) } }),
        topic: mailbox ? clipped(topicIn(mailbox.name)) : topic,
        preview,
        url: teamsLink(teamsAppId, publicUrl, place),
        chainId: hashToken(recipientId).readUIntBE(0, CHAIN_BYTES) + 1,
      });
    } catch (error) {
      if (isDomainError(error, 'graph-consent-needed')) return 'no-consent';
      throw error;
    }
  }

  async #person({ accountId, organisationId }: TokenOwner): Promise<GraphPerson | null> {
    return (await this.#people(organisationId, [accountId])).get(accountId) ?? null;
  }

  /** Of the tenants that each has signed in from, one that is her organisation's still. */
  async #people(organisationId: string, accountIds: readonly string[]): Promise<ReadonlyMap<string, GraphPerson>> {
    const { personsOf, tenantOwner } = this.#parts;
    const known = await personsOf(accountIds);
    const tenants = [...new Set([...known.values()].flat().map(({ tenantId }) => tenantId))];
    const owners = new Map(await Promise.all(tenants.map(async (id) => [id, await tenantOwner(id)] as const)));
    return new Map(
      [...known].flatMap(([accountId, persons]) => {
        const person = persons.find(({ tenantId }) => owners.get(tenantId) === organisationId);
        return person ? [[accountId, person] as const] : [];
      }),
    );
  }
}
