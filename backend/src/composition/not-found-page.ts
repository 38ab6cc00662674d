import { randomBytes } from 'node:crypto';
import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../platform/http/problems.ts';

const WORDS = {
  sv: { title: 'Sidan finns inte', text: 'Adressen kan vara gammal eller felskriven.', action: 'Till startsidan' },
  en: { title: 'The page does not exist', text: 'The address may be old or mistyped.', action: 'To the start page' },
  fi: { title: 'Sivua ei ole', text: 'Osoite voi olla vanha tai väärin kirjoitettu.', action: 'Aloitussivulle' },
} as const;
const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;margin:15vh auto 0;padding:0 1.5rem;max-width:32rem;color-scheme:light dark}h1{font-size:1.5rem}';

type Language = keyof typeof WORDS;

/** The first language that the browser asks for and that there are words in. */
const languageOf = (acceptLanguage = ''): Language =>
  acceptLanguage
    .split(',')
    .map((wish) => wish.trim().toLowerCase().split(/[-;]/)[0] ?? '')
    .find((wish): wish is Language => Object.hasOwn(WORDS, wish)) ?? 'sv';

const pageIn = (language: Language, nonce: string): string => {
  const { title, text, action } = WORDS[language];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – SEFOS</title><style nonce="${nonce}">${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${text}</p><p><a href="/">${action}</a></p></main></body></html>
`;
};

/** An address where there is nothing: a page with a way on for people in a browser, a problem for programs. */
export const registerNotFoundPage = (app: FastifyInstance): void => {
  app.get('/*', { schema: { hide: true } as object }, (request, reply) => {
    const { accept = '', 'accept-language': languages } = request.headers;
    if (request.url.startsWith(API_PREFIX) || !accept.includes('text/html'))
      return sendProblem(reply, request.id, 'not-found');
    const nonce = randomBytes(16).toString('base64');
    return reply
      .code(404)
      .type('text/html; charset=utf-8')
      .headers({
        'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        'x-frame-options': 'DENY',
        'x-robots-tag': 'noindex, nofollow',
        'cache-control': 'no-store',
        vary: 'accept, accept-language',
      })
      .send(pageIn(languageOf(languages), nonce));
  });
};
