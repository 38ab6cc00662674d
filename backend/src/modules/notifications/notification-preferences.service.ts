import type {
  NotificationPreferences,
  NotificationSettings,
  TeamsActivityState,
} from '@sefos/shared/contract/notifications.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { NotificationPreferenceRow } from './notification-preference.entity.ts';

/**
 * What holds until a person chooses: nobody should miss a message because she never opened a settings page. Teams is beside the
 * mail, and its feed lies at Microsoft: for who asks for it.
 */
const DEFAULT_PREFERENCES: NotificationPreferences = { mail: true, teams: false };

export interface NotificationPreferencesParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Whether an account of an organisation can be told in Teams. */
  readonly teamsState: (account: Pick<AccountActor, 'accountId' | 'organisationId'>) => Promise<TeamsActivityState>;
}

/** For `enqueueFrom`: one row when the holder of a mailbox wants to be told in Teams. */
export const wantsTeams = (mailboxId: string): Statement =>
  write(
    'notification_preference p join mailbox m on m.account_id = p.account_id where m.id = ? and p.teams = 1',
    mailboxId,
  );

/** How each person wants to be told of new messages. */
export class NotificationPreferencesService {
  readonly #parts: NotificationPreferencesParts;

  constructor(parts: NotificationPreferencesParts) {
    this.#parts = parts;
  }

  /** Of any account, for what tells people. */
  async of(accountId: string): Promise<NotificationPreferences> {
    const row = await this.#parts.database.get<NotificationPreferenceRow>(
      'select * from notification_preference where account_id = ?',
      accountId,
    );
    return row ? { mail: row.mail === 1, teams: row.teams === 1 } : DEFAULT_PREFERENCES;
  }

  /** Accounts in a function mailbox that are told of its messages by mail; frozen ones are not. */
  async membersWantingMail(mailboxId: string): Promise<string[]> {
    const rows = await this.#parts.database.all<{ account_id: string }>(
      'select mm.account_id from mailbox_member mm join account a on a.id = mm.account_id left join notification_preference p on p.account_id = mm.account_id where mm.mailbox_id = ? and a.frozen_at is null and coalesce(p.mail, ?) = 1',
      mailboxId,
      DEFAULT_PREFERENCES.mail ? 1 : 0,
    );
    return rows.map(({ account_id }) => account_id);
  }

  /** The actor's own, whichever mailbox she is in. */
  async get(actor: AccountActor): Promise<NotificationSettings> {
    return { ...(await this.of(actor.accountId)), teamsState: await this.#parts.teamsState(actor) };
  }

  /** Teams may be chosen where it is not there (yet): then it has no effect. */
  async save(actor: AccountActor, preferences: NotificationPreferences): Promise<NotificationSettings> {
    const { accountId, organisationId } = actor;
    const { mail, teams } = preferences;
    const now = this.#parts.clock.now().getTime();
    await this.#parts.database.commit([
      write(
        'insert into notification_preference (account_id, mail, teams, saved_at) values (?, ?, ?, ?) on conflict (account_id) do update set mail = excluded.mail, teams = excluded.teams, saved_at = excluded.saved_at',
        accountId,
        mail ? 1 : 0,
        teams ? 1 : 0,
        now,
      ),
      audit(
        {
          organisationId,
          action: 'notification-preferences.changed',
          actor: accountActor(actor),
          target: { kind: 'account', id: accountId },
          facts: { mail, teams },
        },
        now,
      ),
    ]);
    return { ...preferences, teamsState: await this.#parts.teamsState(actor) };
  }
}
