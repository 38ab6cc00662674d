import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';

const ACCOUNTS = '/organisation/accounts';
const DAY_SECONDS = 86_400;
const PASSWORD = 'Vinterhimlen-ler-9';

describeOnBoth('accounts in the hands of an administrator', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  let serial = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const add = async (displayName: string, more: object = {}) => {
    const email = `person${++serial}@storkommun.example`;
    const answer = await olga.post(ACCOUNTS, {
      ...{ email, displayName, role: 'user', language: 'sv', invite: false },
      ...more,
    });
    return { ...answer, id: answer.body?.id as string, email };
  };
  const list = async (query = '') => (await olga.get(`${ACCOUNTS}?${query}`)).body;
  const find = async (email: string) => (await list(`search=${encodeURIComponent(email)}`)).rows[0];
  const tokenIn = (email: string) =>
    /\/invitation#([\w-]{43})/.exec(product.mail.to(email).at(-1)?.text ?? '')?.[1] ?? '';
  const logged = (action: string, id: string) =>
    product.database.all<{ actor_id: string; facts: string }>(
      'select actor_id, facts from audit_event where action = ? and target_id = ? order by id',
      action,
      id,
    );

  it('are made in a proven domain only, once, and have a mailbox that mail arrives in', async () => {
    const made = await add('Örjan Öst', { phone: '070-174 06 09' });
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({
        displayName: 'Örjan Öst',
        role: 'user',
        frozen: false,
        signIn: [],
        invitedUntil: null,
      }),
    ]);
    expect(await find('öst')).toEqual({ ...made.body });
    const same = { displayName: 'X', role: 'user', language: 'sv', invite: false };
    const tries = [made.email.toUpperCase(), LISA, 'x@okand.example', 'x@@'];
    const answers = await Promise.all(tries.map((email) => olga.post(ACCOUNTS, { ...same, email })));
    expect(answers.map(({ problem }) => problem)).toEqual([
      ...['account-exists', 'domain-unproven', 'domain-unproven', 'address-invalid'],
    ]);
    const hanna = await product.signIn(HANNA);
    await product.send(hanna, [{ address: made.email }]);
    const orjan = await product.signIn(made.email);
    expect((await orjan.get(`/mailboxes/${orjan.mailboxId}/messages?folder=inbox`)).body.rows).toHaveLength(1);
    expect((await logged('account.added', made.id)).map(({ actor_id }) => actor_id)).toEqual([olga.accountId]);
  });

  it('are nobody else’s to see or change, and those of another organisation are not there', async () => {
    const { id } = await add('Sven Skyddad');
    const lisa = await product.signIn(LISA);
    const { accountId } = lisa;
    const body = { ids: [id] };
    for (const email of [HANNA, STURE, LISA]) {
      const who = await product.signIn(email);
      const tries = [
        await who.get(ACCOUNTS),
        await who.post(ACCOUNTS, { email: 'a@b.se', displayName: 'A', role: 'user', language: 'sv', invite: false }),
        await who.call('PATCH', `${ACCOUNTS}/${id}`, { role: 'user', expected: { displayName: 'A', role: 'user' } }),
        await who.post(`${ACCOUNTS}/freeze`, { ...body, frozen: true }),
        await who.post(`${ACCOUNTS}/invite`, body),
        await who.post(`${ACCOUNTS}/revoke-invitations`, body),
        await who.post(`${ACCOUNTS}/${id}/remove`, { handOverTo: null }),
        await who.post(`${ACCOUNTS}/${id}/reset-sign-in`),
        await who.post(`${ACCOUNTS}/import`, { csv: 'namn;e-post', save: true, invite: false, language: 'sv' }),
      ];
      expect(tries.map(({ problem }) => problem)).toEqual(Array(9).fill('not-allowed'));
    }
    expect((await olga.post(`${ACCOUNTS}/freeze`, { ids: [accountId], frozen: true })).body).toEqual([
      { id: accountId, problem: 'not-found' },
    ]);
    expect((await olga.post(`${ACCOUNTS}/${accountId}/remove`, { handOverTo: null })).problem).toBe('not-found');
    expect((await olga.post(`${ACCOUNTS}/${accountId}/reset-sign-in`)).problem).toBe('not-found');
    expect((await list(`search=${LISA}`)).rows).toEqual([]);
  });

  it('come in pages, in each order, filtered and found by any part of the name', async () => {
    for (const name of ['Zeta Lista', 'Ärla Lista', 'Åsa Lista', 'anna Lista', 'Öva Lista']) await add(name);
    for (const [query, expected] of [
      ['sort=name', ['anna', 'Zeta', 'Åsa', 'Ärla', 'Öva']],
      ['sort=name&descending=true', ['Öva', 'Ärla', 'Åsa', 'Zeta', 'anna']],
      ['sort=created', ['Zeta', 'Ärla', 'Åsa', 'anna', 'Öva']],
      ['sort=email&descending=true', ['Öva', 'anna', 'Åsa', 'Ärla', 'Zeta']],
    ] as const) {
      const names: string[] = [];
      let cursor = '';
      do {
        const page = await list(`search=lista&limit=2&${query}${cursor ? `&cursor=${cursor}` : ''}`);
        names.push(...page.rows.map(({ displayName }: { displayName: string }) => displayName.split(' ')[0]));
        cursor = page.nextCursor ?? '';
      } while (cursor);
      expect(names).toEqual(expected);
    }
    const [zeta] = (await list('search=zeta+lista')).rows;
    await olga.post(`${ACCOUNTS}/freeze`, { ids: [zeta.id], frozen: true });
    const names = async (query: string) =>
      (await list(query)).rows.map(({ displayName }: { displayName: string }) => displayName);
    expect(await names('search=lista&frozen=true')).toEqual(['Zeta Lista']);
    expect(await names('search=lista&frozen=false')).toHaveLength(4);
    expect(await names('role=organisation-administrator')).toEqual(['Olga Orgadmin']);
    expect(await names('search=lista&signIn=none')).toHaveLength(5);
    expect(await names('search=lista&signIn=password')).toEqual([]);
    expect(await names('search=%25')).toEqual([]);
    expect((await olga.get(`${ACCOUNTS}?cursor=bm9uc2Vuc2U`)).status).toBe(200);
  });

  it('change name and role with before and after in the log, and tell the second of two who change them', async () => {
    const { id } = await add('Berit Bytare');
    const change = (body: object) => olga.call('PATCH', `${ACCOUNTS}/${id}`, body);
    const expected = { displayName: 'Berit Bytare', role: 'user' };
    const changed = await change({ displayName: 'Berit Nyman', role: 'organisation-administrator', expected });
    expect(changed.body).toMatchObject({ displayName: 'Berit Nyman', role: 'organisation-administrator' });
    expect((await change({ role: 'user', expected })).problem).toBe('settings-changed');
    expect((await change({ role: 'system-administrator', expected })).problem).toBe('invalid-request');
    expect([(await list('search=nyman')).rows.length, (await list('search=bytare')).rows.length]).toEqual([1, 0]);
    const [entry] = await logged('account.changed', id);
    expect(JSON.parse(entry?.facts ?? '')).toEqual({
      ...{ nameBefore: 'Berit Bytare', nameAfter: 'Berit Nyman' },
      ...{ roleBefore: 'user', roleAfter: 'organisation-administrator' },
    });
    expect((await change({ role: 'user', expected: { ...changed.body, ...{} } })).problem).toBe('invalid-request');
    const back = { displayName: 'Berit Nyman', role: 'organisation-administrator' };
    expect((await change({ role: 'user', expected: back })).body.role).toBe('user');
  });

  it('never lose the last administrator who can sign in, also when two go at once', async () => {
    const lasting = { displayName: 'Olga Orgadmin', role: 'organisation-administrator' };
    const self = olga.accountId;
    const refused = [
      (await olga.call('PATCH', `${ACCOUNTS}/${self}`, { role: 'user', expected: lasting })).problem,
      (await olga.post(`${ACCOUNTS}/freeze`, { ids: [self], frozen: true })).body[0].problem,
      (await olga.post(`${ACCOUNTS}/${self}/remove`, { handOverTo: null })).problem,
    ];
    expect((await olga.post(`${ACCOUNTS}/${self}/reset-sign-in`)).problem).toBe('not-allowed');
    expect(refused).toEqual(Array(3).fill('last-administrator'));
    // One who has never signed in and has no password is none to rely on.
    const other = await add('Ada Andra', { role: 'organisation-administrator' });
    expect((await olga.post(`${ACCOUNTS}/freeze`, { ids: [self], frozen: true })).body[0].problem).toBe(
      'last-administrator',
    );
    await product.database.write("update account set password_hash = 'x' where id = ? returning id", other.id);
    const freeze = (id: string) => olga.post(`${ACCOUNTS}/freeze`, { ids: [id], frozen: true });
    const both = await Promise.all([freeze(self), freeze(other.id)]);
    const problems = both.flatMap(({ body, problem }) => problem ?? body[0].problem);
    expect(problems.filter((problem) => problem === null)).toHaveLength(1);
    await product.database.write('update account set frozen_at = null where id = ? returning id', self);
    await product.database.write("update account set roles = 'user' where id = ? returning id", other.id);
  });

  it('are frozen and thawed in bulk: sessions end, mail arrives, and each has its own answer', async () => {
    const made = await add('Frida Frost');
    const frida = await product.signIn(made.email);
    const absent = '01900000-0000-7000-8000-000000000000';
    const freeze = (frozen: boolean) => olga.post(`${ACCOUNTS}/freeze`, { ids: [made.id, absent], frozen });
    expect((await freeze(true)).body).toEqual([
      { id: made.id, problem: null },
      { id: absent, problem: 'not-found' },
    ]);
    expect((await frida.get('/session')).problem).toBe('not-signed-in');
    await product.send(olga, [{ address: made.email }]);
    expect((await freeze(false)).body[0].problem).toBeNull();
    expect((await freeze(false)).body[0].problem).toBeNull();
    // A session that was there before stays ended.
    expect((await frida.get('/session')).problem).toBe('not-signed-in');
    const again = await product.signIn(made.email);
    expect((await again.get(`/mailboxes/${again.mailboxId}/messages?folder=inbox`)).body.rows).toHaveLength(1);
    const facts = (await logged('account.changed', made.id)).map((entry) => JSON.parse(entry.facts));
    expect(facts).toEqual([
      { frozenBefore: false, frozenAfter: true },
      { frozenBefore: true, frozenAfter: false },
    ]);
  });

  it('are invited by a link that works once, until it ends, is sent anew or is revoked', async () => {
    const made = await add('Ivar Inbjuden', { invite: true });
    expect(made.body.invitedUntil).not.toBeNull();
    await product.drain();
    const first = tokenIn(made.email);
    const nobody = product.nobody();
    expect((await nobody.post('/invitations/view', { token: first })).body).toMatchObject({
      ...{ organisation: 'Storkommun', email: made.email, displayName: 'Ivar Inbjuden', needsPhone: true },
    });
    expect((await olga.post(`${ACCOUNTS}/invite`, { ids: [made.id] })).body[0].problem).toBeNull();
    await product.drain();
    const second = tokenIn(made.email);
    expect(second).not.toBe(first);
    const accept = (token: string, more: object = { phone: '070-174 06 10' }) =>
      nobody.post('/invitations/accept', { token, password: PASSWORD, ...more });
    expect((await accept(first)).problem).toBe('invitation-ended');
    expect((await accept(second, {})).problem).toBe('phone-invalid');
    expect((await nobody.post('/invitations/accept', { token: second, password: 'kort' })).problem).toBeDefined();
    const answers = await Promise.all([accept(second), accept(second)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 410]);
    expect((await nobody.post('/invitations/view', { token: second })).problem).toBe('invitation-ended');
    expect((await nobody.post('/sign-in/password', { email: made.email, password: PASSWORD })).status).toBe(200);
    expect(await find(made.email)).toMatchObject({ signIn: ['password'], invitedUntil: null });
    expect((await olga.post(`${ACCOUNTS}/invite`, { ids: [made.id] })).body[0].problem).toBe('already-signs-in');
    expect(product.log).not.toContain(second);
    const rows = await product.database.all<Record<string, unknown>>('select * from outbox');
    expect(JSON.stringify(rows)).not.toContain(second);

    const late = await add('Sen Svarare', { invite: true });
    await product.drain();
    const token = tokenIn(late.email);
    product.clock.advance(LIMITS.invitationDays * DAY_SECONDS - 1);
    expect((await nobody.post('/invitations/view', { token })).status).toBe(200);
    product.clock.advance(1);
    expect((await nobody.post('/invitations/view', { token })).problem).toBe('invitation-ended');
    olga = await product.signIn(OLGA);
    await olga.post(`${ACCOUNTS}/invite`, { ids: [late.id] });
    await product.drain();
    expect((await olga.post(`${ACCOUNTS}/revoke-invitations`, { ids: [late.id] })).body[0].problem).toBeNull();
    expect((await accept(tokenIn(late.email))).problem).toBe('invitation-ended');
    expect((await olga.post(`${ACCOUNTS}/revoke-invitations`, { ids: [late.id] })).body[0].problem).toBe(
      'invitation-ended',
    );
  });

  it('begin anew when an administrator resets them: nothing from before opens, and the person is mailed how to go on', async () => {
    const made = await add('Rita Reset', { phone: '070-174 06 13', invite: true });
    await product.drain();
    const nobody = product.nobody();
    const given = { token: tokenIn(made.email), password: PASSWORD };
    expect((await nobody.post('/invitations/accept', given)).status).toBe(204);
    const rita = await product.signIn(made.email);
    expect((await rita.post('/account/factors/recovery-codes')).status).toBe(201);
    expect((await rita.post('/account/factors/totp')).status).toBe(201);
    const { body: sms } = await nobody.post('/sign-in/password', { email: made.email, password: PASSWORD });
    const ask = await nobody.post('/sign-in/factors/sms', { ticket: sms.ticket });
    const reset = () => olga.post(`${ACCOUNTS}/${made.id}/reset-sign-in`);
    expect((await reset()).status).toBe(204);
    expect((await rita.get('/session')).problem).toBe('not-signed-in');
    expect(
      (await nobody.post('/sign-in/code', { challengeId: ask.body.challengeId, code: product.sms.lastCode() })).problem,
    ).toBe('code-expired');
    expect((await nobody.post('/sign-in/password', { email: made.email, password: PASSWORD })).problem).toBe(
      'sign-in-failed',
    );
    for (const table of ['totp_factor', 'recovery_code', 'passkey'])
      expect(await product.count(`${table} where account_id = ?`, made.id)).toBe(0);
    await product.drain();
    expect(product.mail.to(made.email).at(-1)?.subject).toBe('Din inloggning i SEFOS har återställts');
    const anew = { token: tokenIn(made.email), password: `${PASSWORD}-ny`, phone: '070-174 06 14' };
    expect((await nobody.post('/invitations/accept', anew)).status).toBe(204);
    expect((await logged('account.sign-in-reset', made.id)).map(({ actor_id, facts }) => [actor_id, facts])).toEqual([
      [olga.accountId, '{"invited":true}'],
    ]);
    await olga.post(`${ACCOUNTS}/freeze`, { ids: [made.id], frozen: true });
    expect((await reset()).problem).toBe('account-frozen');
  });

  it('end what they gave away when they are reset: a delegation that begins later, too, and none that they were given', async () => {
    const made = await add('Dora Delegat');
    const dora = await product.signIn(made.email);
    const [kalle, hanna] = [await product.signIn(KALLE), await product.signIn(HANNA)];
    const at = (days: number) => new Date(product.clock.now().getTime() + days * DAY_SECONDS * 1000).toISOString();
    const give = (by: AccountBrowser, address: string, from: number) =>
      by.post('/delegations', { address, startsAt: at(from), endsAt: at(from + 5), olderMessages: true });
    for (const answer of [await give(dora, KALLE, 0), await give(dora, HANNA, 2), await give(hanna, made.email, 0)])
      expect(answer.status).toBe(201);
    const inHers = () =>
      kalle.get(`/mailboxes/${dora.mailboxId}/messages?folder=inbox`, { 'x-sefos-mailbox': dora.mailboxId });
    expect((await inHers()).status).toBe(200);
    await olga.post(`${ACCOUNTS}/freeze`, { ids: [made.id], frozen: true });
    await olga.post(`${ACCOUNTS}/freeze`, { ids: [made.id], frozen: false });
    expect((await inHers()).status).toBe(200);
    expect((await olga.post(`${ACCOUNTS}/${made.id}/reset-sign-in`)).status).toBe(204);
    expect((await inHers()).problem).toBe('delegation-ended');
    expect(await product.count('delegation where giver_account_id = ? and ended_at is null', made.id)).toBe(0);
    expect(await product.count('delegation where delegate_account_id = ? and ended_at is null', made.id)).toBe(1);
    await product.database.commit([{ sql: 'delete from delegation', params: [] }]);
  });

  it('that were signing in when they were frozen are not signed in after they are thawed', async () => {
    const made = await add('Tova Tinad', { phone: '070-174 06 15', invite: true });
    await product.drain();
    const nobody = product.nobody();
    await nobody.post('/invitations/accept', { token: tokenIn(made.email), password: PASSWORD });
    const { body } = await nobody.post('/sign-in/password', { email: made.email, password: PASSWORD });
    const late = await product.services.accounts.findByEmail(made.email);
    await olga.post(`${ACCOUNTS}/freeze`, { ids: [made.id], frozen: true });
    // One that had looked before she was frozen, and writes after.
    if (!late) throw new Error('nobody was made');
    const { token, statements } = await product.services.sessions.start(late, { level: 2, method: 'password-sms' });
    await product.database.commit(statements);
    await olga.post(`${ACCOUNTS}/freeze`, { ids: [made.id], frozen: false });
    const code = { challengeId: body.challengeId, code: product.sms.lastCode() };
    expect((await nobody.post('/sign-in/code', code)).problem).toBe('code-expired');
    nobody.cookies.set('__Host-sefos', token);
    expect((await nobody.get('/session')).problem).toBe('not-signed-in');
  });

  it('that sign in with Entra ID go on with it when they are reset, and are told', async () => {
    const { id, email } = await add('Elis Entra');
    const sql =
      "insert into account_identity (issuer, subject, account_id, created_at) values ('entra:t', 's', ?, 1) returning account_id";
    await product.database.write(sql, id);
    expect((await olga.post(`${ACCOUNTS}/${id}/reset-sign-in`)).status).toBe(204);
    await product.drain();
    expect(product.mail.to(email).map(({ subject }) => subject)).toEqual(['Din inloggning i SEFOS har ändrats']);
    expect((await find(email)).invitedUntil).toBeNull();
  });

  it('are removed with all that identifies the person; the address is free, and her mailbox is read by whom it went to', async () => {
    const made = await add('Rut Removed', { phone: '070-174 06 11' });
    const rut = await product.signIn(made.email);
    const id = await product.send(await product.signIn(HANNA), [{ address: made.email }, external('m@example.com')]);
    const remove = (body: object) => olga.post(`${ACCOUNTS}/${made.id}/remove`, body);
    for (const handOverTo of [LISA, made.email, 'nobody@storkommun.example'])
      expect((await remove({ handOverTo })).problem).toBe('delegate-invalid');
    expect((await remove({ handOverTo: KALLE, days: 30 })).status).toBe(204);
    expect((await remove({ handOverTo: null })).problem).toBe('not-found');
    expect([(await rut.get('/session')).problem, await find(made.email)]).toEqual(['not-signed-in', undefined]);
    const row = await product.database.get<Record<string, unknown>>('select * from account where id = ?', made.id);
    expect([row?.phone_sealed, row?.password_hash, row?.display_name]).toEqual([null, null, 'Rut Removed']);

    const kalle = await product.signIn(KALLE);
    const inHers = { 'x-sefos-mailbox': rut.mailboxId };
    const listed: { id: string; readOnly?: boolean }[] = (await kalle.get('/mailboxes')).body;
    expect(listed.map(({ id, readOnly }) => [id, readOnly])).toEqual([
      [kalle.mailboxId, undefined],
      [rut.mailboxId, true],
    ]);
    const inbox = await kalle.get(`/mailboxes/${rut.mailboxId}/messages?folder=inbox`, inHers);
    expect(inbox.body.rows).toHaveLength(1);
    expect((await kalle.post(`/messages/${id}/open`, {}, inHers)).status).toBe(200);
    const refused = [
      await kalle.post(
        '/messages',
        { ...product.message(kalle, [{ address: HANNA }]), mailboxId: rut.mailboxId },
        inHers,
      ),
      await kalle.post(`/messages/${id}/recall`, { recipientIds: null }, inHers),
      await kalle.post(`/mailboxes/${rut.mailboxId}/messages/actions`, { action: 'archive', rows: [] }, inHers),
      await kalle.call('PUT', `/mailboxes/${rut.mailboxId}/drafts/${id}`, {}, inHers),
    ];
    expect(refused.map(({ problem }) => problem)).toEqual(Array(4).fill('not-allowed'));
    product.clock.advance(30 * DAY_SECONDS);
    const later = await product.signIn(KALLE);
    expect((await later.get(`/mailboxes/${rut.mailboxId}/messages?folder=inbox`, inHers)).problem).toBe(
      'delegation-ended',
    );
    olga = await product.signIn(OLGA);
    const anew = await olga.post(ACCOUNTS, {
      ...{ email: made.email, displayName: 'Rut Ny', role: 'user', language: 'sv', invite: false },
    });
    expect(anew.status).toBe(201);
    const again = await product.signIn(made.email);
    expect((await again.get(`/mailboxes/${again.mailboxId}/messages?folder=inbox`)).body.rows).toEqual([]);
    const [entry] = await logged('account.removed', made.id);
    expect(JSON.parse(entry?.facts ?? '')).toEqual({
      ...{ emailBefore: made.email, roleBefore: 'user', handedOverTo: kalle.accountId },
    });
  });

  it('come from a file: first what would be, then what became of each row', async () => {
    const csv = [
      '\ufeffNamn;E-post;Telefon;Roll',
      'Ida Import;ida@storkommun.example;070-174 06 12;',
      '"Import; Per";per@storkommun.example;;Administratör',
      `Hanna igen;${HANNA};;`,
      'Fel Domän;fel@annan.example;;',
      'Fel Nummer;nummer@storkommun.example;12;',
      'Fel Roll;roll@storkommun.example;;Kung',
      ';namnlos@storkommun.example;;',
      'Ida Import;IDA@storkommun.example;;',
      `Lisa;${LISA};;`,
      "'=cmd();formel@storkommun.example;;",
    ].join('\r\n');
    const body = { csv, invite: true, language: 'sv' };
    const run = async (save: boolean) => (await olga.post(`${ACCOUNTS}/import`, { ...body, save })).body.rows;
    const outcomes = (rows: { line: number; outcome: string; problem: string | null }[]) =>
      rows.map(({ line, outcome, problem }) => [line, outcome, problem]);
    const preview = await run(false);
    const rest = [
      [4, 'there', null],
      [5, 'refused', 'domain-unproven'],
      [6, 'refused', 'phone-invalid'],
      [7, 'refused', 'role-unknown'],
      [8, 'refused', 'name-missing'],
      [9, 'there', 'address-repeated'],
      [10, 'refused', 'domain-unproven'],
    ];
    expect(outcomes(preview)).toEqual([[2, 'new', null], [3, 'new', null], ...rest, [11, 'new', null]]);
    expect(await find('ida@storkommun.example')).toBeUndefined();
    expect(outcomes(await run(true))).toEqual([[2, 'made', null], [3, 'made', null], ...rest, [11, 'made', null]]);
    expect(await find('per@storkommun.example')).toMatchObject({
      displayName: 'Import; Per',
      role: 'organisation-administrator',
    });
    expect((await find('formel@storkommun.example')).displayName).toBe('=cmd()');
    await product.drain();
    expect(product.mail.to('ida@storkommun.example')).toHaveLength(1);
    expect((await run(true)).every(({ outcome }: { outcome: string }) => outcome !== 'made')).toBe(true);
    for (const wrong of ['namn;telefon\r\nA;1', '"', 'x'])
      expect((await olga.post(`${ACCOUNTS}/import`, { ...body, csv: wrong, save: false })).problem).toBe('csv-invalid');
  });
});
