import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { PasskeyCreation } from '@sefos/shared/contract/account-factors.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { insert, write } from '../../../platform/database/statements.ts';
import { newId } from '../../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../../testing/databases.ts';
import { type Call, type Carried, makeCaller, startWebSession } from '../testing/caller.ts';
import { ANNA, type Harness, makeHarness, PASSWORD, PUBLIC_URL } from '../testing/harness.ts';
import { SoftwareAuthenticator } from '../testing/software-authenticator.ts';
import { PasskeyEntity } from './factor.entity.ts';

const PASSKEYS = '/account/factors/passkeys';
const LONGEST = 'Å'.repeat(LIMITS.passkeyNameCharacters);

describeOnBoth('limits of factors', (open) => {
  let test: TestDatabase;
  let harness: Harness;
  let call: Call;
  let session: Carried;
  beforeAll(async () => {
    test = await open();
    harness = await makeHarness(test);
    call = makeCaller(harness);
  });
  afterAll(async () => {
    await harness.app.close();
    await test.end();
  });
  beforeEach(async () => {
    harness.clock.advance(3_600);
    await test.database.commit([write('delete from passkey')]);
    session = await startWebSession(harness);
  });
  const begin = () => call('POST', `${PASSKEYS}/challenge`, undefined, session);
  /** Makes a passkey for a challenge that was begun before. */
  const add = (creation: PasskeyCreation, name: string) => {
    const response = new SoftwareAuthenticator(PUBLIC_URL).create(creation);
    return call('POST', PASSKEYS, { challengeId: creation.challengeId, name, response }, session);
  };
  const passkeys = async () => (await call('GET', '/account/factors', undefined, session)).json.passkeys;

  it('an account has as many passkeys as the limit, also when two are begun for the last place', async () => {
    const now = harness.clock.now().getTime();
    const made = Array.from({ length: LIMITS.passkeysPerAccount - 1 }, (_, index) =>
      insert(PasskeyEntity, {
        ...{ id: newId(now), account_id: harness.annaId, credential_id: Buffer.from([index]) },
        ...{ public_key: Buffer.from([1]), counter: 0, transports: '', name: `Nyckel ${index}`, synced: 0 },
        ...{ created_at: now, used_at: null },
      }),
    );
    await test.database.commit(made);
    const [one, two] = [await begin(), await begin()];
    expect((await add(one.json, 'Den sista')).status).toBe(201);
    expect((await add(two.json, 'En till')).problem).toBe('passkeys-too-many');
    expect((await begin()).problem).toBe('passkeys-too-many');
    expect(await passkeys()).toHaveLength(LIMITS.passkeysPerAccount);
  });

  it('the name of a passkey is as long as the limit when it is made and renamed, and no longer', async () => {
    const { json } = await begin();
    const refused = await add(json, `${LONGEST}a`);
    expect([refused.status, refused.problem]).toEqual([400, 'invalid-request']);
    const { status, json: passkey } = await add(json, LONGEST);
    expect([status, passkey.name]).toEqual([201, LONGEST]);
    const rename = (name: string) => call('PATCH', `${PASSKEYS}/${passkey.id}`, { name }, session);
    expect((await rename(`${LONGEST}a`)).problem).toBe('invalid-request');
    // One character that is three when it is composed.
    const third = LIMITS.passkeyNameCharacters / 3;
    expect((await rename('\uFB2C'.repeat(third))).status).toBe(204);
    expect([...(await passkeys())[0].name]).toHaveLength(LIMITS.passkeyNameCharacters);
    expect((await rename('\uFB2C'.repeat(third + 1))).problem).toBe('invalid-request');
    expect((await rename('\u0000 ')).problem).toBe('invalid-request');
    expect((await add((await begin()).json, '\uFB2C'.repeat(third + 1))).problem).toBe('invalid-request');
    const other = 'n'.repeat(LIMITS.passkeyNameCharacters);
    expect((await rename(other)).status).toBe(204);
    expect((await passkeys())[0].name).toBe(other);
  });

  it('a new password has its least and its most characters, and not one less or more', async () => {
    const { minCharacters, maxCharacters } = LIMITS.password;
    const characters = (count: number) => 'tre små grisar '.repeat(20).slice(0, count);
    const change = (current: string, next: string) => call('PUT', '/account/password', { current, next }, session);
    expect((await change(PASSWORD, characters(minCharacters - 1))).problem).toBe('password-too-short');
    expect((await change(PASSWORD, characters(maxCharacters + 1))).problem).toBe('invalid-request');
    expect((await change(PASSWORD, characters(minCharacters))).status).toBe(204);
    expect((await change(characters(minCharacters), characters(maxCharacters))).status).toBe(204);
    const longest = characters(maxCharacters);
    expect((await call('POST', '/session/confirm/password', { password: longest }, session)).status).toBe(200);
    const signIn = (password: string) => call('POST', '/sign-in/password', { email: ANNA.email, password });
    expect((await signIn(longest)).status).toBe(200);
    expect((await signIn(`${longest}a`)).problem).toBe('invalid-request');
    expect((await change(longest, PASSWORD)).status).toBe(204);
  });
});
