import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { isId } from '../platform/http/path-for-log.ts';
import { type Config, ConfigError } from './config.ts';
import { withOneHint } from './language-hint.ts';
import { registerNotFoundPage } from './not-found-page.ts';
import { policyOf, SURFACES, type Surface } from './surfaces.ts';

const REPOSITORY = new URL('../../../', import.meta.url);
const DIST = fileURLToPath(new URL('web/dist', REPOSITORY));
const ICONS = fileURLToPath(new URL('manifests/icons', REPOSITORY));
/** The page that draws files is sandboxed: its own files come to it as to a stranger. */
const PREVIEW_ASSETS = join(DIST, 'assets/preview/');
/** Where Outlook runs the event bundle from; the manifests name it. */
const LAUNCH_EVENT_SCRIPT = '/outlook/launchevent.js';

const readPage = (file: string): string => {
  try {
    return readFileSync(join(DIST, file), 'utf8');
  } catch {
    throw new ConfigError('The pages are not built: run ./scripts/build (./scripts/start does it by itself).');
  }
};

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** What shared/src/host/page-settings.ts reads. */
const settingsOf = ({ entra, teamsAppId }: Config): string =>
  JSON.stringify({
    entra: entra && {
      clientId: entra.clientId,
      authority: `${entra.authority}/organizations`,
      scope: `${entra.apiUri}/access_as_user`,
    },
    teamsAppId,
  });

/** What event-based activation loads where it needs a page: Office.js and the one file, nothing of ours besides. */
const launchEventPage = (officeJsUrl: string): string =>
  `<!doctype html>\n<html lang="sv"><head><meta charset="utf-8"><title>SEFOS</title><script src="${escapeAttribute(officeJsUrl)}"></script><script src="${LAUNCH_EVENT_SCRIPT}"></script></head><body></body></html>\n`;

/** Serves the built pages, each with the Content-Security-Policy of its surface and a fresh nonce. */
export const registerPages = async (app: FastifyInstance, config: Config): Promise<void> => {
  const officeOrigin = config.officeJsUrl.startsWith('https:') ? new URL(config.officeJsUrl).origin : null;
  await app.register(fastifyStatic, {
    root: join(DIST, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
    decorateReply: false,
    setHeaders: (response, path) => {
      // Loaded by a page without an origin.
      if (path.startsWith(PREVIEW_ASSETS)) response.header('cross-origin-resource-policy', 'cross-origin');
    },
  });
  const serve = (path: string, surface: Surface, page: string): void => {
    const filled = page
      .replaceAll('__SETTINGS__', escapeAttribute(settingsOf(config)))
      .replaceAll('__OFFICE_JS__', escapeAttribute(config.officeJsUrl));
    app.get(path, { schema: { hide: true } as object }, (request, reply) => {
      const { id = null } = request.params as { readonly id?: string };
      const nonce = randomBytes(16).toString('base64');
      // The page says that the link is broken: its `#` was rewritten, as gateways do.
      return reply
        .code(id === null || isId(id) ? 200 : 404)
        .type('text/html; charset=utf-8')
        .headers(surface.framedBy === 'nobody' ? { 'x-frame-options': 'DENY' } : {})
        .header('content-security-policy', policyOf(surface, { nonce, officeOrigin }))
        .header('cross-origin-opener-policy', surface.openerPolicy)
        .header('cross-origin-resource-policy', surface.framedBy === 'nobody' ? 'same-origin' : 'cross-origin')
        .header('x-robots-tag', 'noindex, nofollow')
        .header('cache-control', 'no-store')
        .send(withOneHint(filled, request.headers['accept-language']).replaceAll('__CSP_NONCE__', nonce));
    });
  };
  for (const surface of SURFACES) {
    const page = surface.file === 'launch-event' ? launchEventPage(config.officeJsUrl) : readPage(surface.file);
    for (const path of surface.paths) serve(path, surface, page);
  }
  registerOfficeFiles(app, config.publicUrl);
  registerNotFoundPage(app);
};

/** What Office and Teams fetch from us by the manifests' fixed addresses. */
const registerOfficeFiles = (app: FastifyInstance, publicUrl: string): void => {
  const hidden = { schema: { hide: true } as object };
  const script = readPage('launch-event/launchevent.js');
  app.get(LAUNCH_EVENT_SCRIPT, hidden, (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(script),
  );
  // Classic Outlook on Windows runs the script only when its own site says so.
  app.get('/.well-known/microsoft-officeaddins-allowed.json', hidden, (_request, reply) =>
    reply.header('cache-control', 'no-cache').send({ allowed: [publicUrl + LAUNCH_EVENT_SCRIPT] }),
  );
  app.register(fastifyStatic, {
    root: ICONS,
    prefix: '/icons/',
    index: false,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (response) => {
      response.header('cross-origin-resource-policy', 'cross-origin');
      response.header('cache-control', 'public, max-age=86400');
    },
  });
};
