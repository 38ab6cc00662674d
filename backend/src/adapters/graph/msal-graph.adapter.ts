import { setTimeout as delay } from 'node:timers/promises';
import { Client, GraphError } from '@microsoft/microsoft-graph-client';
import type { DraftRemoval, GraphPerson, GraphPort, GraphTokenStore } from '../../ports/graph.port.ts';
import { checkedOrigin } from '../entra/bounded-request.ts';
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

  /** Calls Graph; a token that it takes no longer is renewed once. */
  const call = async <T>(
    person: GraphPerson,
    store: GraphTokenStore,
    work: (client: Client) => Promise<T>,
  ): Promise<T> => {
    const attempt = async (renew: boolean): Promise<T> => {
      const token = await onBehalfOf.token(person, store, renew);
      return await work(Client.initWithMiddleware({ baseUrl, middleware: graphMiddleware(token, pause) }));
    };
    return await attempt(false).catch((error: unknown) => {
      if (isStatus(error, 401)) return attempt(true);
      throw error;
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
      call(person, store, (client) => permanentlyDeleteDraft(client, messageId)).catch((error: unknown) => {
        throw fromGraphError(error);
      }),
  };
};
