import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { FakeBankId, FakeOidc, FakeSms, fakeKms, PROVIDERS } from '../identification/testing/fakes.ts';
import { LINK_SECONDS, type LinkWorld, makeLinkWorld, outcome, PHONE } from './testing/link-world.ts';

const ANNA = 'anna@example.com';
const BO = 'bo@example.com';
const EVA = 'eva@storkommun.example';

type Shared = { readonly id: string; readonly token: string };

describeOnBoth('shared links', (open) => {
  let test: TestDatabase;
  let clock: FixedClock;
  let world: LinkWorld;
  let start = Date.parse('2026-05-04T08:00:00Z');
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    // Days apart, so that one test's counts of networks are over in the next.
    start += 86_400_000;
    clock = new FixedClock(new Date(start).toISOString());
    const ports = { sms: new FakeSms(), bankId: new FakeBankId(), oidc: new FakeOidc() };
    world = await makeLinkWorld({ database: test.database, clock, kms: fakeKms, providers: PROVIDERS, ...ports });
  });
  let caller = 0;
  const elsewhere = () => `10.9.${Math.floor(++caller / 250)}.${(caller % 250) + 1}`;
  const view = ({ id, token }: Shared, ip = elsewhere()) => world.shared.view({ id, token }, ip);
  const enter = ({ id, token }: Shared, email: string, ip = elsewhere()) =>
    world.shared.enter({ id, token, email }, ip);
  const revoke = (ids: readonly string[]) =>
    test.database.commit(world.links.revokeStatements(ids, clock.now().getTime()));
  const idsOf = (shared: { readonly links: readonly { readonly id: string }[] }) => shared.links.map(({ id }) => id);
  const wrongTimes = async (shared: Shared, times: number) => {
    for (let i = 0; i < times; i++) await enter(shared, `wrong${i}@example.com`).catch(() => undefined);
  };
  const actions = (id: string) =>
    test.database
      .all<{ action: string }>('select action from audit_event where target_id = ? order by id', id)
      .then((rows) => rows.map(({ action }) => action));

  it('tell who has written and until when, and change nothing', async () => {
    const shared = await world.makeShared([ANNA, BO], { language: 'fi' });
    const before = await test.database.all('select * from shared_link');
    expect(await view(shared)).toEqual({
      id: shared.id,
      organisation: { name: 'Storkommun', switchboard: '0101' },
      senderName: 'Eva Ek',
      // Of the mail, which is the organisation's: nobody knows yet who reads.
      language: 'sv',
      sentAt: clock.now().toISOString(),
      expiresAt: new Date(clock.now().getTime() + LINK_SECONDS * 1000).toISOString(),
    });
    expect(await test.database.all('select * from shared_link')).toEqual(before);
    expect(await test.database.all('select id from link_session where link_id in (?, ?)', ...idsOf(shared))).toEqual(
      [],
    );
    expect(await actions(shared.id)).toEqual([]);
  });

  it('lead each reader, however she writes her address, to her own link and to no other', async () => {
    const shared = await world.makeShared([ANNA, BO]);
    const [anna, bo] = idsOf(shared);
    const first = await enter(shared, ' Anna@Example.COM ');
    expect(first).toMatchObject({ kind: 'link', link: { id: anna, step: 'identify', opened: false } });
    expect(await enter(shared, BO)).toMatchObject({ kind: 'link', link: { id: bo, step: 'identify' } });
    if (first.kind !== 'link') throw new Error('no link');
    expect(first.cookie.name).toBe(`__Host-sefos-link-${anna}`);
    const jar = { [first.cookie.name]: first.cookie.value };
    expect(await world.sessions.authenticate(jar, anna, '10.0.0.1')).toMatchObject({
      linkId: anna,
      way: 'shared',
      identified: false,
    });
    expect(await world.sessions.authenticate(jar, bo, '10.0.0.1')).toBeNull();
    expect(await actions(shared.id)).toEqual([
      'link.session-started',
      'link.address-confirmed',
      'link.session-started',
      'link.address-confirmed',
    ]);
  });

  it('leave the identification that the sender chose still to be done', async () => {
    const shared = await world.makeShared([ANNA], { method: 'sms', phone: PHONE });
    expect(await enter(shared, ANNA)).toMatchObject({ link: { step: 'identify', method: 'sms' } });
  });

  it('tell somebody with an account to sign in, and give no session', async () => {
    const shared = await world.makeShared([ANNA]);
    world.accounts.set(shared.id, [{ address: EVA, ended: null }]);
    expect(await enter(shared, EVA)).toEqual({ kind: 'account' });
    expect(await test.database.all('select id from link_session where link_id in (?)', ...idsOf(shared))).toEqual([]);
    expect(await actions(shared.id)).toEqual(['shared-link.account-named']);
  });

  it('open no other message: neither a token under another id nor an address of another message', async () => {
    const one = await world.makeShared([ANNA]);
    const two = await world.makeShared([BO]);
    expect(one.token).not.toBe(two.token);
    const mixed = { id: two.id, token: one.token };
    expect(await outcome(view(mixed))).toEqual(['link-not-found', {}]);
    expect(await outcome(enter(mixed, BO))).toEqual(['link-not-found', {}]);
    expect(await outcome(enter(one, BO))).toEqual(['link-address-wrong', { triesLeft: 9 }]);
    // Neither is a personal link's token a shared one, nor the other way round.
    const [anna = { id: '', token: '' }] = one.links;
    expect(await outcome(view({ id: one.id, token: anna.token }))).toEqual(['link-not-found', {}]);
    expect(await outcome(view(anna))).toEqual(['link-not-found', {}]);
    expect(await outcome(world.sessions.exchange({ id: anna.id, token: one.token }, '10.0.0.1'))).toEqual([
      'link-not-found',
      {},
    ]);
  });

  it('do not tell an unknown link from a wrong token, and let a network try sixty in ten minutes', async () => {
    const shared = await world.makeShared([ANNA]);
    const wrong = { ...shared, token: 'x'.repeat(43) };
    const unknown = { ...shared, id: newId(clock.now().getTime()) };
    expect(await outcome(view(unknown, '203.0.113.20'))).toEqual(['link-not-found', {}]);
    for (let i = 0; i < 59; i++) expect(await outcome(view(wrong, '203.0.113.20'))).toEqual(['link-not-found', {}]);
    const refused = ['too-many-requests', { retryAfterSeconds: 600 }];
    expect(await outcome(view(shared, '203.0.113.20'))).toEqual(refused);
    expect(await outcome(enter(shared, ANNA, '203.0.113.20'))).toEqual(refused);
    clock.advance(600);
    expect(await outcome(view(shared, '203.0.113.20'))).toBe('success');
  });

  it('count wrong addresses, tell the sender of each, and lock at the tenth for thirty minutes', async () => {
    const shared = await world.makeShared([ANNA]);
    for (let i = 1; i <= 9; i++)
      expect(await outcome(enter(shared, `wrong${i}@example.com`))).toEqual([
        'link-address-wrong',
        { triesLeft: 10 - i },
      ]);
    // Right ones use nothing up, and forgive nothing.
    expect(await outcome(enter(shared, ANNA))).toBe('success');
    expect(await outcome(enter(shared, 'not an address'))).toEqual(['link-locked', { retryAfterSeconds: 1800 }]);
    expect(world.toldShared).toEqual([...Array(10).fill('wrong-address'), 'locked']);
    expect((await actions(shared.id)).filter((action) => action.startsWith('shared-link'))).toEqual([
      ...Array(10).fill('shared-link.address-wrong'),
      'shared-link.locked',
    ]);
    expect(await outcome(enter(shared, ANNA))).toEqual(['link-locked', { retryAfterSeconds: 1800 }]);
    expect(await outcome(view(shared))).toEqual(['link-locked', { retryAfterSeconds: 1800 }]);
    clock.advance(1799);
    expect(await outcome(enter(shared, ANNA))).toEqual(['link-locked', { retryAfterSeconds: 1 }]);
    clock.advance(1);
    expect(await outcome(enter(shared, ANNA))).toBe('success');
    expect(await outcome(enter(shared, 'wrong@example.com'))).toEqual(['link-address-wrong', { triesLeft: 9 }]);
  });

  it('count on the message, whatever the network, and let one network give thirty wrong addresses in ten minutes', async () => {
    const ip = '203.0.113.30';
    for (let i = 0; i < 3; i++) {
      const shared = await world.makeShared([ANNA]);
      for (let j = 0; j < 10; j++) await enter(shared, `wrong${j}@example.com`, ip).catch(() => undefined);
    }
    const shared = await world.makeShared([ANNA]);
    // The tenth of each locked instead of being counted for the network: 27 so far.
    for (let i = 0; i < 3; i++)
      expect(await outcome(enter(shared, 'wrong@example.com', ip))).toEqual([
        'link-address-wrong',
        { triesLeft: 9 - i },
      ]);
    expect(await outcome(enter(shared, ANNA, ip))).toEqual(['too-many-requests', { retryAfterSeconds: 600 }]);
    expect(await outcome(enter(shared, ANNA))).toBe('success');
  });

  it('answer ten of many tries at once and no more', async () => {
    const shared = await world.makeShared([ANNA]);
    const wrong = Array.from({ length: 30 }, (_, i) => enter(shared, `wrong${i}@example.com`));
    const right = enter(shared, ANNA);
    const outcomes = (await Promise.all(wrong.map(outcome))) as [string, unknown][];
    const looked = outcomes.filter(([type]) => type === 'link-address-wrong');
    // The tenth is answered as the lock that it led to.
    expect(looked.length).toBeLessThanOrEqual(9);
    const counted = (await actions(shared.id)).filter((action) => action === 'shared-link.address-wrong');
    expect(counted.length).toBeLessThanOrEqual(10);
    expect(
      outcomes.filter(([type]) => !['link-address-wrong', 'link-locked', 'too-many-requests'].includes(type)),
    ).toEqual([]);
    await right.catch(() => undefined);
    await wrongTimes(shared, 1);
    const row = await test.database.get<{ failed_tries: number }>('select * from shared_link where id = ?', shared.id);
    expect(Number(row?.failed_tries)).toBeLessThanOrEqual(10);
  });

  it('let a right address that stands at the end of a burst wait for its turn like the wrong ones', async () => {
    const shared = await world.makeShared([ANNA]);
    await wrongTimes(shared, 9);
    const [wrong, right] = await Promise.all([
      outcome(enter(shared, 'wrong@example.com')),
      outcome(enter(shared, ANNA)),
    ]);
    // Whichever was first: the lock holds after the tenth wrong one, or the right one had gone through before it.
    expect([
      [['link-locked', { retryAfterSeconds: 1800 }], 'success'],
      [
        ['link-locked', { retryAfterSeconds: 1800 }],
        ['link-locked', { retryAfterSeconds: 1800 }],
      ],
    ]).toContainEqual([wrong, right]);
  });

  it('work until, and not at, the instant of expiry', async () => {
    const shared = await world.makeShared([ANNA]);
    clock.advance(LINK_SECONDS - 1);
    expect(await outcome(view(shared))).toBe('success');
    clock.advance(1);
    expect(await outcome(view(shared))).toEqual(['link-expired', {}]);
    expect(await outcome(enter(shared, ANNA))).toEqual(['link-expired', {}]);
    expect(await outcome(view({ ...shared, token: 'x'.repeat(43) }))).toEqual(['link-not-found', {}]);
  });

  it('end with the last of their readers, and tell one who was recalled before it just that', async () => {
    const shared = await world.makeShared([ANNA, BO]);
    const [anna, bo] = idsOf(shared);
    await revoke([anna ?? '']);
    expect(await outcome(enter(shared, ANNA))).toEqual(['link-recalled', {}]);
    expect(await outcome(enter(shared, BO))).toBe('success');
    await revoke([bo ?? '']);
    for (const work of [() => view(shared), () => enter(shared, BO), () => enter(shared, 'wrong@example.com')])
      expect(await outcome(work())).toEqual(['link-recalled', {}]);
    expect(world.toldShared).toEqual([]);
  });

  it('stay for somebody with an account who can still read it, and end with her', async () => {
    const shared = await world.makeShared([ANNA]);
    world.accounts.set(shared.id, [{ address: EVA, ended: null }]);
    await revoke(idsOf(shared));
    expect(await enter(shared, EVA)).toEqual({ kind: 'account' });
    expect(await outcome(enter(shared, ANNA))).toEqual(['link-recalled', {}]);
    world.accounts.set(shared.id, [{ address: EVA, ended: 'link-expired' }]);
    expect(await outcome(enter(shared, EVA))).toEqual(['link-expired', {}]);
    world.accounts.set(shared.id, [{ address: EVA, ended: 'link-recalled' }]);
    expect(await outcome(view(shared))).toEqual(['link-recalled', {}]);
  });

  it('are locked by the lock of the personal link', async () => {
    const shared = await world.makeShared([ANNA], { method: 'sms', phone: PHONE });
    const [anna] = shared.links;
    if (!anna) throw new Error('no link');
    const { actor } = await world.enter(anna);
    for (let i = 0; i < 10; i++)
      await world.identification.confirmAddress(await actor(), 'wrong@example.com').catch(() => undefined);
    expect(await outcome(enter(shared, ANNA))).toEqual(['link-locked', { retryAfterSeconds: 1800 }]);
  });

  it('begin sixty sessions of a reader in ten minutes and no more, and answer as many with an account', async () => {
    const shared = await world.makeShared([ANNA]);
    world.accounts.set(shared.id, [{ address: EVA, ended: null }]);
    const refused = ['too-many-requests', { retryAfterSeconds: 600 }];
    for (const address of [ANNA, EVA]) {
      for (let i = 0; i < 60; i++) await enter(shared, address);
      expect(await outcome(enter(shared, address))).toEqual(refused);
    }
    const [anna] = shared.links;
    if (!anna) throw new Error('no link');
    // Whoever has the shared link uses up none of the sessions of her own.
    expect(await outcome(world.enter(anna))).toBe('success');
  });
});
