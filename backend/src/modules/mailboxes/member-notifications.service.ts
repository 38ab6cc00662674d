import type { MemberNotificationSettings, MemberNotifications } from '@sefos/shared/contract/function-mailboxes.ts';
import type { TeamsActivityState } from '@sefos/shared/contract/notifications.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import { memberChoice } from '../notifications/index.ts';
import { padToPowerOfTwo } from './mailboxes.service.ts';

/** A member as she is told of a message. */
export interface MemberReader {
  readonly accountId: string;
  readonly address: string;
  readonly language: 'sv' | 'en' | 'fi';
}

/** What came into a function mailbox, as far as it matters to whom that is told. */
export interface MailboxNews {
  readonly mailboxId: string;
  /** Who has taken its case; null = nobody. */
  readonly takenBy: string | null;
  /** Who wrote it; she knows. */
  readonly writtenBy: string | null;
}

export interface MemberNotificationsParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Whether an account of an organisation can be told in Teams. */
  readonly teamsState: (account: Pick<AccountActor, 'accountId' | 'organisationId'>) => Promise<TeamsActivityState>;
}

type Channel = keyof MemberNotifications;
type Choice = MemberNotifications[Channel];
interface Row {
  readonly account_id: string;
  readonly address: string;
  readonly language: 'sv' | 'en' | 'fi';
  readonly choice: Choice;
}

const MEMBERS =
  'from mailbox_member mm join account a on a.id = mm.account_id and a.organisation_id = mm.organisation_id left join notification_preference p on p.account_id = mm.account_id where mm.mailbox_id = ?';

/** What each member of a function mailbox wants to be told of, and whom that makes be told. docs/adr/0041-member-notifications.md */
export class MemberNotificationsService {
  readonly #parts: MemberNotificationsParts;

  constructor(parts: MemberNotificationsParts) {
    this.#parts = parts;
  }

  /** The actor's own, of a mailbox that she is in. @throws {DomainError} not-found */
  async get(actor: AccountActor, mailboxId: string): Promise<MemberNotificationSettings> {
    return { ...(await this.#of(actor, mailboxId)), teamsState: await this.#parts.teamsState(actor) };
  }

  /** Teams may be chosen where it is not there (yet): then it has no effect. @throws {DomainError} not-found */
  async save(
    actor: AccountActor,
    mailboxId: string,
    { mail, teams }: MemberNotifications,
  ): Promise<MemberNotificationSettings> {
    const before = await this.#of(actor, mailboxId);
    const { database, clock, teamsState } = this.#parts;
    const now = clock.now().getTime();
    const saved = write(
      'update mailbox_member set notify_mail = ?, notify_teams = ? where mailbox_id = ? and account_id = ?',
      ...[mail, teams, mailboxId, actor.accountId],
    );
    await database.commit([
      guard(saved, () => new DomainError('not-found')),
      audit(
        {
          organisationId: actor.organisationId,
          action: 'mailbox.notifications-changed',
          actor: accountActor(actor),
          target: { kind: 'mailbox', id: mailboxId },
          facts: { before: JSON.stringify(before), after: JSON.stringify({ mail, teams }) },
        },
        now,
      ),
    ]);
    return { mail, teams, teamsState: await teamsState(actor) };
  }

  /** The function mailboxes that the actor is in, with what she is told of; for the download of her data. */
  async own({ accountId, organisationId }: AccountActor): Promise<readonly object[]> {
    return this.#parts.database.all(
      `select b.name, b.address, mm.role, ${memberChoice('mail')} as mail, ${memberChoice('teams')} as teams from mailbox_member mm join mailbox b on b.id = mm.mailbox_id left join notification_preference p on p.account_id = mm.account_id where mm.account_id = ? and mm.organisation_id = ? and b.removed_at is null order by b.sort_name, b.id`,
      ...[accountId, organisationId],
    );
  }

  /** Members who want anything of a mailbox by mail; frozen ones do not. One query. */
  async wantingMail(mailboxId: string): Promise<string[]> {
    const rows = await this.#rows(mailboxId, 'mail');
    return rows.filter(({ choice }) => choice !== 'none').map(({ account_id }) => account_id);
  }

  /**
   * Whom news of a mailbox concern: who wants all of it, and of the others the one who has taken the case, or everybody while nobody
   * has (also when who has is frozen, and would not read it). One query, however many they are.
   */
  async concerned({ mailboxId, takenBy, writtenBy }: MailboxNews, channel: Channel): Promise<string[]> {
    const rows = await this.#rows(mailboxId, channel);
    const isTaken = rows.some(({ account_id }) => account_id === takenBy);
    return rows
      .filter(
        ({ account_id, choice }) =>
          choice === 'all' || (choice === 'concerning' && (!isTaken || account_id === takenBy)),
      )
      .flatMap(({ account_id }) => (account_id === writtenBy ? [] : [account_id]));
  }

  /** Those of some accounts that are members still, and may come in. One query. */
  async readers(mailboxId: string, accountIds: readonly string[]): Promise<MemberReader[]> {
    if (accountIds.length === 0) return [];
    const padded = padToPowerOfTwo(accountIds);
    const rows = await this.#parts.database.all<Omit<Row, 'choice'>>(
      `select mm.account_id, a.email as address, a.language ${MEMBERS} and a.frozen_at is null and mm.account_id in (${padded.map(() => '?').join(', ')})`,
      ...[mailboxId, ...padded],
    );
    return rows.map(({ account_id, address, language }) => ({ accountId: account_id, address, language }));
  }

  #rows(mailboxId: string, channel: Channel): Promise<Pick<Row, 'account_id' | 'choice'>[]> {
    return this.#parts.database.all(
      `select mm.account_id, ${memberChoice(channel)} as choice ${MEMBERS} and a.frozen_at is null`,
      mailboxId,
    );
  }

  async #of({ accountId, organisationId }: AccountActor, mailboxId: string): Promise<MemberNotifications> {
    const row = await this.#parts.database.get<MemberNotifications>(
      `select ${memberChoice('mail')} as mail, ${memberChoice('teams')} as teams ${MEMBERS} and mm.account_id = ? and mm.organisation_id = ? and exists (select 1 from mailbox b where b.id = mm.mailbox_id and b.removed_at is null)`,
      ...[mailboxId, accountId, organisationId],
    );
    if (!row) throw new DomainError('not-found');
    return { mail: row.mail, teams: row.teams };
  }
}
