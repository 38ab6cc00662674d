import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { DomainError } from '../../platform/errors.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import {
  FakeBankId,
  FakeOidc,
  FakeSms,
  fakeKms,
  identityOf,
  PROVIDERS,
  personOf,
} from '../identification/testing/fakes.ts';
import { ADDRESS, type LinkWorld, makeLinkWorld, outcome, PERSON, PHONE, STRANGER } from './testing/link-world.ts';

describeOnBoth('identification at a link', (open) => {
  let test: TestDatabase;
  let clock: FixedClock;
  let world: LinkWorld;
  let sms: FakeSms;
  let bankId: FakeBankId;
  let oidc: FakeOidc;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    // Days apart, so that one test's counts of number and network are over in the next.
    start += 86_400_000;
    clock = new FixedClock(new Date(start).toISOString());
    sms = new FakeSms();
    bankId = new FakeBankId();
    oidc = new FakeOidc();
    const { database } = test;
    world = await makeLinkWorld({ database, clock, kms: fakeKms, sms, bankId, oidc, providers: PROVIDERS });
  });
  let start = Date.parse('2026-03-02T08:00:00Z');
  const wrongCode = () => (sms.lastCode() === '000000' ? '000001' : '000000');
  type Session = Awaited<ReturnType<LinkWorld['enter']>>;
  const address = async ({ actor }: Session, email: string) =>
    world.identification.confirmAddress(await actor(), email);
  const code = async ({ actor }: Session, challengeId: string, digits = sms.lastCode()) =>
    world.codes.verify(await actor(), 'sms', { challengeId, code: digits });
  const collect = async ({ actor }: Session, orderId: string) =>
    world.identification.collectBankId(await actor(), orderId);
  const step = async ({ actor }: Session) => (await world.sessions.view(await actor())).step;
  const failTimes = async (session: Session, times: number) => {
    for (let i = 0; i < times; i++) await outcome(address(session, 'x@example.com'));
  };
  const LOCKED = ['link-locked', { retryAfterSeconds: 1800 }];

  it('takes the address in any case, and that identifies where the method is e-mail', async () => {
    const link = await world.make('email');
    const session = await world.enter(link);
    expect(await address(session, ' Anna@Example.COM ')).toMatchObject({ step: 'ready' });
    expect(await session.actor()).toMatchObject({ addressConfirmed: true, identified: true });
    expect(await world.log(link.id)).toEqual(['link.session-started', 'link.address-confirmed', 'link.identified']);
    // Once more is no error, and no second entry.
    expect(await address(session, ADDRESS)).toMatchObject({ step: 'ready' });
    expect(await world.log(link.id)).toHaveLength(3);
  });

  it('logs from where, by which method and at which level', async () => {
    const link = await world.make('email');
    const session = await world.enter(link, '198.51.100.7');
    await address(session, ADDRESS);
    const entry = await test.database.get(
      "select * from audit_event where actor_id = ? and action = 'link.identified'",
      link.id,
    );
    expect(entry).toMatchObject({
      organisation_id: world.organisationId,
      ip: '198.51.100.7',
      method: 'email',
      level: 1,
      actor_kind: 'link',
    });
  });

  it('refuses another address, counts down, and says so to log and sender without the address', async () => {
    const link = await world.make('sms');
    const session = await world.enter(link);
    expect(await outcome(address(session, 'bo@example.com'))).toEqual(['link-address-wrong', { triesLeft: 9 }]);
    expect(await outcome(address(session, 'no address'))).toEqual(['link-address-wrong', { triesLeft: 8 }]);
    expect(await step(session)).toBe('address');
    expect(world.toldOf(link.id)).toEqual(['wrong-address', 'wrong-address']);
    const entries = await test.database.all('select * from audit_event where actor_id = ?', link.id);
    expect(JSON.stringify(entries)).not.toContain('bo@example.com');
  });

  it('locks at the tenth wrong thing, for every session, for 30 minutes, and tells the sender once', async () => {
    const link = await world.make('email');
    const session = await world.enter(link);
    await failTimes(session, 8);
    expect(await outcome(address(session, 'x@example.com'))).toEqual(['link-address-wrong', { triesLeft: 1 }]);
    const other = await world.enter(link);
    expect(await outcome(address(session, 'x@example.com'))).toEqual(LOCKED);
    expect(await outcome(address(other, ADDRESS))).toEqual(LOCKED);
    expect(await outcome(world.enter(link))).toEqual(LOCKED);
    expect(await outcome(step(other))).toEqual(LOCKED);
    clock.advance(1799);
    expect(await outcome(address(other, ADDRESS))).toEqual(['link-locked', { retryAfterSeconds: 1 }]);
    clock.advance(1);
    const later = await world.enter(link);
    expect(await outcome(address(later, 'x@example.com'))).toEqual(['link-address-wrong', { triesLeft: 9 }]);
    expect(await address(later, ADDRESS)).toMatchObject({ step: 'ready' });
    expect(world.toldOf(link.id).filter((kind) => kind === 'locked')).toHaveLength(1);
    expect((await world.log(link.id)).filter((action) => action === 'link.locked')).toHaveLength(1);
  });

  it('keeps the count over new sessions and over right addresses', async () => {
    const link = await world.make('email');
    await failTimes(await world.enter(link), 5);
    await world.enterAndConfirm(link);
    const session = await world.enter(link);
    expect(await outcome(address(session, 'x@example.com'))).toEqual(['link-address-wrong', { triesLeft: 4 }]);
  });

  it('counts exactly ten of many wrong addresses at once', async () => {
    const link = await world.make('email');
    const session = await world.enter(link);
    const actor = await session.actor();
    const guesses = Array.from({ length: 14 }, (_, i) =>
      outcome(world.identification.confirmAddress(actor, `x${i}@example.com`)),
    );
    const results = await Promise.all(guesses);
    expect(results.filter((one) => Array.isArray(one) && one[0] === 'link-address-wrong')).toHaveLength(9);
    expect(results.filter((one) => Array.isArray(one) && one[0] === 'link-locked')).toHaveLength(5);
    expect((await world.log(link.id)).filter((action) => action === 'link.address-wrong')).toHaveLength(10);
    expect(world.toldOf(link.id).filter((kind) => kind === 'locked').length).toBeGreaterThan(0);
    const row = await test.database.get('select failed_tries from external_link where id = ?', link.id);
    expect(row).toEqual({ failed_tries: 10 });
  });

  it('still serves whoever was identified before the link locked', async () => {
    const link = await world.make('email');
    const session = await world.enterAndConfirm(link);
    await failTimes(await world.enter(link), 10);
    expect(await step(session)).toBe('ready');
    expect((await world.sessions.requireIdentified(await session.actor())).id).toBe(link.id);
  });

  it('stops a network after thirty wrong addresses over all links', async () => {
    for (let i = 0; i < 3; i++) await failTimes(await world.enter(await world.make('email'), '203.0.113.1'), 10);
    // The tenth at each link locked it and was not counted by the network.
    await failTimes(await world.enter(await world.make('email'), '203.0.113.1'), 3);
    const session = await world.enter(await world.make('email'), '203.0.113.1');
    expect(await outcome(address(session, ADDRESS))).toEqual(['too-many-requests', { retryAfterSeconds: 600 }]);
    const elsewhere = await world.enter(await world.make('email'), '203.0.113.2');
    expect(await address(elsewhere, ADDRESS)).toMatchObject({ step: 'ready' });
  });

  it('identifies by a code to the given number', async () => {
    const link = await world.make('sms');
    const session = await world.enter(link);
    expect(await address(session, ADDRESS)).toMatchObject({ step: 'identify', maskedPhone: '••• •• 67' });
    const challenge = await world.codes.send(await session.actor(), 'sms');
    expect(sms.sent.at(-1)?.to).toBe(PHONE);
    expect(sms.sent.at(-1)?.text).not.toMatch(/Eva|Storkommun|anna/i);
    expect(await code(session, challenge.challengeId)).toMatchObject({ step: 'ready' });
    expect(await world.log(link.id)).toEqual([
      'link.session-started',
      'link.address-confirmed',
      'link.code-sent',
      'link.identified',
    ]);
  });

  it('counts wrong codes on the code and on the link', async () => {
    const link = await world.make('sms');
    const session = await world.enterAndConfirm(link);
    await failTimes(await world.enter(link), 7);
    const { challengeId } = await world.codes.send(await session.actor(), 'sms');
    expect(await outcome(code(session, challengeId, wrongCode()))).toEqual(['code-wrong', { triesLeft: 2 }]);
    expect(await outcome(code(session, challengeId, wrongCode()))).toEqual(['code-wrong', { triesLeft: 1 }]);
    expect(await outcome(code(session, challengeId, wrongCode()))).toEqual(LOCKED);
    // The right code comes too late.
    expect(await outcome(code(session, challengeId))).toEqual(LOCKED);
    expect(world.toldOf(link.id).slice(-4)).toEqual(['wrong-code', 'wrong-code', 'wrong-code', 'locked']);
  });

  it('ends a code at its fifth wrong try, and counts no answer to a dead one', async () => {
    const link = await world.make('sms');
    const session = await world.enterAndConfirm(link);
    const { challengeId } = await world.codes.send(await session.actor(), 'sms');
    for (const triesLeft of [4, 3, 2, 1])
      expect(await outcome(code(session, challengeId, wrongCode()))).toEqual(['code-wrong', { triesLeft }]);
    expect(await outcome(code(session, challengeId, wrongCode()))).toEqual(['code-too-many-tries', { triesLeft: 0 }]);
    for (let i = 0; i < 8; i++) expect(await outcome(code(session, challengeId))).toEqual(['code-too-many-tries', {}]);
    clock.advance(60);
    const next = await world.codes.send(await session.actor(), 'sms');
    expect(await code(session, next.challengeId)).toMatchObject({ step: 'ready' });
  });

  it('identifies once when the same code comes twice at once', async () => {
    const link = await world.make('sms');
    const session = await world.enterAndConfirm(link);
    const { challengeId } = await world.codes.send(await session.actor(), 'sms');
    await Promise.all([outcome(code(session, challengeId)), outcome(code(session, challengeId))]);
    expect(await step(session)).toBe('ready');
    expect((await world.log(link.id)).filter((action) => action === 'link.identified')).toHaveLength(1);
  });

  it('takes no code of another link', async () => {
    const mine = await world.enterAndConfirm(await world.make('sms'));
    const other = await world.enterAndConfirm(await world.make('sms'));
    const { challengeId } = await world.codes.send(await mine.actor(), 'sms');
    expect(await outcome(code(other, challengeId))).toEqual(['code-expired', {}]);
    expect(await step(other)).toBe('identify');
  });

  it('lets nothing but the chosen method identify, and nothing before the address', async () => {
    const { identification } = world;
    const no = ['not-allowed', {}];
    const bankIdOnly = await world.enterAndConfirm(await world.make('bankid', { phone: PHONE }));
    expect(await step(bankIdOnly)).toBe('identify');
    expect(await outcome(world.codes.send(await bankIdOnly.actor(), 'sms'))).toEqual(no);
    expect(await outcome(identification.beginOidc(await bankIdOnly.actor()))).toEqual(no);
    const smsOnly = await world.enterAndConfirm(await world.make('sms', { personalNumber: PERSON }));
    expect(await outcome(identification.beginBankId(await smsOnly.actor()))).toEqual(no);
    const unconfirmed = await world.enter(await world.make('sms'));
    expect(await outcome(world.codes.send(await unconfirmed.actor(), 'sms'))).toEqual(no);
    const frejaOnly = await world.enter(await world.make('freja'));
    expect(await outcome(identification.beginOidc(await frejaOnly.actor()))).toEqual(no);
    const early = await world.enter(await world.make('bankid'));
    expect(await outcome(identification.beginBankId(await early.actor()))).toEqual(no);
    expect(sms.sent).toEqual([]);
    expect(bankId.started).toEqual([]);
  });

  it('identifies by BankID when the person is the addressed one', async () => {
    const link = await world.make('bankid');
    const session = await world.enterAndConfirm(link);
    const { orderId } = await world.identification.beginBankId(await session.actor());
    expect(bankId.started[0]).toMatchObject({ endUserIp: session.ip, returnUrl: `https://sefos.example/m/${link.id}` });
    expect(bankId.started[0]?.visibleText).toContain('Storkommun');
    expect((await collect(session, orderId)).status).toBe('pending');
    expect(await step(session)).toBe('identify');
    clock.advance(2);
    bankId.state = personOf(PERSON);
    expect((await collect(session, orderId)).status).toBe('complete');
    expect(await step(session)).toBe('ready');
    expect((await world.log(link.id)).at(-1)).toBe('link.identified');
  });

  it('refuses another person in BankID: logged, told, counted, and not identified', async () => {
    const link = await world.make('bankid');
    const session = await world.enterAndConfirm(link);
    const { orderId } = await world.identification.beginBankId(await session.actor());
    bankId.state = personOf(STRANGER);
    expect(await outcome(collect(session, orderId))).toEqual(['wrong-person', {}]);
    expect((await collect(session, orderId)).status).toBe('failed');
    expect(await step(session)).toBe('identify');
    expect(world.toldOf(link.id)).toEqual(['wrong-person']);
    const entries = await test.database.all('select * from audit_event where actor_id = ?', link.id);
    expect(entries.at(-1)).toMatchObject({ action: 'link.wrong-person', method: 'bankid', ip: session.ip });
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${STRANGER}|Andersson`));
    expect(await test.database.get('select failed_tries from external_link where id = ?', link.id)).toEqual({
      failed_tries: 1,
    });
  });

  it('locks when the tenth wrong thing is another person', async () => {
    const link = await world.make('bankid');
    const session = await world.enterAndConfirm(link);
    await failTimes(await world.enter(link), 9);
    const { orderId } = await world.identification.beginBankId(await session.actor());
    bankId.state = personOf(STRANGER);
    expect(await outcome(collect(session, orderId))).toEqual(LOCKED);
    expect(world.toldOf(link.id).slice(-2)).toEqual(['wrong-person', 'locked']);
  });

  it("collects and cancels no order of another session, even of the same link's", async () => {
    const link = await world.make('bankid');
    const mine = await world.enterAndConfirm(link);
    const other = await world.enterAndConfirm(link);
    const { orderId } = await world.identification.beginBankId(await mine.actor());
    bankId.state = personOf(PERSON);
    expect(await outcome(collect(other, orderId))).toEqual(['not-found', {}]);
    expect(await outcome(world.identification.cancelBankId(await other.actor(), orderId))).toEqual(['not-found', {}]);
    await world.identification.cancelBankId(await mine.actor(), orderId);
    expect(await collect(mine, orderId)).toMatchObject({ status: 'failed', hint: 'cancelled' });
    expect(await step(mine)).toBe('identify');
  });

  it('does not identify at a link that was recalled while the app was open', async () => {
    const link = await world.make('bankid');
    const session = await world.enterAndConfirm(link);
    const { orderId } = await world.identification.beginBankId(await session.actor());
    bankId.collect = async () => {
      await test.database.commit(world.links.revokeStatements([link.id], clock.now().getTime()));
      return personOf(PERSON);
    };
    expect(await outcome(collect(session, orderId))).toEqual(['link-recalled', {}]);
    expect((await session.actor()).identified).toBe(false);
  });

  const throughOidc = async (session: Session) => {
    const { url, binding } = await world.identification.beginOidc(await session.actor());
    const params = new URLSearchParams({ state: new URL(url).searchParams.get('state') ?? '', code: 'c' });
    return world.identification.completeOidc(await world.oidc.complete(params, binding.value), session.ip);
  };

  it('identifies at the chosen OpenID provider and comes back to the link', async () => {
    const link = await world.make('freja');
    const session = await world.enterAndConfirm(link);
    oidc.answer = identityOf(PERSON);
    expect(await throughOidc(session)).toBe(`/m/${link.id}`);
    expect(await session.actor()).toMatchObject({ identified: true, method: 'freja' });
  });

  it.each([
    ['another person', identityOf(STRANGER), 'wrong-person'],
    ['a level below three', identityOf(PERSON, 2), 'identification-failed'],
    ['an answer without personnummer', identityOf(undefined), 'identification-failed'],
    [
      'a reader who changed her mind',
      new DomainError('oidc-refused', { reason: 'access_denied' }),
      'identification-cancelled',
    ],
    ['a provider that is away', new DomainError('oidc-unavailable'), 'identification-unavailable'],
  ])('does not identify %s', async (_who, answer, problem) => {
    const link = await world.make('siths');
    const session = await world.enterAndConfirm(link);
    oidc.answer = answer;
    expect(await outcome(throughOidc(session))).toEqual([problem, {}]);
    expect(await step(session)).toBe('identify');
    const action = problem === 'wrong-person' ? 'link.wrong-person' : 'link.identification-failed';
    expect((await world.log(link.id)).at(-1)).toBe(action);
    expect(world.toldOf(link.id)).toEqual(problem === 'wrong-person' ? ['wrong-person'] : []);
  });

  it('takes no other provider’s word, and none after the session has ended', async () => {
    const session = await world.enterAndConfirm(await world.make('freja'));
    const actor = await session.actor();
    const flow = {
      purpose: 'link' as const,
      subjectId: actor.sessionId,
      returnTo: '/m/1',
      providerKey: 'siths',
      result: { ok: true as const, identity: identityOf(PERSON) },
    };
    expect(await outcome(world.identification.completeOidc(flow, session.ip))).toEqual(['identification-failed', {}]);
    await world.sessions.leave(actor);
    expect(await outcome(world.identification.completeOidc({ ...flow, providerKey: 'freja' }, session.ip))).toEqual([
      'link-session-ended',
      {},
    ]);
  });
});
