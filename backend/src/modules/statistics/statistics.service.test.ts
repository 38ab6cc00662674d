import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';
import { AuditSealer } from '../audit/index.ts';

const PATH = '/organisation/statistics';
const MARCH = 'from=2026-03-01&to=2026-03-31';

describeOnBoth('statistics of an organisation', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  let hanna: AccountBrowser;
  let organisationId: string;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    organisationId = (await product.services.accounts.findByEmail(OLGA))?.organisationId ?? '';
    olga = await product.signIn(OLGA);
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const count = async () => {
    product.clock.advance(2);
    const { database, clock, services } = product;
    const parts = { database, clock, keys: services.keyRing, keyOwnerId: 'installation', onError: () => undefined };
    await new AuditSealer(parts).sealOnce();
    await services.statisticsRollup.run();
  };
  const statistics = async (period = MARCH) => (await olga.get(`${PATH}?${period}`)).body;
  const mailbox = async (name: string, at: number) => {
    const id = newId(at);
    await product.database.commit([
      write(
        "insert into mailbox (id, organisation_id, kind, name, address, unread, created_at, sort_name) values (?, ?, 'function', ?, ?, 0, ?, ?)",
        ...[id, organisationId, name, `${id}@storkommun.example`, at, Buffer.from(name).toString('hex')],
      ),
    ]);
    return id;
  };

  it('count messages that were sent and received, once for each mailbox that they came to', async () => {
    await hanna.post(
      '/messages',
      product.message(hanna, [{ address: KALLE }, { address: LISA }, external('a@example.org')]),
    );
    await hanna.post('/messages', product.message(hanna, [{ address: LISA }]));
    await count();
    const { messages, course, countedTo } = await statistics();
    expect(messages).toEqual([{ kind: 'message', sent: 2, received: 1, total: 3 }]);
    expect(course).toEqual({ step: 'day', points: [{ at: '2026-03-02', sent: 2, received: 1 }] });
    expect(countedTo).toBeNull();
    expect((await statistics('from=2026-03-03&to=2026-03-31')).messages).toEqual([
      { kind: 'message', sent: 0, received: 0, total: 0 },
    ]);
    expect((await statistics('from=2026-01-01&to=2026-12-31')).course).toEqual({
      step: 'month',
      points: [{ at: '2026-03', sent: 2, received: 1 }],
    });
  });

  it('have accounts and function mailboxes as they stood, came and went', async () => {
    const at = Date.parse('2026-03-10T12:00:00Z');
    const before = await statistics();
    const own = await product.database.all<{ id: string }>(
      'select id from account where organisation_id = ?',
      organisationId,
    );
    expect(before.accounts).toEqual({ opening: 0, added: own.length, removed: 0, closing: own.length });
    const first = await mailbox('Socialtjänst', at);
    await mailbox('Bygglov', at);
    await product.database.write('update mailbox set removed_at = ? where id = ? returning id', at + 86_400_000, first);
    expect((await statistics()).mailboxes).toEqual({ opening: 0, added: 2, removed: 1, closing: 1 });
    expect((await statistics('from=2026-03-11&to=2026-03-11')).mailboxes).toEqual({
      ...{ opening: 2, added: 0, removed: 1, closing: 1 },
    });
    expect((await statistics('from=2026-03-12&to=2026-04-12')).accounts).toEqual({
      ...{ opening: own.length, added: 0, removed: 0, closing: own.length },
    });
  });

  it('list function mailboxes page by page, with members, administrators and messages', async () => {
    const at = Date.parse('2026-03-20T12:00:00Z');
    const ids: string[] = [];
    for (let i = 0; i < 60; i++) ids.push(await mailbox(`M${String(i).padStart(2, '0')}`, at));
    const member = (mailboxId: string, accountId: string, role: string) =>
      write(
        'insert into mailbox_member (id, organisation_id, mailbox_id, account_id, role, added_at) values (?, ?, ?, ?, ?, ?)',
        ...[newId(at), organisationId, mailboxId, accountId, role, at],
      );
    const [id = ''] = ids;
    await product.database.commit([
      member(id, hanna.accountId, 'member'),
      member(id, olga.accountId, 'administrator'),
      write("insert into statistic_day values (?, ?, '2026-03-21', 'received', 'message', 7)", organisationId, id),
    ]);
    const first = (await olga.get(`${PATH}/mailboxes?${MARCH}`)).body;
    const second = (await olga.get(`${PATH}/mailboxes?${MARCH}&cursor=${first.nextCursor}`)).body;
    expect(second.nextCursor).toBeNull();
    const rows = [...first.rows, ...second.rows];
    expect(rows.map(({ name }) => name)).toEqual(['Bygglov', ...ids.map((_, i) => `M${String(i).padStart(2, '0')}`)]);
    expect(rows[1]).toMatchObject({
      id,
      members: 2,
      administrators: 1,
      messages: [{ kind: 'message', sent: 0, received: 7, total: 7 }],
    });
    const csv: string = (await olga.get(`${PATH}/export?${MARCH}`)).body;
    expect(csv.startsWith('\ufeff"Från";"Till";"Avsnitt"')).toBe(true);
    expect(csv).toContain('"Meddelanden";"";"";"message";"Skickade";"2"');
    expect(csv).toContain('"Funktionsbrevlåda";"M00"');
    expect(csv.match(/"Medlemmar"/g)).toHaveLength(61);
  });

  it('refuse a period that is none', async () => {
    for (const period of [
      'from=2026-03-02&to=2026-03-01',
      'from=2026-02-29&to=2026-03-01',
      'from=2010-01-01&to=2026-01-01',
    ])
      for (const path of ['', '/mailboxes', '/export'])
        expect((await olga.get(`${PATH}${path}?${period}`)).problem).toBe('invalid-request');
    expect((await olga.get(`${PATH}/mailboxes?${MARCH}&cursor=AAAA`)).problem).toBe('invalid-request');
  });

  it("are an organisation's own and its administrators' alone", async () => {
    for (const email of [HANNA, STURE, LISA]) {
      const other = await product.signIn(email);
      for (const path of ['', '/mailboxes', '/export'])
        expect((await other.get(`${PATH}${path}?${MARCH}`)).problem).toBe('not-allowed');
    }
    await product.database.write(
      "update account set roles = 'user,organisation-administrator' where email = ? returning id",
      LISA,
    );
    const lisa = await product.signIn(LISA);
    const { messages } = (await lisa.get(`${PATH}?${MARCH}`)).body;
    expect(messages).toEqual([{ kind: 'message', sent: 0, received: 2, total: 2 }]);
    expect((await lisa.get(`${PATH}/mailboxes?${MARCH}`)).body.rows).toEqual([]);
  });
});
