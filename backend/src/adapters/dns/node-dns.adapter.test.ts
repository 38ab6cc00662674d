import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { simulatedDns } from '../../simulators/dns/dns.simulator.ts';
import { makeNodeDns } from './node-dns.adapter.ts';
import { startNameServer } from './testing/name-server.ts';

const VALUE = 'sefos-domain-verification=abc';

describe('DNS', () => {
  let server: Awaited<ReturnType<typeof startNameServer>>;
  beforeAll(async () => {
    server = await startNameServer({
      '_sefos.egen.se': [['v=spf1 -all'], [VALUE]],
      '_sefos.delad.se': [['sefos-domain-', 'verification=abc']],
      '_sefos.tom.se': [],
      '_sefos.trasig.se': null,
    });
  });
  afterAll(() => server.close());

  it('says whether one of the records is exactly the text, also in pieces, and not when the name is not there', async () => {
    const dns = makeNodeDns([server.address]);
    const names = ['_sefos.egen.se', '_sefos.delad.se', '_sefos.tom.se', '_sefos.ingen.se'];
    const answers = await Promise.all(names.map((name) => dns.hasText(name, VALUE)));
    expect(answers).toEqual([true, true, false, false]);
    expect(await dns.hasText('_sefos.egen.se', `${VALUE}d`)).toBe(false);
    expect(await dns.hasText('_sefos.egen.se', VALUE.slice(0, -1))).toBe(false);
  });

  it('says that there is no answer when the name server fails', async () => {
    const dns = makeNodeDns([server.address]);
    await expect(dns.hasText('_sefos.trasig.se', VALUE)).rejects.toMatchObject({ type: 'dns-unavailable' });
  });

  it('of the demo knows every name below .example, and no other', async () => {
    expect(await simulatedDns.hasText('_sefos.ny.example', VALUE)).toBe(true);
    expect(await simulatedDns.hasText('_sefos.ny.se', VALUE)).toBe(false);
  });
});
