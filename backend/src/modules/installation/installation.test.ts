import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';

const ORGANISATIONS = '/installation/organisations';

describeOnBoth('administration of the installation', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let sture: AccountBrowser;
  let made = 0;

  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    product.clock.advance(10);
    sture = await product.signIn(STURE);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const wanted = (more: object = {}) => {
    const domain = `kommun${++made}.example`;
    return {
      name: `Kommun ${made}`,
      domain,
      language: 'sv',
      administrator: { email: `admin@${domain}`, displayName: 'Alva Admin' },
      ...more,
    };
  };
  const create = (body: object, by = sture) => by.post(ORGANISATIONS, body);
  const idOf = async (name: string) =>
    (await product.database.get<{ id: string }>('select id from organisation where name = ?', name))?.id ?? '';
  const listed = async (query = '') => (await sture.get(`${ORGANISATIONS}${query}`)).body;
  const actionsOf = async (log: string, target: string) =>
    (
      await product.database.all<{ action: string }>(
        "select action from audit_event where organisation_id = ? and target_id = ? and action like 'organisation.%' order by id",
        log,
        target,
      )
    ).map(({ action }) => action);

  it('makes an organisation whose first administrator is invited, chooses a password and sees her organisation', async () => {
    const body = wanted();
    const answer = await create(body);
    expect(answer.status).toBe(201);
    await product.drain();
    const mail = product.mail.to(body.administrator.email).at(-1);
    expect(mail?.text).toContain(body.name);
    const [, token = ''] = /\/invitation#([\w-]{43})/.exec(mail?.text ?? '') ?? [];
    const accepted = await product
      .nobody()
      .post('/invitations/accept', { token, password: 'en lång och egen mening', phone: '070-174 06 99' });
    expect(accepted.status).toBe(204);
    const alva = await product.signIn(body.administrator.email);
    expect((await alva.get('/organisation/domains')).body).toEqual([
      { domain: body.domain, proven: true, record: null },
    ]);
    for (const log of ['installation', answer.body.id])
      expect(await actionsOf(log, answer.body.id)).toEqual(['organisation.created']);
  });

  it('mails a new invitation as long as nobody of the organisation can sign in', async () => {
    const body = wanted();
    const { id } = (await create(body)).body;
    await product.drain();
    expect((await listed(`?search=${body.domain}`)).rows[0].awaited).toBe(true);
    const again = () => sture.post(`${ORGANISATIONS}/${id}/invite`);
    expect((await again()).status).toBe(204);
    await product.drain();
    const mails = product.mail.to(body.administrator.email);
    expect(mails).toHaveLength(2);
    const [, token = ''] = /\/invitation#([\w-]{43})/.exec(mails.at(-1)?.text ?? '') ?? [];
    await product
      .nobody()
      .post('/invitations/accept', { token, password: 'en lång och egen mening', phone: '070-174 06 98' });
    expect((await again()).problem).toBe('already-signs-in');
    expect((await listed(`?search=${body.domain}`)).rows[0].awaited).toBe(false);
    expect((await sture.post(`${ORGANISATIONS}/${await idOf('Storkommun')}/invite`)).problem).toBe('already-signs-in');
  });

  it('refuses a domain that somebody has, an address elsewhere, and one that is taken, and makes nothing', async () => {
    const before = await product.count('organisation');
    expect((await create(wanted({ domain: 'storkommun.example' }))).problem).toBe('domain-unproven');
    const theirs = { email: 'ny@storkommun.example', displayName: 'Ny' };
    expect((await create(wanted({ domain: 'storkommun.example', administrator: theirs }))).problem).toBe(
      'domain-taken',
    );
    expect((await create(wanted({ domain: 'ingen domän' }))).problem).toBe('domain-invalid');
    expect((await create(wanted({ name: ' ' }))).problem).toBe('invalid-request');
    expect(await product.count('organisation')).toBe(before);
  });

  it('goes on with an organisation whose making broke off, and only with that', async () => {
    const body = wanted();
    const begun = await product.services.organisations.create({
      name: body.name,
      slug: body.domain,
      domains: [body.domain],
    });
    expect((await create({ ...body, name: 'En annan' })).problem).toBe('domain-taken');
    expect((await create(body)).body).toEqual({ id: begun });
    expect((await create(body)).problem).toBe('domain-taken');
  });

  it('lists organisations by name, page by page, with figures and no people', async () => {
    for (const name of ['Åmåls kommun', 'Älvdalens kommun', 'Östersunds kommun', 'ängelholm'])
      await create(wanted({ name }));
    const names: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { rows: { name: string }[]; nextCursor: string | null } = await listed(
        `?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      );
      names.push(...page.rows.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(names.slice(-4)).toEqual(['Åmåls kommun', 'Älvdalens kommun', 'ängelholm', 'Östersunds kommun']);
    expect(new Set(names).size).toBe(await product.count('organisation'));
    const [storkommun] = (await listed('?search=stork')).rows;
    expect(storkommun).toEqual({
      ...{ id: await idOf('Storkommun'), name: 'Storkommun', domains: ['storkommun.example'] },
      ...{ own: false, awaited: false, closing: null },
      ...{ createdAt: expect.any(String), frozenAt: null },
      licence: { terms: null, used: { accounts: 3, functionMailboxes: 0 } },
    });
    expect((await listed('?search=kommun')).rows.length).toBeGreaterThan(3);
    expect((await listed('?search=lillkommun.ex')).rows.map(({ name }: { name: string }) => name)).toEqual([
      'Lillkommun',
    ]);
    expect((await listed('?search=%25')).rows).toEqual([]);
    expect((await sture.get(`${ORGANISATIONS}?cursor=fel`)).problem).toBe('invalid-request');
  });

  it('freezes: nobody is signed in, links and mail go on, and thawing brings no session back', async () => {
    const lisa = await product.signIn(LISA);
    const hanna = await product.signIn(HANNA);
    await product.send(lisa, [{ address: 'citizen@example.org', external: { method: 'email', language: 'sv' } }]);
    await product.drain();
    const id = await idOf('Lillkommun');
    const freeze = (frozen: boolean) => sture.post(`${ORGANISATIONS}/${id}/freeze`, { frozen });
    const begun = await product.nobody().post('/sign-in/password', { email: LISA, password: 'SEFOS-demo-1' });
    expect((await freeze(true)).status).toBe(204);
    product.clock.advance(6);
    expect((await lisa.get('/session')).problem).toBe('not-signed-in');
    const refused = await product.nobody().post('/sign-in/password', { email: LISA, password: 'SEFOS-demo-1' });
    expect(refused.problem).toBe('account-frozen');
    const citizen = await product.enter('citizen@example.org');
    expect((await citizen.post('/link/open', {})).status).toBe(200);
    await product.send(hanna, [{ address: LISA }]);
    expect((await freeze(true)).status).toBe(204);
    // A process that did not know of it yet has let somebody in.
    const { accounts, sessions } = product.services;
    const account = await accounts.findByEmail(LISA);
    if (!account) throw new Error('nobody has her address');
    const late = await sessions.start(account, { level: 2, method: 'password-sms' });
    await product.database.commit(late.statements);
    expect((await freeze(false)).status).toBe(204);
    product.clock.advance(6);
    expect((await lisa.get('/session')).problem).toBe('not-signed-in');
    const between = product.nobody();
    const code = { challengeId: begun.body.challengeId, code: product.sms.lastCode() };
    expect((await between.post('/sign-in/code', code)).problem).toBe('code-expired');
    between.cookies.set('__Host-sefos', late.token);
    expect((await between.get('/session')).problem).toBe('not-signed-in');
    const again = await product.signIn(LISA);
    expect((await again.get(`/mailboxes/${again.mailboxId}/messages?folder=inbox`)).body.rows).toHaveLength(1);
    for (const log of ['installation', id])
      expect(await actionsOf(log, id)).toEqual(['organisation.frozen', 'organisation.thawed']);
    const own = await idOf('SEFOS');
    expect((await sture.post(`${ORGANISATIONS}/${own}/freeze`, { frozen: true })).problem).toBe('organisation-own');
  });

  it('knows which processes live, and forgets the silent ones', async () => {
    await product.services.nodes.beat();
    const [node] = (await sture.get('/installation/nodes')).body;
    expect(node).toMatchObject({ alive: true, jobLagSeconds: expect.any(Number), parkedJobs: 0 });
    product.clock.advance(61);
    const silent = (await (await product.signIn(STURE)).get('/installation/nodes')).body;
    expect(silent).toEqual([{ ...node, alive: false }]);
    await product.database.write('update process_node set id = ? where id = ? returning id', 'older', node.id);
    product.clock.advance(7 * 86_400);
    await product.services.nodes.beat();
    expect(await product.count('process_node')).toBe(1);
  });

  it('tells which ways to sign in are set up, and which of them answer', async () => {
    const methods = (await sture.get('/installation/sign-in-methods')).body;
    expect(methods[0]).toEqual({ key: 'password', label: '', purposes: ['sign-in'], answers: null });
    const keys = methods.map(({ key }: { key: string }) => key);
    expect(keys).toEqual(expect.arrayContaining(['bankid', 'entra', 'freja', 'siths']));
    for (const { key, answers } of methods.slice(2)) expect([key, answers]).toEqual([key, true]);
    const begin = product.oidc.begin.bind(product.oidc);
    product.oidc.begin = () => Promise.reject(new Error('down'));
    expect((await sture.get('/installation/sign-in-methods')).body).toEqual(methods);
    product.clock.advance(60);
    const later = (await sture.get('/installation/sign-in-methods')).body;
    expect(later.slice(2).map(({ answers }: { answers: boolean }) => answers)).not.toContain(true);
    product.oidc.begin = begin;
  });

  it('is for system administrators at level 2 and nobody else', async () => {
    const id = await idOf('Storkommun');
    const tries = (by: AccountBrowser) => [
      by.get(ORGANISATIONS),
      create(wanted(), by),
      by.post(`${ORGANISATIONS}/${id}/freeze`, { frozen: true }),
      by.call('PUT', `${ORGANISATIONS}/${id}/licence`, { terms: null, expected: null }),
      by.post(`${ORGANISATIONS}/${id}/invite`),
      by.get('/installation/nodes'),
      by.get('/installation/sign-in-methods'),
      by.get('/installation/grants'),
      by.post(`/installation/grants/${id}/end`),
    ];
    for (const email of [HANNA, OLGA, LISA])
      for (const answer of tries(await product.signIn(email))) expect((await answer).problem).toBe('not-allowed');
    for (const answer of tries(await product.signIn(STURE, 1))) expect((await answer).problem).toBe('step-up-required');
    const missing = '01234567-89ab-7def-8123-456789abcdef';
    expect((await sture.post(`${ORGANISATIONS}/${missing}/freeze`, { frozen: true })).problem).toBe('not-found');
    expect(
      (await sture.call('PUT', `${ORGANISATIONS}/${missing}/licence`, { terms: null, expected: null })).problem,
    ).toBe('not-found');
  });
});
