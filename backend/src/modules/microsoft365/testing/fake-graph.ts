import { DomainError } from '../../../platform/errors.ts';
import type {
  ActivityOutcome,
  DraftRemoval,
  GraphPerson,
  GraphPort,
  GraphTokenStore,
  TeamsActivity,
} from '../../../ports/graph.port.ts';

/** Graph in memory: keeps a readable serialisation with the token in it, and asks its store at every call as msal does. */
export class FakeGraph implements GraphPort {
  failWith: Error | undefined;
  /** Renews what is kept at the next call. */
  renewTo: string | undefined;
  /** Waited for before renewing. */
  beforeRenewal: () => Promise<unknown> = async () => undefined;
  /** Waited for before tokens are exchanged. */
  beforeConnection: () => Promise<unknown> = async () => undefined;
  readonly messages = new Set<string>();
  /** Of the messages, those that are no drafts. */
  readonly received = new Set<string>();
  readonly removedFor: GraphPerson[] = [];
  /** What becomes of activities. */
  activityOutcome: ActivityOutcome = 'sent';
  readonly activities: { readonly person: GraphPerson; readonly activity: TeamsActivity }[] = [];

  async connect(person: GraphPerson, accessToken: string, store: GraphTokenStore): Promise<void> {
    if (this.failWith) throw this.failWith;
    await this.beforeConnection();
    await store.save(`refresh-token-canary of ${person.objectId} by ${accessToken}`);
  }

  async permanentlyDeleteDraft(person: GraphPerson, store: GraphTokenStore, messageId: string): Promise<DraftRemoval> {
    if (this.failWith) throw this.failWith;
    const kept = await store.load();
    if (!kept) throw new DomainError('graph-consent-needed');
    await this.beforeRenewal();
    if (this.renewTo !== undefined) await store.save(this.renewTo);
    if (this.received.has(messageId)) return 'no-draft';
    this.removedFor.push(person);
    return this.messages.delete(messageId) ? 'removed' : 'absent';
  }

  async notifyActivity(person: GraphPerson, activity: TeamsActivity): Promise<ActivityOutcome> {
    if (this.failWith) throw this.failWith;
    if (this.activityOutcome === 'sent') this.activities.push({ person, activity });
    return this.activityOutcome;
  }
}
