import { expect, it } from '@jest/globals';
import { makeServer } from '../platform/http/server.ts';
import { registerNotFoundPage } from './not-found-page.ts';

const ask = async (url: string, headers: Record<string, string>) => {
  const app = await makeServer({ logLevel: 'silent', trustedProxies: [] });
  registerNotFoundPage(app);
  const answer = await app.inject({ url, headers });
  await app.close();
  return answer;
};
const browser = { accept: 'text/html,application/xhtml+xml', 'accept-language': 'de-DE,fi;q=0.9,sv;q=0.8' };

it('an unknown address is a page with a way on in a browser, in its language and without a script', async () => {
  const { statusCode, headers, body } = await ask('/finns-inte/alls?a=1', browser);
  expect(statusCode).toBe(404);
  expect(body).toContain('<html lang="fi">');
  expect(body).toContain('<h1>Sivua ei ole</h1>');
  expect(body).toContain('<a href="/">Aloitussivulle</a>');
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'nonce-[^']+'/);
  expect((await ask('/finns-inte', { accept: 'text/html' })).body).toContain('Sidan finns inte');
});

it.each([
  ['/api/v1/finns-inte', browser],
  ['/finns-inte', { accept: '*/*' }],
])('%s is a problem for a program', async (url, headers) => {
  const answer = await ask(url, headers);
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ type: 'urn:sefos:problem:not-found' });
});
