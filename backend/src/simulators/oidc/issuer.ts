import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { OidcProvider } from '../../ports/oidc.port.ts';
import { devPageHeaders, devStylesheet } from '../dev-page.html.ts';
import { issuersPage, oidcErrorPage, STYLESHEET_PATH } from './interaction.page.ts';
import { type InteractiveIssuer, serveInteraction } from './interaction.ts';
import { configureIssuer } from './issuer-configuration.ts';
import { OIDC_KINDS, OIDC_WORLDS, type OidcKind, type OidcTestPerson } from './worlds.ts';

export type { OidcTestPerson } from './worlds.ts';

export interface OidcSimulatorOptions {
  /** Port on loopback that browser and product both reach; any free one when not given. */
  readonly port?: number;
  /** Exact redirect URIs of the product; any other is refused. */
  readonly redirectUris: readonly string[];
  /** Whom the sign-in pages offer: Entra those with `email`, Freja with `personalNumber`, SITHS with `hsaId` too. */
  readonly persons: readonly OidcTestPerson[];
}

/** Running issuers at `http://localhost:<port>/{entra,freja,siths}`. */
export interface OidcSimulator {
  readonly origin: string;
  /** The product's end of each issuer, credentials included: what OidcPort takes. */
  readonly providers: Readonly<Record<OidcKind, OidcProvider>>;
  close(): Promise<void>;
}

interface RunningIssuer extends InteractiveIssuer {
  readonly kind: OidcKind;
  readonly provider: OidcProvider;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => unknown;
}

const startIssuer = async (kind: OidcKind, origin: string, options: OidcSimulatorOptions): Promise<RunningIssuer> => {
  const world = OIDC_WORLDS[kind];
  const accounts: InteractiveIssuer['accounts'] = new Map();
  const issuer = `${origin}/${kind}`;
  const { redirectUris } = options;
  const { configuration, provider } = await configureIssuer({ kind, world, issuer, redirectUris, accounts });
  const oidc = new Provider(issuer, configuration);
  return {
    kind,
    world,
    oidc,
    accounts,
    provider,
    persons: options.persons.filter((person) => world.describe(person) !== null),
    redirectOrigins: [...new Set(redirectUris.map((uri) => new URL(uri).origin))],
    answer: oidc.callback(),
  };
};

/** Every sign-in asks anew who one is: an issuer's own session would bring back the person before. */
const forgetSession = (request: IncomingMessage): void => {
  const cookies = (request.headers.cookie ?? '').split('; ');
  request.headers.cookie = cookies.filter((cookie) => !/^sim_[a-z]+(\.sig)?=/.test(cookie)).join('; ');
};

const route = async (
  issuers: readonly RunningIssuer[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const url = request.url ?? '/';
  const path = url.split('?')[0] ?? '/';
  if (path === STYLESHEET_PATH) {
    response.writeHead(200, { 'content-type': 'text/css; charset=utf-8' }).end(devStylesheet);
    return;
  }
  if (path === '/') {
    const listed = issuers.map(({ world, provider }) => ({ title: world.title, issuer: provider.issuer }));
    response.writeHead(200, devPageHeaders()).end(issuersPage(listed));
    return;
  }
  const issuer = issuers.find(({ kind }) => path.startsWith(`/${kind}/`));
  if (!issuer) {
    response.writeHead(404, devPageHeaders()).end(oidcErrorPage('Not found', 'There is no such page.'));
    return;
  }
  if (path.startsWith(`/${issuer.kind}/interaction/`)) return await serveInteraction(issuer, request, response);
  if (path === `/${issuer.kind}/auth`) forgetSession(request);
  // oidc-provider finds out where it is mounted by comparing the two.
  Object.assign(request, { originalUrl: url, url: url.slice(issuer.kind.length + 1) });
  issuer.answer(request, response);
};

const serve = (issuers: readonly RunningIssuer[], request: IncomingMessage, response: ServerResponse): void => {
  route(issuers, request, response).catch(() => {
    if (response.headersSent) response.destroy();
    else {
      const explanation = 'This sign-in has ended or was started in another browser. Start it again.';
      response.writeHead(400, devPageHeaders()).end(oidcErrorPage('Sign-in not found', explanation));
    }
  });
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** Starts the three issuers on one loopback port, with keys and client credentials of their own making. */
export const startOidcSimulator = async (options: OidcSimulatorOptions): Promise<OidcSimulator> => {
  const issuers: RunningIssuer[] = [];
  const server = createServer((request, response) => serve(issuers, request, response));
  const origin = `http://localhost:${await listen(server, options.port ?? 0)}`;
  issuers.push(...(await Promise.all(OIDC_KINDS.map((kind) => startIssuer(kind, origin, options)))));
  const provider = (kind: OidcKind): OidcProvider => {
    const found = issuers.find((issuer) => issuer.kind === kind);
    if (!found) throw new Error(`No simulated issuer ${kind}`);
    return found.provider;
  };
  return {
    origin,
    providers: { entra: provider('entra'), freja: provider('freja'), siths: provider('siths') },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
