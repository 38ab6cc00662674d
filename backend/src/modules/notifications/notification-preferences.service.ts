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

/** SQL: what a member `mm` of a function mailbox wants to be told of; until she chooses, as her own choice `p` says, of what concerns her. */
export const memberChoice = (channel: keyof NotificationPreferences): string =>
  `coalesce(mm.notify_${channel}, case when coalesce(p.${channel}, ${DEFAULT_PREFERENCES[channel] ? 1 : 0}) = 1 then 'concerning' else 'none' end)`;

/** For `enqueueFrom`: one row when the holder of a mailbox, or somebody in a function mailbox, wants to be told in Teams. */
export const wantsTeams = (mailboxId: string): Statement =>
  write(
    `mailbox m where m.id = ? and (exists (select 1 from notification_preference o where o.account_id = m.account_id and o.teams = 1) or exists (select 1 from mailbox_member mm left join notification_preference p on p.account_id = mm.account_id where mm.mailbox_id = m.id and ${memberChoice('teams')} <> 'none'))`,
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
