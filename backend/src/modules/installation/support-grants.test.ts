import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Endpoint } from '@sefos/shared/contract/endpoint.ts';
import * as contract from '@sefos/shared/contract/index.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';

const GRANTS = '/organisation/support-grants';
const ENDPOINTS = (Object.values(contract) as unknown[]).filter(
  (value): value is Endpoint => typeof value === 'object' && value !== null && 'path' in value && 'method' in value,
);

describeOnBoth('access for support', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let sture: AccountBrowser;
  let olga: AccountBrowser;

  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    await product.database.write('delete from support_grant where created_at > 0 returning id');
    product.clock.advance(3_700);
    sture = await product.signIn(STURE);
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const give = (more: object = {}, by = olga) =>
    by.post(GRANTS, { email: STURE, hours: 2, reason: 'Fel språk i aviseringar', ...more });
  const given = async (more: object = {}): Promise<string> => (await give(more)).body.id;
  const settings = (grant: string, by = sture) => by.get('/organisation/settings', { 'x-sefos-grant': grant });
  const logged = async (grant: string) =>
    product.database.all<{ organisation_id: string; action: string; facts: string }>(
      'select organisation_id, action, facts from audit_event where target_id = ? order by id',
      grant,
    );

  it('lets one system administrator see and change settings of one organisation, and every entry names the grant', async () => {
    const grant = await given();
    expect((await sture.get('/installation/grants')).body).toEqual([
      {
        ...{ id: grant, reason: 'Fel språk i aviseringar', expiresAt: expect.any(String) },
        organisation: { id: expect.any(String), name: 'Storkommun' },
      },
    ]);
    const before = await settings(grant);
    expect(before.body).toEqual((await olga.get('/organisation/settings')).body);
    const { session } = before.body;
    const changed = await sture.call(
      'PUT',
      '/organisation/settings/session',
      { wanted: { ...session, idleMinutes: 60 }, expected: session },
      { 'x-sefos-grant': grant },
    );
    expect(changed.status).toBe(200);
    const entry = await product.database.get<{ actor_id: string; facts: string; organisation_id: string }>(
      "select actor_id, facts, organisation_id from audit_event where action = 'organisation.setting-changed' order by id desc limit 1",
    );
    expect(entry?.actor_id).toBe(sture.accountId);
    expect(JSON.parse(entry?.facts ?? '{}')).toMatchObject({ byGrant: grant, supportBy: STURE });
    expect((await sture.get('/organisation/settings')).problem).toBe('not-allowed');
    const [seen] = (await olga.post('/log/search', { action: 'organisation.setting-changed' })).body.rows;
    expect(seen.actor).toEqual({ kind: 'account', id: sture.accountId, name: STURE });
  });

  it('is logged in both logs: given with who, until when and why; first used; ended', async () => {
    const grant = await given();
    await settings(grant);
    await settings(grant);
    await olga.post(`${GRANTS}/${grant}/end`);
    const entries = await logged(grant);
    for (const scope of [true, false])
      expect(
        entries.filter((entry) => (entry.organisation_id === 'installation') === scope).map(({ action }) => action),
      ).toEqual(['support.granted', 'support.used', 'support.ended']);
    expect(JSON.parse(entries[0]?.facts ?? '{}')).toMatchObject({
      ...{ email: STURE, reason: 'Fel språk i aviseringar', until: expect.any(String) },
    });
  });

  it('ends by itself at its instant, and at once when either side ends it', async () => {
    const own = await given({ hours: 1 });
    product.clock.advance(3_599);
    sture = await product.signIn(STURE);
    expect((await settings(own)).status).toBe(200);
    product.clock.advance(1);
    expect((await settings(own)).problem).toBe('grant-ended');
    expect((await sture.get('/installation/grants')).body).toEqual([]);
    olga = await product.signIn(OLGA);
    const ended = await given();
    expect((await olga.post(`${GRANTS}/${ended}/end`)).status).toBe(204);
    expect((await settings(ended)).problem).toBe('grant-ended');
    expect((await olga.post(`${GRANTS}/${ended}/end`)).problem).toBe('not-found');
    const back = await given();
    expect((await sture.post(`/installation/grants/${back}/end`)).status).toBe(204);
    expect((await settings(back)).problem).toBe('grant-ended');
    expect((await olga.get(GRANTS)).body.map(({ id }: { id: string }) => id)).toEqual([back, ended, own]);
  });

  it('ends for good when its organisation is frozen, and none is given there meanwhile', async () => {
    const grant = await given();
    const { organisation } = (await sture.get('/installation/grants')).body[0];
    const freeze = (frozen: boolean) => sture.post(`/installation/organisations/${organisation.id}/freeze`, { frozen });
    expect((await freeze(true)).status).toBe(204);
    expect((await settings(grant)).problem).toBe('grant-ended');
    expect((await sture.get('/installation/grants')).body).toEqual([]);
    // A call that was under way when it was frozen.
    const [before] = await product.database.all<{ c: number }>('select count(*) as c from support_grant');
    expect((await give()).status).toBeGreaterThanOrEqual(400);
    expect(await product.database.all('select count(*) as c from support_grant')).toEqual([before]);
    expect((await freeze(false)).status).toBe(204);
    product.clock.advance(6);
    expect((await settings(grant)).problem).toBe('grant-ended');
  });

  it('opens nothing that outlives it or shows content', async () => {
    const grant = await given();
    const open = ENDPOINTS.filter(({ byGrant }) => byGrant).map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual([
      ...['GET /log/chain', 'GET /organisation/settings', 'GET /organisation/statistics'],
      ...['GET /organisation/statistics/export', 'GET /organisation/statistics/mailboxes'],
      ...['POST /log/export', 'POST /log/search', 'POST /organisation/mail-preview'],
      ...['PUT /organisation/settings/domains', 'PUT /organisation/settings/levels', 'PUT /organisation/settings/logo'],
      ...['PUT /organisation/settings/messages', 'PUT /organisation/settings/sender'],
      'PUT /organisation/settings/session',
    ]);
    const { mailboxId } = olga;
    for (const path of [
      ...['/session', '/mailboxes', '/organisation/accounts', '/organisation/api-keys', GRANTS],
      ...[`/mailboxes/${mailboxId}/messages?folder=inbox`, '/installation/organisations', '/organisation/domains'],
    ])
      expect((await sture.get(path, { 'x-sefos-grant': grant })).problem).toBe('not-allowed');
    const installation = await sture.post('/log/search', { scope: 'installation' }, { 'x-sefos-grant': grant });
    expect(installation.problem).toBe('not-allowed');
    expect((await sture.post('/log/search', {}, { 'x-sefos-grant': grant })).status).toBe(200);
  });

  it('is for the one who was let in, as long as she administers the installation', async () => {
    const grant = await given();
    for (const email of [HANNA, OLGA, LISA])
      expect((await settings(grant, await product.signIn(email))).problem).toBe('not-allowed');
    expect((await settings(grant, await product.signIn(STURE, 1))).problem).toBe('step-up-required');
    expect((await settings('no grant')).problem).toBe('grant-ended');
    const roles = (roles: string) =>
      product.database.write('update account set roles = ? where email = ? returning id', roles, STURE);
    await roles('user');
    expect((await settings(grant, await product.signIn(STURE))).problem).toBe('not-allowed');
    await roles('user,system-administrator');
  });

  it('is given by administrators of the organisation, to system administrators, for 1 to 24 hours, once at a time', async () => {
    for (const email of [HANNA, STURE, LISA]) {
      const other = await product.signIn(email);
      expect((await give({}, other)).problem).toBe('not-allowed');
      expect((await other.get(GRANTS)).problem).toBe('not-allowed');
    }
    const { supportHours, supportReasonCharacters } = LIMITS;
    const hours = [0, supportHours + 1, 1.5].map((wrong) => ({ hours: wrong }));
    const reasons = ['', ' ', 'x'.repeat(supportReasonCharacters + 1)].map((reason) => ({ reason }));
    for (const wrong of [...hours, ...reasons]) expect((await give(wrong)).problem).toBe('invalid-request');
    for (const email of [HANNA, OLGA, 'nobody@sefos.example', 'ingen adress'])
      expect((await give({ email })).problem).toBe('grant-person');
    const grant = await given({ hours: supportHours, reason: 'x'.repeat(supportReasonCharacters) });
    expect((await give()).problem).toBe('grant-exists');
    await product.database.write(
      "update account set roles = 'user,organisation-administrator' where email = ? returning id",
      LISA,
    );
    const stranger = await product.signIn(LISA);
    expect((await stranger.get(GRANTS)).body).toEqual([]);
    expect((await stranger.post(`${GRANTS}/${grant}/end`)).problem).toBe('not-found');
    await product.database.write("update account set roles = 'user' where email = ? returning id", LISA);
  });

  it('holds addresses that are tried to twenty an hour', async () => {
    for (let tried = 0; tried < 20; tried++) expect((await give({ email: HANNA })).problem).toBe('grant-person');
    expect((await give()).problem).toBe('too-many-requests');
  });
});
