import { setTimeout as delay } from 'node:timers/promises';
import { Client, GraphError } from '@microsoft/microsoft-graph-client';
import type { DraftRemoval, GraphPort } from '../../ports/graph.port.ts';
import { checkedOrigin } from '../entra/bounded-request.ts';
import { postActivity } from './activity-feed.ts';
import { ApplicationTokens } from './application-tokens.ts';
import { fromGraphError } from './graph-errors.ts';
import { graphMiddleware, type Pause } from './graph-transport.ts';
import { OnBehalfOf } from './on-behalf-of.ts';

const GRAPH_ORIGIN = 'https://graph.microsoft.com';

export interface GraphOptions {
  /** SEFOS' application in Entra and its secret. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Such as https://login.microsoftonline.com; only its origin counts. */
  readonly authority: string;
  /** Origin of Graph; Microsoft's public one when not given. */
  readonly graphOrigin?: string;
  /** Accepts `http://` origins on loopback. Demo and test only; false when not given. */
  readonly allowLoopbackHttp?: boolean;
  /** How to wait between tries. */
  readonly pause?: Pause;
}

const isStatus = (error: unknown, status: number): boolean =>
  error instanceof GraphError && error.statusCode === status;

/** Microsoft Graph by microsoft-graph-client, with tokens by msal-node. */
export const makeGraph = (options: GraphOptions): GraphPort => {
  const allowLoopbackHttp = options.allowLoopbackHttp ?? false;
  const pause = options.pause ?? ((milliseconds: number) => delay(milliseconds));
  const authority = checkedOrigin(options.authority, allowLoopbackHttp);
  const baseUrl = checkedOrigin(options.graphOrigin ?? GRAPH_ORIGIN, allowLoopbackHttp);
  const { clientId, clientSecret } = options;
  const onBehalfOf = new OnBehalfOf({ clientId, clientSecret, authority });
  const application = new ApplicationTokens({ clientId, clientSecret, authority });

  /** Calls Graph; a token that it takes no longer is renewed once. */
  const call = async <T>(
    tokenOf: (renew: boolean) => Promise<string>,
    retryPause: Pause | null,
    work: (client: Client) => Promise<T>,
  ): Promise<T> => {
    const attempt = async (renew: boolean): Promise<T> => {
      const middleware = graphMiddleware(await tokenOf(renew), retryPause);
      return await work(Client.initWithMiddleware({ baseUrl, middleware }));
    };
    return await attempt(false)
      .catch((error: unknown) => {
        if (isStatus(error, 401)) return attempt(true);
        throw error;
      })
      .catch((error: unknown) => {
        throw fromGraphError(error);
      });
  };

  const permanentlyDeleteDraft = async (client: Client, messageId: string): Promise<DraftRemoval> => {
    const path = `/me/messages/${encodeURIComponent(messageId)}`;
    try {
      const message = (await client.api(path).select('isDraft').get()) as { readonly isDraft?: unknown } | null;
      if (message?.isDraft !== true) return 'no-draft';
      await client.api(`${path}/permanentDelete`).post(undefined);
      return 'removed';
    } catch (error) {
      if (isStatus(error, 404)) return 'absent';
      throw error;
    }
  };

  return {
    connect: (person, accessToken, store) => onBehalfOf.exchange(person, accessToken, store),
    permanentlyDeleteDraft: (person, store, messageId) =>
      call(
        (renew) => onBehalfOf.token(person, store, renew),
        pause,
        (client) => permanentlyDeleteDraft(client, messageId),
      ),
    // Nobody waits: a job tries again later, and must not hold up others meanwhile.
    notifyActivity: ({ tenantId, objectId }, activity) =>
      call(
        (renew) => application.token(tenantId, renew),
        null,
        (client) => postActivity(client, objectId, activity),
      ),
  };
};
