import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startNameServer } from '../../simulators/dns/name-server.ts';
import { makeNodeDns } from './node-dns.adapter.ts';

const VALUE = 'sefos-domain-verification=abc';
const LONG = `a${'b'.repeat(299)}`;
const MANY = Array.from({ length: 40 }, (_, index) => `a text among many others ${index}`);

describe('DNS', () => {
  let server: Awaited<ReturnType<typeof startNameServer>>;
  beforeAll(async () => {
    const records: Readonly<Record<string, readonly string[]>> = {
      '_sefos.egen.se': ['v=spf1 -all', VALUE],
      '_sefos.lang.se': [LONG],
      '_sefos.manga.se': [...MANY, VALUE],
      '_sefos.tom.se': [],
    };
    server = await startNameServer((name) =>
      name === '_sefos.trasig.se' ? 'failure' : (records[name] ?? 'no-such-name'),
    );
  });
  afterAll(() => server.close());

  it('says whether one of the records is exactly the text, and not when the name is not there', async () => {
    const dns = makeNodeDns([server.address]);
    const names = ['_sefos.egen.se', '_SEFOS.Egen.SE', '_sefos.tom.se', '_sefos.ingen.se'];
    const answers = await Promise.all(names.map((name) => dns.hasText(name, VALUE)));
    expect(answers).toEqual([true, true, false, false]);
    expect(await dns.hasText('_sefos.egen.se', `${VALUE}d`)).toBe(false);
    expect(await dns.hasText('_sefos.egen.se', VALUE.slice(0, -1))).toBe(false);
  });

  it('reads a text that comes in pieces, and records that fit no datagram', async () => {
    const dns = makeNodeDns([server.address]);
    expect(await dns.hasText('_sefos.manga.se', VALUE)).toBe(true);
    expect(await dns.hasText('_sefos.lang.se', LONG)).toBe(true);
    expect(await dns.hasText('_sefos.lang.se', LONG.slice(1))).toBe(false);
  });

  it('says that there is no answer when the name server fails', async () => {
    const dns = makeNodeDns([server.address]);
    await expect(dns.hasText('_sefos.trasig.se', VALUE)).rejects.toMatchObject({ type: 'dns-unavailable' });
  });
});
