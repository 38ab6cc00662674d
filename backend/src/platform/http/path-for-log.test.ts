import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { isId, pathForLog } from './path-for-log.ts';
import { makeServer } from './server.ts';

const ID = '0190a0a0-0000-7000-8000-000000000000';
const TOKEN = 'canary-Tr0ub4dor_and3-canary-canary-canary-0';

describe('path of a request in the log', () => {
  it.each([
    '/',
    '/messages',
    `/m/${ID}`,
    `/api/v1/messages/${ID}/recall`,
    '/.well-known/security.txt',
    '/api/v1/microsoft365/mail-items/remove',
  ])('keeps %s', (path) => {
    expect(pathForLog(path)).toBe(path);
    expect(pathForLog(`${path}?code=${TOKEN}`)).toBe(path);
    expect(pathForLog(`${path}#${TOKEN}`)).toBe(path);
  });

  it.each([
    [`/m/${ID}%23${TOKEN}`, '/m…'],
    [`/o/${ID}%2523${TOKEN}`, '/o…'],
    [`/m/${ID}/${TOKEN}`, `/m/${ID}…`],
    [`/m/${ID}/%23${TOKEN}?utm=1`, `/m/${ID}…`],
    [`/m%2F${ID}%23${TOKEN}`, '…'],
    [`//${TOKEN}`, '/…'],
    [TOKEN, '…'],
  ])('cuts %s', (url, path) => {
    expect(pathForLog(url)).toBe(path);
  });

  it('holds no token, whether a route took it for an id, or none did', async () => {
    const lines: string[] = [];
    const logStream = new PassThrough();
    logStream.on('data', (line: Buffer) => lines.push(line.toString()));
    const app = await makeServer({ logLevel: 'trace', trustedProxies: [], logStream });
    app.get('/m/:id', async () => 'page');
    const urls = [
      `/m/${ID}%23${TOKEN}`,
      `/m/${ID}%2523${TOKEN}`,
      `/m/${ID}/%23${TOKEN}`,
      `/m/${ID}%23${TOKEN}%zz`,
      `/m/${TOKEN.repeat(6)}`,
      `/x/${TOKEN}`,
    ];
    for (const url of urls) await app.inject({ url });
    await app.close();
    expect(lines.filter((line) => line.includes('"path":"/m'))).toHaveLength(3);
    expect(lines.join('')).toContain('"path":"/x…"');
    expect(lines.join('')).not.toContain(TOKEN);
  });

  it('knows an id by its one spelling', () => {
    expect(isId(ID)).toBe(true);
    for (const text of [`${ID}#${TOKEN}`, `${ID} `, ID.slice(1), ID.replaceAll('a', 'A'), '', undefined])
      expect(isId(text)).toBe(false);
  });
});
