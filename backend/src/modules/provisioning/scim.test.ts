import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';

const PROVISIONING = '/organisation/provisioning';
const USERS = '//scim/v2/Users';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

describeOnBoth('provisioning by SCIM', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  let token: string;
  let serial = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    token = (await (await product.signIn(OLGA)).post(`${PROVISIONING}/tokens`, { scope: 'write', days: 730 })).body
      .token;
  });
  beforeEach(async () => {
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const scim = (method: string, path: string, body?: object, bearer = token) =>
    product.nobody().call(method, path, body && JSON.stringify(body), {
      authorization: `Bearer ${bearer}`,
      ...(body ? { 'content-type': 'application/scim+json' } : {}),
    });
  const person = (more: object = {}) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: `scim${++serial}@storkommun.example`,
    externalId: `object-${serial}`,
    displayName: `Scim ${serial}`,
    active: true,
    name: { givenName: 'Sara', familyName: 'Scim' },
    emails: [{ type: 'work', value: 'sara@elsewhere.se', primary: true }],
    ...more,
  });
  const patch = (id: string, ...Operations: object[]) =>
    scim('PATCH', `${USERS}/${id}`, { schemas: [PATCH_OP], Operations });
  const filtered = (filter: string) => scim('GET', `${USERS}?filter=${encodeURIComponent(filter)}`);

  it('is refused one account more than the licence has, in words, and goes on with those that are there', async () => {
    const { accounts } = (await olga.get('/organisation/licence')).body.used;
    const row = await product.database.get<{ id: string }>("select id from organisation where slug = 'storkommun'");
    const path = `/installation/organisations/${row?.id}/licence`;
    const sture = await product.signIn(STURE);
    const terms = { accounts: accounts + 1, functionMailboxes: null, endsAt: null, contact: '' };
    const license = (wanted: object | null, expected: object | null) =>
      sture.call('PUT', path, { terms: wanted, expected });
    expect((await license(terms, null)).status).toBe(204);
    const [last, beyond] = [person(), person()];
    const { id } = (await scim('POST', USERS, last)).body;
    const refused = await scim('POST', USERS, beyond);
    expect([refused.status, refused.body]).toEqual([
      403,
      {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '403',
        detail: expect.stringContaining('licence of the organisation in SEFOS is full'),
      },
    ]);
    expect((await filtered(`userName eq "${beyond.userName}"`)).body.totalResults).toBe(0);
    expect((await patch(id, { op: 'Replace', path: 'active', value: 'False' })).body.active).toBe(false);
    expect((await scim('DELETE', `${USERS}/${id}`)).status).toBe(204);
    expect((await scim('POST', USERS, last)).body).toMatchObject({ id, active: true });
    const ended = { ...terms, endsAt: product.clock.now().toISOString() };
    expect((await license(ended, terms)).status).toBe(204);
    expect((await scim('POST', USERS, beyond)).body.detail).toContain('has ended');
    expect((await license(null, ended)).status).toBe(204);
    expect((await scim('POST', USERS, beyond)).status).toBe(201);
  });

  it('makes, reads, finds, changes and deletes as Entra ID does', async () => {
    const given = person();
    const made = await scim('POST', USERS, given);
    expect([made.status, made.headers['content-type'], made.headers.location]).toEqual([
      ...[201, 'application/scim+json; charset=utf-8', made.body.meta.location],
    ]);
    const { id } = made.body;
    const { userName, externalId, displayName } = given;
    expect(made.body).toMatchObject({ userName, externalId, displayName, active: true });
    expect((await scim('GET', `${USERS}/${id}`)).body).toEqual(made.body);
    for (const filter of [
      `userName eq "${userName.toUpperCase()}"`,
      `USERNAME EQ "${userName}"`,
      `externalId eq "${externalId}"`,
      `emails[type eq "work"].value eq "${userName}"`,
      `urn:ietf:params:scim:schemas:core:2.0:User:userName eq "${userName}"`,
    ])
      expect((await filtered(filter)).body).toMatchObject({ totalResults: 1, startIndex: 1, Resources: [{ id }] });
    expect((await filtered('userName eq "nobody@storkommun.example"')).body).toMatchObject({
      ...{ totalResults: 0, Resources: [] },
    });
    expect((await scim('POST', USERS, given)).body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    expect((await patch(id, { op: 'Replace', path: 'active', value: 'False' })).body.active).toBe(false);
    // Frozen is not gone: the directory still sees it.
    expect((await filtered(`userName eq "${userName}"`)).body.Resources[0].active).toBe(false);
    expect((await patch(id, { op: 'replace', value: { active: true } })).body.active).toBe(true);
    const many = { displayName: 'Ny', 'name.givenName': 'N', 'urn:x:enterprise:2.0:User:department': 'IT' };
    expect((await patch(id, { op: 'Add', value: many })).body.displayName).toBe('Ny');
    const renamed = `renamed${serial}@storkommun.example`;
    const body = (await patch(id, { op: 'replace', path: 'userName', value: renamed })).body;
    expect([body.userName, body.emails]).toEqual([renamed, [{ value: renamed, type: 'work', primary: true }]]);
    await product.send(await product.signIn(HANNA), [{ address: renamed }]);
    expect(
      (await scim('PUT', `${USERS}/${id}`, { ...given, userName: renamed, displayName: 'Hel' })).body,
    ).toMatchObject({ displayName: 'Hel', userName: renamed });
    expect((await patch(id, { op: 'remove', path: 'externalId' })).body.externalId).toBeUndefined();
    const deleted = await scim('DELETE', `${USERS}/${id}`);
    expect([deleted.status, deleted.bytes.length]).toEqual([204, 0]);
    expect((await scim('GET', `${USERS}/${id}`)).body).toMatchObject({ status: '404' });
    expect((await scim('DELETE', `${USERS}/${id}`)).status).toBe(404);
    expect((await filtered(`userName eq "${renamed}"`)).body.totalResults).toBe(0);
    const account = await product.services.accounts.findByEmail(renamed);
    expect([account?.id, account?.frozen]).toEqual([id, true]);
    const back = await scim('POST', USERS, { ...given, userName: renamed });
    expect([back.status, back.body.id, back.body.active, back.body.displayName]).toEqual([201, id, true, displayName]);
  });

  it('ends the sessions of whom it shuts out, and writes who did it to the log', async () => {
    const { id, userName } = (await scim('POST', USERS, person())).body;
    const her = await product.signIn(userName);
    await patch(id, { op: 'Replace', path: 'active', value: [{ value: 'False' }] });
    expect((await her.get('/session')).problem).toBe('not-signed-in');
    const [entry] = await product.database.all<{ actor_kind: string; actor_id: string }>(
      "select actor_kind, actor_id from audit_event where action = 'account.changed' and target_id = ?",
      id,
    );
    const [current] = (await olga.get(PROVISIONING)).body.tokens;
    expect(entry).toEqual({ actor_kind: 'system', actor_id: current.id });
  });

  it('refuses in the words of SCIM what is not valid', async () => {
    const { id } = (await scim('POST', USERS, person())).body;
    const answers = [
      await scim('POST', USERS, person({ userName: 'x@okand.example' })),
      await scim('POST', USERS, person({ userName: 'no address' })),
      await scim('POST', USERS, { displayName: 'X' }),
      await scim('POST', USERS, person({ active: 'perhaps' })),
      await patch(id, { op: 'move', path: 'active', value: true }),
      await patch(id, { op: 'remove' }),
      await patch(id, { op: 'replace', value: 'x' }),
      await scim('PATCH', `${USERS}/${id}`, { Operations: [] }),
      await filtered('userName sw "a"'),
      await filtered('userName eq "a" or userName eq "b"'),
    ];
    expect(answers.map(({ status, body }) => [status, body.scimType])).toEqual([
      ...Array(4).fill([400, 'invalidValue']),
      [400, 'invalidSyntax'],
      [400, 'invalidPath'],
      ...Array(2).fill([400, 'invalidSyntax']),
      ...Array(2).fill([400, 'invalidFilter']),
    ]);
    expect(answers[0]?.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
    const broken = await product.nobody().call('POST', USERS, '{', {
      authorization: `Bearer ${token}`,
      'content-type': 'application/scim+json',
    });
    expect([broken.status, broken.body.scimType]).toEqual([400, 'invalidSyntax']);
    expect((await scim('GET', '//scim/v2/Nothing')).body.status).toBe('404');
    const taken = person();
    await scim('POST', USERS, taken);
    expect((await patch(id, { op: 'replace', path: 'externalId', value: taken.externalId })).body.scimType).toBe(
      'uniqueness',
    );
    expect((await patch(id, { op: 'replace', path: 'userName', value: taken.userName })).status).toBe(409);
  });

  it('leaves the last administrator and other organisations alone', async () => {
    const [{ id }] = (await filtered(`userName eq "${OLGA}"`)).body.Resources;
    expect((await patch(id, { op: 'Replace', path: 'active', value: 'False' })).body).toMatchObject({
      ...{ status: '409', detail: 'last-administrator' },
    });
    expect((await scim('DELETE', `${USERS}/${id}`)).status).toBe(409);
    const lisa = await product.signIn(LISA);
    expect((await scim('GET', `${USERS}/${lisa.accountId}`)).status).toBe(404);
    expect((await patch(lisa.accountId, { op: 'replace', path: 'active', value: false })).status).toBe(404);
    expect((await scim('DELETE', `${USERS}/${lisa.accountId}`)).status).toBe(404);
    expect((await filtered(`userName eq "${LISA}"`)).body.totalResults).toBe(0);
    expect((await scim('POST', USERS, person({ userName: LISA }))).body.scimType).toBe('invalidValue');
  });

  it('pages by index within bounds', async () => {
    const total = (await scim('GET', `${USERS}?count=0`)).body;
    expect(total).toMatchObject({ itemsPerPage: 0, Resources: [] });
    const ids: string[] = [];
    for (let startIndex = 1; startIndex <= total.totalResults; startIndex += 3) {
      const { body } = await scim('GET', `${USERS}?startIndex=${startIndex}&count=3`);
      expect(body).toMatchObject({ startIndex, totalResults: total.totalResults });
      ids.push(...body.Resources.map((one: { id: string }) => one.id));
    }
    expect([ids.length, new Set(ids).size]).toEqual([total.totalResults, total.totalResults]);
    expect((await scim('GET', `${USERS}?startIndex=-5&count=-1`)).body).toMatchObject({
      startIndex: 1,
      itemsPerPage: 0,
    });
    expect((await scim('GET', `${USERS}?startIndex=900000&count=1000`)).body.Resources).toEqual([]);
  });

  it('describes itself, and shows roles as groups that it does not change', async () => {
    const config = (await scim('GET', '//scim/v2/ServiceProviderConfig')).body;
    expect([config.patch.supported, config.bulk.supported]).toEqual([true, false]);
    const types = (await scim('GET', '//scim/v2/ResourceTypes')).body.Resources;
    expect(types.map(({ endpoint }: { endpoint: string }) => endpoint)).toEqual(['/Users', '/Groups']);
    const all = (await scim('GET', '//scim/v2/Schemas')).body.Resources;
    expect((await scim('GET', `//scim/v2/Schemas/${all[0].id}`)).body).toEqual(all[0]);
    const groups = (await scim('GET', '//scim/v2/Groups?excludedAttributes=members')).body.Resources;
    expect(groups).toEqual([expect.not.objectContaining({ members: expect.anything() })]);
    const group = (await scim('GET', `//scim/v2/Groups/${groups[0].id}`)).body;
    expect(group.members).toEqual([expect.objectContaining({ value: olga.accountId })]);
    const change = { schemas: [PATCH_OP], Operations: [{ op: 'add', path: 'members', value: [] }] };
    expect((await scim('PATCH', `//scim/v2/Groups/${groups[0].id}`, change)).body.scimType).toBe('mutability');
  });

  it('opens to a living token of its scope alone, kept as a hash, two at a time', async () => {
    const made = await olga.post(`${PROVISIONING}/tokens`, { scope: 'read', days: 1 });
    expect(made.body.view).toMatchObject({ scope: 'read', usedAt: null });
    const reading = made.body.token;
    expect((await olga.post(`${PROVISIONING}/tokens`, { scope: 'read', days: 1 })).problem).toBe(
      'provisioning-tokens-too-many',
    );
    expect((await scim('GET', USERS, undefined, reading)).status).toBe(200);
    expect((await scim('POST', USERS, person(), reading)).status).toBe(403);
    const nobody = product.nobody();
    for (const authorization of ['', 'Bearer x', `Bearer ${'a'.repeat(43)}`, `Basic ${token}`]) {
      const answer = await nobody.call('GET', USERS, undefined, { authorization });
      expect([answer.status, answer.body.status]).toEqual([401, '401']);
    }
    // A person's session is no token.
    expect((await olga.call('GET', USERS)).status).toBe(401);
    expect((await olga.get(PROVISIONING)).body.tokens.map((one: { usedAt: unknown }) => one.usedAt === null)).toEqual([
      ...[false, false],
    ]);
    expect((await olga.post(`${PROVISIONING}/tokens/${made.body.view.id}/revoke`)).status).toBe(204);
    expect((await olga.post(`${PROVISIONING}/tokens/${made.body.view.id}/revoke`)).problem).toBe('not-found');
    expect((await scim('GET', USERS, undefined, reading)).status).toBe(401);
    const short = (await olga.post(`${PROVISIONING}/tokens`, { scope: 'read', days: 1 })).body.token;
    product.clock.advance(86_400);
    expect((await scim('GET', USERS, undefined, short)).status).toBe(401);
    const rows = JSON.stringify(await product.database.all('select * from provisioning_token'));
    for (const secret of [token, reading, short])
      expect([rows, product.log].some((text) => text.includes(secret))).toBe(false);
  });

  it('is set up by administrators of the organisation alone', async () => {
    const [{ id }] = (await olga.get(PROVISIONING)).body.tokens;
    for (const email of [HANNA, STURE, LISA]) {
      const who = await product.signIn(email);
      const tries = [
        await who.get(PROVISIONING),
        await who.post(`${PROVISIONING}/tokens`, { scope: 'write', days: 1 }),
        await who.post(`${PROVISIONING}/tokens/${id}/revoke`),
      ];
      expect(tries.map(({ problem }) => problem)).toEqual(Array(3).fill('not-allowed'));
    }
  });
});
