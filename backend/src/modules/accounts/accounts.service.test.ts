import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { needsRehash, passwordMatches } from './passwords.ts';
import { ANNA, type Harness, makeHarness, PASSWORD } from './testing/harness.ts';

describeOnBoth('accounts', (open) => {
  let test: TestDatabase;
  let harness: Harness;
  beforeAll(async () => {
    test = await open();
    harness = await makeHarness(test);
  });
  afterAll(() => test.end());

  it('keeps phone number, personnummer and password out of the row, and opens the first two again', async () => {
    const { accounts, database, annaId, organisationId } = harness;
    const row = await database.get<Record<string, unknown>>('select * from account where id = ?', annaId);
    const everything = Buffer.concat(
      Object.values(row ?? {}).map((value) => Buffer.from(value instanceof Uint8Array ? value : String(value))),
    );
    for (const secret of ['701740601', ANNA.personalNumber, ANNA.personalNumber.slice(2), PASSWORD])
      expect(everything.includes(secret)).toBe(false);
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const anna = await accounts.find(annaId);
    if (!anna) throw new Error('no account');
    expect(await accounts.personalNumberOf(anna)).toBe(ANNA.personalNumber);
    expect((await accounts.phoneOf(anna))?.phone).toBe('+46701740601');
    expect(await accounts.hasPersonalNumber(anna, ANNA.personalNumber)).toBe(true);
    expect(await accounts.hasPersonalNumber(anna, '199001012385')).toBe(false);
    expect(harness.made[0]).toEqual({
      id: annaId,
      organisationId,
      mailboxId: anna.mailboxId,
      email: ANNA.email,
      displayName: 'Anna Åkesson',
    });
  });

  it('cannot open what was sealed for one account as that of another', async () => {
    const { accounts, database, person, annaId } = harness;
    const id = await accounts.create({
      ...person,
      displayName: 'Bo Ek',
      email: 'bo@storkommun.example',
      personalNumber: '199001012385',
    });
    await database.commit([
      write(
        'update account set personal_number_sealed = (select personal_number_sealed from account where id = ?) where id = ?',
        annaId,
        id,
      ),
    ]);
    const bo = await accounts.find(id);
    await expect(bo && accounts.personalNumberOf(bo)).rejects.toMatchObject({ type: 'content-unreadable' });
  });

  it('refuses an address that is taken, whatever its case, and input that is none, and then writes nothing', async () => {
    const { accounts, database, person } = harness;
    const count = () =>
      database.get('select (select count(*) from account) as a, (select count(*) from account_search_key) as k');
    const before = await count();
    const refused = (input: object) =>
      expect(accounts.create({ ...person, email: 'new@storkommun.example', ...input })).rejects;
    await refused({ email: 'ANNA@storkommun.example ' }).toMatchObject({ type: 'account-exists' });
    await refused({ email: 'anna' }).toMatchObject({ type: 'address-invalid' });
    await refused({ phone: '112x' }).toMatchObject({ type: 'phone-invalid' });
    await refused({ personalNumber: '198507099806' }).toMatchObject({ type: 'personal-number-invalid' });
    expect(await count()).toEqual(before);
  });

  it('knows the right password, and no other, nor any of an account without one', async () => {
    const { accounts } = harness;
    const check = async (email: string, password: string) => (await accounts.verifyPassword(email, password)).isRight;
    expect(await check(ANNA.email, PASSWORD)).toBe(true);
    expect(await check(ANNA.email, `${PASSWORD} `)).toBe(false);
    expect(await check('bo@storkommun.example', 'decoy')).toBe(false);
    expect(await check('nobody@storkommun.example', 'decoy')).toBe(false);
  });

  it('makes a hash of weaker parameters anew when the password is right, and only then', async () => {
    const { accounts, database, annaId } = harness;
    const weak = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    const stored = async () =>
      (await database.get<{ password_hash: string }>('select password_hash from account where id = ?', annaId))
        ?.password_hash ?? '';
    await database.commit([write('update account set password_hash = ? where id = ?', weak, annaId)]);
    await accounts.verifyPassword(ANNA.email, 'wrong');
    expect(await stored()).toBe(weak);
    expect((await accounts.verifyPassword(ANNA.email, PASSWORD)).isRight).toBe(true);
    expect(needsRehash(await stored())).toBe(false);
    expect((await accounts.verifyPassword(ANNA.email, PASSWORD)).isRight).toBe(true);
  });

  it('finds colleagues by the beginning of address, name or surname, in their own organisation only', async () => {
    const { accounts, directory, organisations, person, organisationId } = harness;
    const other = await organisations.create({
      name: 'Lillkommun',
      slug: 'lillkommun',
      domains: ['lillkommun.example'],
    });
    await accounts.create({ ...person, displayName: 'Örjan von 100%_Ek', email: 'orjan@storkommun.example' });
    await accounts.create({
      ...person,
      organisationId: other,
      displayName: 'Anna Annan',
      email: 'anna@lillkommun.example',
    });
    const suggest = async (text: string) =>
      (await directory.suggest(organisationId, text, 8)).map(({ email }) => email);
    expect(await suggest('ann')).toEqual([ANNA.email]);
    expect(await suggest('ANNA  Åk')).toEqual([ANNA.email]);
    expect(await suggest('Åke')).toEqual([ANNA.email]);
    expect(await suggest('örj')).toEqual(['orjan@storkommun.example']);
    expect(await suggest('100%')).toEqual(['orjan@storkommun.example']);
    for (const text of ['%', '_', 'nna', '', ' ', "'", 'anna@lill']) expect(await suggest(text)).toEqual([]);
    expect((await directory.suggest(organisationId, 'o', 0)).length).toBe(0);
    const found = await directory.byAddresses([ANNA.email, 'anna@lillkommun.example', 'x@y.example']);
    expect([...found.values()].map(({ organisationId: id }) => id).sort()).toEqual([organisationId, other].sort());
  });
});

describe('passwords', () => {
  it('take as long to refuse without an account as with one', async () => {
    const stored = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    const time = async (one: string | null) => {
      const before = process.cpuUsage();
      for (let i = 0; i < 8; i++) expect(await passwordMatches(one, 'wrong')).toBe(false);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await time(null);
    const [withAccount, without] = [await time(stored), await time(null)];
    // The work, not the clock: a machine under load varies. Leaving the hash out would make it a thousandth.
    expect(without).toBeGreaterThan(withAccount / 4);
    expect(without).toBeLessThan(withAccount * 4);
  });
});
