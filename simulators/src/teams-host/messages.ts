/** What TeamsJS 2 posts to its host (src/internal/messageObjects). */
export interface TeamsRequest {
  readonly id: number;
  readonly uuidAsString?: string;
  readonly func: string;
  readonly args?: readonly unknown[];
  /** Nested app authentication carries its text here. */
  readonly data?: string;
}

/** Whom an answer goes to: the frame, or a popup of the host's. */
export interface TeamsClient {
  readonly frameContext: 'content' | 'authentication';
  post(message: object): void;
}

export const isTeamsRequest = (data: unknown): data is TeamsRequest =>
  typeof data === 'object' && data !== null && 'func' in data && typeof data.func === 'string';

export const reply = (client: TeamsClient, request: TeamsRequest, args: readonly unknown[]): void =>
  client.post({
    id: request.id,
    ...(request.uuidAsString === undefined ? {} : { uuidAsString: request.uuidAsString }),
    args,
  });

/** An event of the host's: no id, so that nobody takes it for an answer. */
export const event = (client: TeamsClient, func: string, args: readonly unknown[] = []): void =>
  client.post({ func, args });
