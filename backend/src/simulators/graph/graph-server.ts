import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWTPayload } from 'jose';
import type { EntraSimulator } from '../entra/entra-server.ts';
import type { ActivityCaller, ActivityFeed } from './activity-feed.ts';
import { type GraphAnswer, refusal } from './graph-answer.ts';

/** What goes wrong in the simulated Graph, as tests set it. */
export interface GraphSwitches {
  /** The next answers, one for each request, before it serves again. */
  readonly failures: { readonly status: number; readonly retryAfter?: string }[];
  /** Takes no token issued before now: as when Entra's continuous access evaluation revoked it. */
  refuseTokensUntilRenewed: boolean;
  /** Closes connections without an answer. */
  isDown: boolean;
}

/** The mailboxes that the simulated Graph shows; the object id says whose. */
export interface GraphMailboxes {
  /** Null = no such message. */
  isDraft(objectId: string, messageId: string): boolean | null;
  /** Removes a message for good; false when it is not there. */
  removeMessage(objectId: string, messageId: string): boolean;
}

export interface GraphSimulatorOptions {
  /** Whose Graph tokens are good. */
  readonly entra: Pick<EntraSimulator, 'readGraphToken'>;
  readonly mailboxes: GraphMailboxes;
  readonly feed: ActivityFeed;
}

export interface GraphSimulator {
  readonly origin: string;
  readonly switches: GraphSwitches;
  /** Requests so far, as `POST /path`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const MESSAGE = /^\/v1\.0\/me\/messages\/([^/?]+)\?(?:\$|%24)select=isDraft$/;
const ACTIVITY = /^\/v1\.0\/users\/([^/?]+)\/teamwork\/sendActivityNotification$/;
const PERMANENT_DELETE = /^\/v1\.0\/me\/messages\/([^/]+)\/permanentDelete$/;

const missing = refusal(404, 'ErrorItemNotFound');

/** A message (`microsoft.graph.message`) with what `$select=isDraft` leaves: its id and annotations always come along. */
const messageView = (origin: string, objectId: string, id: string, isDraft: boolean) => ({
  '@odata.context': `${origin}/v1.0/$metadata#users('${objectId}')/messages(isDraft)/$entity`,
  '@odata.etag': 'W/"CQAAABYAAAB"',
  id,
  isDraft,
});

const MAX_BODY_BYTES = 65_536;

/** The body as JSON; null when it is none. */
const readJson = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY_BYTES) return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const namesOf = (claim: unknown): string[] => (typeof claim === 'string' ? claim.split(' ') : []);

const callerOf = ({ tid, idtyp, appid, roles, scp }: JWTPayload): ActivityCaller => ({
  tenantId: String(tid),
  application:
    idtyp === 'app' ? { clientId: String(appid), roles: Array.isArray(roles) ? roles.map(String) : [] } : null,
  scopes: namesOf(scp),
});

const send = (response: ServerResponse, { status, body, headers }: GraphAnswer): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};

const answerAbout = (
  { origin, mailboxes }: { readonly origin: string; readonly mailboxes: GraphMailboxes },
  objectId: string,
  { method, url = '' }: IncomingMessage,
): GraphAnswer => {
  const shown = method === 'GET' ? MESSAGE.exec(url)?.[1] : undefined;
  if (shown !== undefined) {
    const id = decodeURIComponent(shown);
    const isDraft = mailboxes.isDraft(objectId, id);
    return isDraft === null ? missing : { status: 200, body: messageView(origin, objectId, id, isDraft) };
  }
  const removed = method === 'POST' ? PERMANENT_DELETE.exec(url)?.[1] : undefined;
  if (removed === undefined) return refusal(404, 'ResourceNotFound');
  return mailboxes.removeMessage(objectId, decodeURIComponent(removed)) ? { status: 204 } : missing;
};

/**
 * A local Microsoft Graph on a loopback port that knows one message (`GET /v1.0/me/messages/{id}?$select=isDraft`) and two actions
 * (`POST …/permanentDelete`: 204, 404 when the message is not there; `POST /v1.0/users/{id}/teamwork/sendActivityNotification`).
 * None of these paths is in ../shared/graph's OpenAPI subset, the message's schema is; the actions follow Microsoft's
 * documentation and were checked against no published schema. For demo and test mode only.
 */
export const startGraphSimulator = async ({
  entra,
  mailboxes,
  feed,
}: GraphSimulatorOptions): Promise<GraphSimulator> => {
  const switches: GraphSwitches = { failures: [], refuseTokensUntilRenewed: false, isDown: false };
  const requests: string[] = [];
  const refusedTokens = new Set<string>();

  const answer = async (request: IncomingMessage): Promise<GraphAnswer> => {
    const failure = switches.failures.shift();
    if (failure) {
      const { status, retryAfter } = failure;
      return refusal(status, 'simulatedFailure', retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    }
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (switches.refuseTokensUntilRenewed) {
      switches.refuseTokensUntilRenewed = false;
      refusedTokens.add(token);
    }
    const claims = refusedTokens.has(token) ? null : await entra.readGraphToken(token);
    if (!claims) return refusal(401, 'InvalidAuthenticationToken');
    const told = request.method === 'POST' ? ACTIVITY.exec(request.url ?? '')?.[1] : undefined;
    if (told !== undefined) return feed.post(callerOf(claims), decodeURIComponent(told), await readJson(request));
    if (!namesOf(claims.scp).includes('Mail.ReadWrite')) return refusal(403, 'ErrorAccessDenied');
    return answerAbout({ origin, mailboxes }, String(claims.oid), request);
  };

  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (switches.isDown) request.socket.destroy();
    else
      answer(request).then(
        (given) => send(response, given),
        () => response.destroy(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    switches,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
