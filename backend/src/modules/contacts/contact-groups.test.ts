import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, TestProduct } from '../../testing/product.ts';

describeOnBoth('groups of contacts', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
  });
  beforeEach(() =>
    product.database.commit(
      ['contact', 'contact_group', 'contact_group_member', 'contact_search_key'].map((table) => ({
        sql: `delete from ${table}`,
        params: [],
      })),
    ),
  );
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const groups = () => `/mailboxes/${hanna.mailboxId}/contact-groups`;
  const contact = async (name: string): Promise<string> => {
    const body = { name, address: `${name.toLowerCase()}@example.org`, phone: null, method: null, language: null };
    return (await hanna.post(`/mailboxes/${hanna.mailboxId}/contacts`, body)).body.id;
  };
  const make = async (name: string, memberIds: readonly string[] = []): Promise<string> =>
    (await hanna.post(groups(), { name, memberIds })).body.id;

  it('have their members by name, and are listed and found with how many they are', async () => {
    const [eva, bo] = [await contact('Eva'), await contact('Bo')];
    const id = await make('Nämnden för skola', [eva, bo]);
    expect((await hanna.get(`${groups()}/${id}`)).body).toEqual({
      ...{ id, name: 'Nämnden för skola', memberCount: 2, revision: 1 },
      members: [
        { id: bo, name: 'Bo', address: 'bo@example.org' },
        { id: eva, name: 'Eva', address: 'eva@example.org' },
      ],
    });
    const row = { id, name: 'Nämnden för skola', memberCount: 2, revision: 1 };
    expect((await hanna.post(`${groups()}/search`, {})).body).toEqual({ rows: [row], nextCursor: null });
    expect((await hanna.post(`${groups()}/search`, { text: 'skol' })).body.rows).toEqual([row]);
    expect((await hanna.post(`${groups()}/search`, { text: 'xyz' })).body.rows).toEqual([]);
  });

  it('change name and members, from what was seen', async () => {
    const [eva, bo] = [await contact('Eva'), await contact('Bo')];
    const id = await make('Ett', [eva]);
    const change = { name: 'Två', memberIds: [bo], revision: 1 };
    expect((await hanna.call('PUT', `${groups()}/${id}`, change)).body).toEqual({ id, revision: 2 });
    expect((await hanna.call('PUT', `${groups()}/${id}`, change)).problem).toBe('contact-changed');
    expect((await hanna.get(`${groups()}/${id}`)).body).toMatchObject({ name: 'Två', members: [{ name: 'Bo' }] });
  });

  it('never have one name twice, whatever its case', async () => {
    await make('Nämnden');
    const other = await make('Annan');
    expect((await hanna.post(groups(), { name: 'nämnden ', memberIds: [] })).problem).toBe('contact-group-exists');
    const change = { name: 'NÄMNDEN', memberIds: [], revision: 1 };
    expect((await hanna.call('PUT', `${groups()}/${other}`, change)).problem).toBe('contact-group-exists');
    expect((await hanna.call('PUT', `${groups()}/${other}`, { ...change, name: 'ANNAN' })).status).toBe(200);
    expect((await hanna.call('PUT', `${groups()}/${other}`, change)).problem).toBe('contact-changed');
  });

  it('take as many members as a message may have recipients, and no more', async () => {
    const ids: string[] = [];
    for (let index = 0; index <= LIMITS.recipientsPerMessage; index += 1) ids.push(await contact(`P${index}`));
    expect((await hanna.post(groups(), { name: 'Alla', memberIds: ids.slice(1) })).status).toBe(201);
    expect((await hanna.post(groups(), { name: 'Fler', memberIds: ids })).problem).toBe('invalid-request');
  }, 60_000);

  it('are so many and no more', async () => {
    const id = await make('Först');
    const row = await product.database.get<Record<string, never>>('select * from contact_group where id = ?', id);
    const { id: _id, folded_name: _name, ...rest } = row ?? {};
    const columns = Object.keys(rest);
    await product.database.commit(
      Array.from({ length: LIMITS.contactGroupsPerMailbox - 2 }, (_, index) => ({
        sql: `insert into contact_group (id, folded_name, ${columns.join(', ')}) values (?, ?, ${columns.map(() => '?').join(', ')})`,
        params: [`id-${index}`, Buffer.from(`n${index}`), ...Object.values(rest)],
      })),
    );
    expect((await hanna.post(groups(), { name: 'Sist', memberIds: [] })).status).toBe(201);
    expect((await hanna.post(groups(), { name: 'Utöver', memberIds: [] })).problem).toBe('contact-groups-too-many');
  });

  it('go without their contacts', async () => {
    const eva = await contact('Eva');
    const id = await make('Ett', [eva]);
    expect((await hanna.call('DELETE', `${groups()}/${id}`)).status).toBe(204);
    expect((await hanna.get(`${groups()}/${id}`)).problem).toBe('not-found');
    expect(await product.count('contact')).toBe(1);
    expect(await product.count("contact_search_key where kind = 'group'")).toBe(0);
  });
});
