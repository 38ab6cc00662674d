import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { ConfigError } from './config.ts';

const DIST = fileURLToPath(new URL('../../../web/dist', import.meta.url));

interface Surface {
  readonly file: 'staff.html' | 'recipient.html';
  readonly policy: (nonce: string) => string;
  readonly openerPolicy: string;
}

/** Scripts from us alone, styles from us or with the answer's nonce (Griffel), nothing framed, nothing sent elsewhere. */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

const STAFF: Surface = { file: 'staff.html', policy: policyOf, openerPolicy: 'same-origin-allow-popups' };
const RECIPIENT: Surface = { file: 'recipient.html', policy: policyOf, openerPolicy: 'same-origin' };

/** Paths of the staff pages; the client's router knows the rest. */
const STAFF_PATHS = ['/', '/sign-in', '/messages', '/messages/*', '/compose', '/step-up/done', '/account'];

const readPage = (file: string): string => {
  try {
    return readFileSync(join(DIST, file), 'utf8');
  } catch {
    throw new ConfigError('The pages are not built: run ./scripts/build (./scripts/start does it by itself).');
  }
};

/** Serves the built pages, each with the Content-Security-Policy of its surface and a fresh nonce. */
export const registerPages = async (app: FastifyInstance): Promise<void> => {
  await app.register(fastifyStatic, {
    root: join(DIST, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
    decorateReply: false,
  });
  const serve = (path: string, surface: Surface): void => {
    const page = readPage(surface.file);
    app.get(path, { schema: { hide: true } as object }, (_request, reply) => {
      const nonce = randomBytes(16).toString('base64');
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', surface.policy(nonce))
        .header('cross-origin-opener-policy', surface.openerPolicy)
        .header('x-frame-options', 'DENY')
        .header('x-robots-tag', 'noindex, nofollow')
        .header('cache-control', 'no-store')
        .send(page.replaceAll('__CSP_NONCE__', nonce));
    });
  };
  for (const path of STAFF_PATHS) serve(path, STAFF);
  serve('/m/:id', RECIPIENT);
};
