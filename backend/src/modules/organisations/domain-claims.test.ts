import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';

const DOMAINS = '/organisation/domains';

describeOnBoth('domains of an organisation', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    product.clock.advance(300);
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const say = (who: AccountBrowser, what: '' | '/check' | '/remove', domain: string) =>
    who.post(DOMAINS + what, { domain });

  it('are the own ones only once DNS says what was asked for, and are used for accounts only then', async () => {
    const { record, proven } = (await say(olga, '', 'Sjöbo.se')).body;
    expect([proven, record.name]).toEqual([false, '_sefos.xn--sjbo-6qa.se']);
    expect((await say(olga, '', 'sjöbo.se')).body.record).toEqual(record);
    const person = { email: 'a@xn--sjbo-6qa.se', displayName: 'A', role: 'user', language: 'sv', invite: false };
    expect((await olga.post('/organisation/accounts', person)).problem).toBe('domain-unproven');
    expect((await say(olga, '/check', 'sjöbo.se')).problem).toBe('domain-record-missing');
    product.dns.records.set(record.name, ['v=spf1 -all', record.value]);
    product.dns.away = true;
    expect((await say(olga, '/check', 'sjöbo.se')).problem).toBe('dns-unavailable');
    product.dns.away = false;
    const own = { domain: 'xn--sjbo-6qa.se', proven: true, record: null };
    expect((await say(olga, '/check', 'sjöbo.se')).body).toEqual(own);
    expect((await say(olga, '/check', 'sjöbo.se')).body).toEqual(own);
    expect((await olga.get(DOMAINS)).body).toEqual([{ ...own, domain: 'storkommun.example' }, own]);
    expect((await olga.post('/organisation/accounts', person)).status).toBe(201);
    expect((await say(olga, '/remove', 'sjöbo.se')).problem).toBe('domain-in-use');
    const log = await product.database.all<{ action: string; facts: string }>(
      "select action, facts from audit_event where action like 'domain.%' order by id",
    );
    expect(log).toEqual(
      ['domain.claimed', 'domain.proven'].map((action) => ({ action, facts: '{"domain":"xn--sjbo-6qa.se"}' })),
    );
  });

  it('are not taken from another organisation, whoever proves them first', async () => {
    expect((await say(olga, '', 'lillkommun.example')).problem).toBe('domain-taken');
    const [lisaId, lisa] = [(await product.signIn(LISA)).accountId, LISA];
    await product.database.write(
      "update account set roles = 'user,organisation-administrator' where id = ? returning id",
      lisaId,
    );
    const other = await product.signIn(lisa);
    const [mine, hers] = [(await say(olga, '', 'delad.se')).body, (await say(other, '', 'delad.se')).body];
    expect(mine.record.value).not.toBe(hers.record.value);
    product.dns.records.set('_sefos.delad.se', [mine.record.value]);
    expect((await say(other, '/check', 'delad.se')).problem).toBe('domain-record-missing');
    expect((await say(olga, '/check', 'delad.se')).status).toBe(200);
    product.dns.records.set('_sefos.delad.se', [hers.record.value]);
    expect((await say(other, '/check', 'delad.se')).problem).toBe('domain-taken');
    expect((await say(other, '/remove', 'delad.se')).status).toBe(204);
    expect((await say(other, '/remove', 'delad.se')).problem).toBe('not-found');
    expect((await say(olga, '/remove', 'delad.se')).status).toBe(204);
    expect((await say(olga, '/remove', 'delad.se')).problem).toBe('not-found');
  });

  it('are nobody else’s to see or change, and what is no domain is refused', async () => {
    for (const email of [HANNA, STURE]) {
      const who = await product.signIn(email);
      const tries = [
        await who.get(DOMAINS),
        await say(who, '', 'a.se'),
        await say(who, '/check', 'a.se'),
        await say(who, '/remove', 'storkommun.example'),
      ];
      expect(tries.map(({ problem }) => problem)).toEqual(Array(4).fill('not-allowed'));
    }
    for (const wrong of ['se', 'a b.se', '-a.se', '1.2.3.4'])
      expect((await say(olga, '', wrong)).problem).toBe('domain-invalid');
    expect((await say(olga, '/check', 'aldrig-sagd.se')).problem).toBe('not-found');
  });

  it('are as many as the limit at most, and DNS is asked thirty times in five minutes', async () => {
    const count = async () => (await olga.get(DOMAINS)).body.length;
    const missing = LIMITS.ownDomains - (await count());
    for (let index = 0; index < missing; index++) expect((await say(olga, '', `d${index}.se`)).status).toBe(200);
    const beyond = await say(olga, '', 'en-till.se');
    expect([beyond.problem, beyond.body.facts.most, await count()]).toEqual([
      ...['domains-too-many', LIMITS.ownDomains, LIMITS.ownDomains],
    ]);
    for (let time = 0; time < 30; time++)
      expect((await say(olga, '/check', 'd0.se')).problem).toBe('domain-record-missing');
    expect((await say(olga, '/check', 'd0.se')).problem).toBe('too-many-requests');
  });
});
