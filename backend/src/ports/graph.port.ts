/** On whose behalf Graph is called. */
export interface GraphPerson {
  readonly tenantId: string;
  readonly objectId: string;
}

/** What the vendor's library wants kept between calls for one person; holds refresh tokens. Protected: never log. */
export interface GraphTokenStore {
  /** Null = nothing kept yet. */
  load(): Promise<string | null>;
  save(serialised: string): Promise<void>;
}

/** `absent`: it was not there. `no-draft`: it was received or sent, and is there still. */
export type DraftRemoval = 'removed' | 'absent' | 'no-draft';

/** What stands in a person's activity feed in Teams. It lies at Microsoft: nothing of a message belongs in it. */
export interface TeamsActivity {
  /** One of the types that the Teams app's manifest declares. */
  readonly type: 'messageReceived' | 'answerReceived';
  /** Values of the parameters in that type's text, each of which must be there. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly topic: string;
  /** Below the text; Teams shows 150 characters. */
  readonly preview: string;
  /** Address in Teams (`https://teams.microsoft.com/l/…`) that it leads to. */
  readonly url: string;
  /** Of two activities with one number, the later takes the place of the earlier; a safe integer above 0. */
  readonly chainId: number;
}

/** `not-installed`: the Teams app is not there for her, or not with its permission. `refused`: Graph takes it in no way. */
export type ActivityOutcome = 'sent' | 'not-installed' | 'unknown-person' | 'refused';

/** Microsoft Graph: on behalf of a signed-in person (OAuth 2.0 on-behalf-of), and as the application itself (client credentials). */
export interface GraphPort {
  /**
   * Exchanges the person's access token for SEFOS' API for Graph tokens and keeps them in the store.
   * @throws {DomainError} graph-consent-needed (nobody has consented, or Entra asks for interaction), graph-unavailable
   */
  connect(person: GraphPerson, accessToken: string, store: GraphTokenStore): Promise<void>;
  /**
   * `POST /me/messages/{id}/permanentDelete`, of a message that Graph says is a draft (`isDraft`); any other is left alone.
   * @throws {DomainError} graph-consent-needed (nothing kept, or it has expired), graph-unavailable
   */
  permanentlyDeleteDraft(person: GraphPerson, store: GraphTokenStore, messageId: string): Promise<DraftRemoval>;
  /**
   * `POST /users/{id}/teamwork/sendActivityNotification` as the application itself, once: the caller tries again.
   * @throws {DomainError} graph-consent-needed (the tenant does not know the application), graph-unavailable (`retryAfterSeconds` where Graph says it)
   */
  notifyActivity(person: GraphPerson, activity: TeamsActivity): Promise<ActivityOutcome>;
}
