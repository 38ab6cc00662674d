import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EntraSimulator } from '../entra/entra-server.ts';

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
}

export interface GraphSimulator {
  readonly origin: string;
  readonly switches: GraphSwitches;
  /** Requests so far, as `POST /path`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const MESSAGE = /^\/v1\.0\/me\/messages\/([^/?]+)\?(?:\$|%24)select=isDraft$/;
const PERMANENT_DELETE = /^\/v1\.0\/me\/messages\/([^/]+)\/permanentDelete$/;

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

const refusal = (status: number, code: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: { error: { code, message: code, innerError: { 'request-id': 'simulated' } } },
});
const missing = refusal(404, 'ErrorItemNotFound');

/** A message (`microsoft.graph.message`) with what `$select=isDraft` leaves: its id and annotations always come along. */
const messageView = (origin: string, objectId: string, id: string, isDraft: boolean) => ({
  '@odata.context': `${origin}/v1.0/$metadata#users('${objectId}')/messages(isDraft)/$entity`,
  '@odata.etag': 'W/"CQAAABYAAAB"',
  id,
  isDraft,
});

const send = (response: ServerResponse, { status, body, headers }: Answer): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};

const answerAbout = (
  { origin, mailboxes }: { readonly origin: string; readonly mailboxes: GraphMailboxes },
  objectId: string,
  { method, url = '' }: IncomingMessage,
): Answer => {
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
 * A local Microsoft Graph on a loopback port that knows one message (`GET /v1.0/me/messages/{id}?$select=isDraft`) and one action
 * (`POST …/permanentDelete`: 204); 404 when the message is not there. Neither path is in ../shared/graph's OpenAPI subset, the
 * message's schema is; the action follows Microsoft's documentation and was checked against no published schema. For demo and
 * test mode only.
 */
export const startGraphSimulator = async ({ entra, mailboxes }: GraphSimulatorOptions): Promise<GraphSimulator> => {
  const switches: GraphSwitches = { failures: [], refuseTokensUntilRenewed: false, isDown: false };
  const requests: string[] = [];
  const refusedTokens = new Set<string>();

  const answer = async (request: IncomingMessage): Promise<Answer> => {
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
    if (!String(claims.scp).split(' ').includes('Mail.ReadWrite')) return refusal(403, 'ErrorAccessDenied');
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
