import type { ServerResponse } from 'node:http';
import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import { LIVE_PATH } from '@sefos/shared/contract/live.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AccountActor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import type { LiveFeed, LiveListener, LiveNotice } from './live-feed.ts';
import type { ListenedMailbox, MailboxDoor } from './mailbox-door.ts';
import type { MailboxesService } from './mailboxes.service.ts';

export interface LiveRouteParts {
  readonly feed: LiveFeed;
  readonly mailboxes: MailboxesService;
  readonly door: MailboxDoor;
  readonly account: (request: FastifyRequest) => Promise<AccountActor | null>;
}

/** Bytes that may wait for a reader before it is dropped. */
const BUFFER_BYTES = 64 * 1024;
const EVENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // Proxies that buffer answers would hold events back.
  'x-accel-buffering': 'no',
};

const format = ({ id, event }: LiveNotice): string => `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;

const makeListener = (
  actor: AccountActor,
  own: readonly string[],
  entered: readonly ListenedMailbox[],
  response: ServerResponse,
): LiveListener => {
  const push = (text: string): boolean => {
    if (response.destroyed || response.writableLength > BUFFER_BYTES) return false;
    response.write(text);
    return true;
  };
  return {
    accountId: actor.accountId,
    sessionId: actor.sessionId,
    mailboxIds: [...own, ...entered.map(({ mailboxId }) => mailboxId)],
    entered,
    send: (notices) => push(notices.map(format).join('')),
    heartbeat: () => push(': \n\n'),
    // A slow reader's buffer would never drain: cut it. Whoever reads gets a proper end.
    end: () => void (response.writableLength > BUFFER_BYTES ? response.destroy() : response.end()),
  };
};

/**
 * `GET /api/v1/events` (HTML Living Standard §9.2): a stream, so it is mounted beside the contract's endpoints.
 * @throws {DomainError} not-signed-in, too-many-requests
 */
export const registerLiveRoute = (app: FastifyInstance, parts: LiveRouteParts): void => {
  app.addHook('preClose', () => parts.feed.stop());
  app.get(
    API_PREFIX + LIVE_PATH,
    { exposeHeadRoute: false, schema: { hide: true } as object },
    async (request, reply) => {
      const actor = await parts.account(request);
      if (!actor) throw new DomainError('not-signed-in');
      // Whatever mailbox the page shows now: it hears of all of them.
      const own = await parts.mailboxes.idsOf({ accountId: actor.accountId, organisationId: actor.organisationId });
      const entered = await parts.door.listened(actor);
      const given = request.headers['last-event-id'];
      const lastEventId = typeof given === 'string' && EVENT_ID.test(given) ? given : undefined;
      const response = reply.raw;
      const listener = makeListener(actor, own, entered, response);
      const early: (readonly LiveNotice[])[] = [];
      let begun = false;
      let ended = false;
      // Until the feed has accepted the page, the answer can still become a problem: what comes earlier waits.
      const waiting: LiveListener = {
        ...listener,
        send: (notices) => (begun ? listener.send(notices) : early.push(notices) > 0),
        heartbeat: () => !begun || listener.heartbeat(),
        end: () => {
          ended = true;
          if (begun) listener.end();
        },
      };
      const disconnect = await parts.feed.connect(waiting, lastEventId);
      reply.hijack();
      response.on('close', disconnect);
      response.writeHead(200, HEADERS);
      response.write('retry: 2000\n\n');
      begun = true;
      for (const notices of early) listener.send(notices);
      if (ended) listener.end();
      if (response.destroyed) disconnect();
    },
  );
};
