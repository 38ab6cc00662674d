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

export interface GraphSimulatorOptions {
  /** Whose Graph tokens are good. */
  readonly entra: Pick<EntraSimulator, 'readGraphToken'>;
  /** Removes a message of a person's mailbox for good; false when it is not there. */
  readonly removeMessage: (objectId: string, messageId: string) => boolean;
}

export interface GraphSimulator {
  readonly origin: string;
  readonly switches: GraphSwitches;
  /** Requests so far, as `POST /path`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const PERMANENT_DELETE = /^\/v1\.0\/me\/messages\/([^/]+)\/permanentDelete$/;

const send = (response: ServerResponse, status: number, code?: string, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  if (code === undefined) response.end();
  else response.end(JSON.stringify({ error: { code, message: code, innerError: { 'request-id': 'simulated' } } }));
};

/**
 * A local Microsoft Graph on a loopback port that knows one action: `POST /v1.0/me/messages/{id}/permanentDelete` (204; 404 when
 * the message is not there). That path is not in ../shared/graph's OpenAPI subset: request and answer follow Microsoft's
 * documentation (message: permanentDelete) and were checked against no published schema. For demo and test mode only.
 */
export const startGraphSimulator = async ({ entra, removeMessage }: GraphSimulatorOptions): Promise<GraphSimulator> => {
  const switches: GraphSwitches = { failures: [], refuseTokensUntilRenewed: false, isDown: false };
  const requests: string[] = [];
  const refusedTokens = new Set<string>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const failure = switches.failures.shift();
    if (failure) {
      const { status, retryAfter } = failure;
      return send(response, status, 'simulatedFailure', retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    }
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (switches.refuseTokensUntilRenewed) {
      switches.refuseTokensUntilRenewed = false;
      refusedTokens.add(token);
    }
    const claims = refusedTokens.has(token) ? null : await entra.readGraphToken(token);
    if (!claims) return send(response, 401, 'InvalidAuthenticationToken');
    if (!String(claims.scp).split(' ').includes('Mail.ReadWrite')) return send(response, 403, 'ErrorAccessDenied');
    const [, messageId] = PERMANENT_DELETE.exec(request.url ?? '') ?? [];
    if (request.method !== 'POST' || !messageId) return send(response, 404, 'ResourceNotFound');
    if (removeMessage(String(claims.oid), decodeURIComponent(messageId))) return send(response, 204);
    return send(response, 404, 'ErrorItemNotFound');
  };

  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (switches.isDown) request.socket.destroy();
    else answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    switches,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
