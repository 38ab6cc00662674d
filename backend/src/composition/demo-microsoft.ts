import type { FastifyInstance } from 'fastify';
import { makeEntraTokens } from '../adapters/entra/jwks.adapter.ts';
import { makeGraph } from '../adapters/graph/msal-graph.adapter.ts';
import type { Clock } from '../ports/clock.port.ts';
import { devEntraPlugin } from '../simulators/entra/dev-entra.plugin.ts';
import { startEntraSimulator } from '../simulators/entra/entra-server.ts';
import type { EntraAccount } from '../simulators/entra/people.ts';
import { ActivityFeed } from '../simulators/graph/activity-feed.ts';
import { devGraphPlugin } from '../simulators/graph/dev-graph.plugin.ts';
import { type GraphMailboxes, startGraphSimulator } from '../simulators/graph/graph-server.ts';
import type { OidcTestPerson } from '../simulators/oidc/worlds.ts';
import type { Config } from './config.ts';
import type { Ports } from './ports.ts';

export interface DemoMicrosoftOptions {
  readonly config: Pick<Config, 'entra' | 'teamsAppId'>;
  readonly clock: Clock;
  readonly persons: readonly OidcTestPerson[];
  /** People's simulated mailboxes. */
  readonly mailboxes: GraphMailboxes;
}

/** Microsoft's cloud as the demo has it. */
export interface DemoMicrosoft {
  readonly ports: Pick<Ports, 'entraTokens' | 'graph' | 'teamsAppId'>;
  readonly accounts: readonly EntraAccount[];
  mount(app: FastifyInstance): Promise<void>;
  close(): Promise<void>;
}

/** Names the app in links that the simulated Teams follows; the real one would find nothing under it. */
const DEMO_TEAMS_APP_ID = '00000000-0000-4000-8000-0000005ef05a';

/** Starts the simulated Entra ID and Graph, and the real adapters against them; the configured authority is not asked. */
export const startDemoMicrosoft = async (options: DemoMicrosoftOptions): Promise<DemoMicrosoft> => {
  const { config, clock, persons, mailboxes } = options;
  const clientId = config.entra?.clientId ?? '';
  const clientSecret = config.entra?.clientSecret ?? 'demo-entra-secret';
  const entra = await startEntraSimulator({ clock, persons, clientId, clientSecret });
  const feed = new ActivityFeed({ clock, accounts: entra.accounts, clientId });
  const graph = await startGraphSimulator({ entra, mailboxes, feed });
  const application = { clientId, clientSecret, authority: entra.origin, allowLoopbackHttp: true };
  return {
    ports: {
      entraTokens: makeEntraTokens({ ...application, clock }),
      graph: makeGraph({ ...application, graphOrigin: graph.origin }),
      teamsAppId: config.teamsAppId ?? DEMO_TEAMS_APP_ID,
    },
    accounts: entra.accounts,
    mount: async (app) => {
      await app.register(devEntraPlugin, { entra });
      await app.register(devGraphPlugin, { graph, feed, accounts: entra.accounts });
    },
    close: async () => {
      await Promise.all([entra.close(), graph.close()]);
    },
  };
};
