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

/** Microsoft Graph on behalf of a signed-in person (OAuth 2.0 on-behalf-of). */
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
}
