import type { NotificationPreferences } from '@sefos/shared/contract/notifications.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { NotificationPreferenceRow } from './notification-preference.entity.ts';

/** What holds until a person chooses: nobody should miss a message because she never opened a settings page. */
const DEFAULT_PREFERENCES: NotificationPreferences = { mail: true };

/** How each person wants to be told of new messages. */
export class NotificationPreferencesService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor({ database, clock }: { readonly database: Database; readonly clock: Clock }) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Of any account, for what tells people. */
  async of(accountId: string): Promise<NotificationPreferences> {
    const row = await this.#database.get<NotificationPreferenceRow>(
      'select * from notification_preference where account_id = ?',
      accountId,
    );
    return row ? { mail: row.mail === 1 } : DEFAULT_PREFERENCES;
  }

  /** The actor's own, whichever mailbox she is in. */
  get(actor: AccountActor): Promise<NotificationPreferences> {
    return this.of(actor.accountId);
  }

  async save(actor: AccountActor, preferences: NotificationPreferences): Promise<NotificationPreferences> {
    const { accountId, organisationId } = actor;
    const now = this.#clock.now().getTime();
    await this.#database.commit([
      write(
        'insert into notification_preference (account_id, mail, saved_at) values (?, ?, ?) on conflict (account_id) do update set mail = excluded.mail, saved_at = excluded.saved_at',
        accountId,
        preferences.mail ? 1 : 0,
        now,
      ),
      audit(
        {
          organisationId,
          action: 'notification-preferences.changed',
          actor: accountActor(actor),
          target: { kind: 'account', id: accountId },
          facts: { mail: preferences.mail },
        },
        now,
      ),
    ]);
    return preferences;
  }
}
