import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { FakeBankId, FakeOidc, FakeSms, fakeKms, PROVIDERS, personOf } from '../identification/testing/fakes.ts';
import { type LinkWorld, makeLinkWorld, outcome, PHONE, STRANGER } from './testing/link-world.ts';

const ANNA = 'anna@example.com';
const BO = 'bo@example.com';
const LOCKED = ['link-locked', { retryAfterSeconds: 1800 }];
const limitedFor = (retryAfterSeconds: number) => ['code-send-limit', { retryAfterSeconds }];

type Session = Pick<Awaited<ReturnType<LinkWorld['enterShared']>>, 'actor'>;
type Shared = Awaited<ReturnType<LinkWorld['makeShared']>>;
type Method = 'sms' | 'email-code';

describeOnBoth('codes through a shared link', (open) => {
  let test: TestDatabase;
  let clock: FixedClock;
  let world: LinkWorld;
  let sms: FakeSms;
  let bankId: FakeBankId;
  let start = Date.parse('2026-06-04T08:00:00Z');
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    // Days apart, so that one test's counts of addresses and numbers are over in the next.
    start += 3 * 86_400_000;
    clock = new FixedClock(new Date(start).toISOString());
    sms = new FakeSms();
    bankId = new FakeBankId();
    const ports = { sms, bankId, oidc: new FakeOidc() };
    world = await makeLinkWorld({ database: test.database, clock, kms: fakeKms, providers: PROVIDERS, ...ports });
  });

  const mailedCode = () => /\n(\d{6})\n/.exec(world.mail.to(ANNA).at(-1)?.text ?? '')?.[1] ?? '';
  const not = (code: string) => (code === '000000' ? '000001' : '000000');
  const send = async (session: Session, method: Method = 'email-code') =>
    world.codes.send(await session.actor(), method);
  const verify = async (session: Session, challengeId: string, code: string, method: Method = 'email-code') =>
    world.codes.verify(await session.actor(), method, { challengeId, code });
  const step = async (session: Session) => (await world.sessions.view(await session.actor())).step;
  const personalOf = (shared: Shared) => {
    const [link] = shared.links;
    if (!link) throw new Error('no link');
    return link;
  };
  const countsOf = (shared: Shared) =>
    test.database.get<{ failed_tries: number; shared_failed_tries: number }>(
      'select * from external_link where id = ?',
      personalOf(shared).id,
    );
  /** Ten wrong codes by SMS in a session of the shared link, five to each code. */
  const tenWrong = async (shared: Shared) => {
    const session = await world.enterShared(shared, ANNA);
    const outcomes: unknown[] = [];
    for (let codes = 0; codes < 2; codes++) {
      clock.advance(60);
      const { challengeId } = await send(session, 'sms');
      for (let i = 0; i < 5; i++)
        outcomes.push(await outcome(verify(session, challengeId, not(sms.lastCode()), 'sms')));
    }
    return outcomes;
  };

  it('identify by a code sent to the very address, in the words of the link', async () => {
    const shared = await world.makeShared([ANNA, BO], { language: 'fi' });
    const session = await world.enterShared(shared, ANNA);
    expect(session.link).toMatchObject({ step: 'identify', method: 'email' });
    expect(await outcome(world.sessions.requireIdentified(await session.actor()))).toEqual(['link-not-identified', {}]);
    const { challengeId, maskedPhone } = await send(session);
    expect(maskedPhone).toBeNull();
    expect(world.mail.sent.map(({ to, from }) => [to, from])).toEqual([
      [ANNA, { name: 'Storkommun', address: 'no-reply@sefos.example' }],
    ]);
    expect(world.mail.sent[0]?.html).toContain('lang="fi"');
    expect(await verify(session, challengeId, mailedCode())).toMatchObject({ step: 'ready' });
    expect(await session.actor()).toMatchObject({ identified: true, method: 'email-code', way: 'shared' });
    const entries = await test.database.all<{ action: string; method: string; level: number; facts: string }>(
      'select * from audit_event where actor_id = ? order by id',
      personalOf(shared).id,
    );
    expect(entries.map(({ action, method, level }) => [action, method, level])).toEqual([
      ['link.session-started', 'email-code', null],
      ['link.address-confirmed', 'email-code', null],
      ['link.code-sent', 'email-code', null],
      ['link.identified', 'email-code', 1],
    ]);
    expect(entries.map(({ facts }) => JSON.parse(facts))).toEqual(Array(4).fill({ way: 'shared-link' }));
  });

  it('identify nobody who says the address again, and count no guess of hers', async () => {
    const shared = await world.makeShared([ANNA]);
    const session = await world.enterShared(shared, ANNA);
    for (const address of [ANNA, BO])
      expect(await outcome(world.identification.confirmAddress(await session.actor(), address))).toEqual([
        'not-allowed',
        {},
      ]);
    expect(await step(session)).toBe('identify');
    expect(await countsOf(shared)).toMatchObject({ failed_tries: 0, shared_failed_tries: 0 });
  });

  it('are asked of nobody who comes by a link of her own: that it was in her mailbox is the proof', async () => {
    const session = await world.enterAndConfirm(await world.make('email'));
    expect(await step(session)).toBe('ready');
    expect(await session.actor()).toMatchObject({ method: 'email', way: 'personal' });
    expect(await outcome(send(session))).toEqual(['not-allowed', {}]);
    expect(world.mail.sent).toEqual([]);
  });

  it('tell nothing of the reader before she is identified: no digits of her number, nor what she has done', async () => {
    const shared = await world.makeShared([ANNA], { method: 'sms', phone: PHONE });
    world.used.add(personalOf(shared).id);
    const session = await world.enterShared(shared, ANNA);
    const hidden = { maskedPhone: null, assuranceLevel: null, opened: false, replied: false, replyAllowed: false };
    expect(session.link).toMatchObject({ step: 'identify', ...hidden });
    const challenge = await send(session, 'sms');
    expect(challenge.maskedPhone).toBeNull();
    // The one that is on its way neither.
    expect(await send(session, 'sms')).toEqual(challenge);
    const known = { maskedPhone: '••• •• 67', assuranceLevel: 1, opened: true, replied: true, replyAllowed: true };
    expect(await verify(session, challenge.challengeId, sms.lastCode(), 'sms')).toMatchObject({
      step: 'ready',
      ...known,
    });
  });

  it('lock the shared way for that reader at the tenth wrong one, and neither her own link nor anybody else', async () => {
    const shared = await world.makeShared([ANNA, BO], { method: 'sms', phone: PHONE });
    const outcomes = await tenWrong(shared);
    expect(outcomes.slice(-2)).toEqual([['code-wrong', { triesLeft: 1 }], LOCKED]);
    expect(await outcome(world.enterShared(shared, ANNA))).toEqual(LOCKED);
    expect(await outcome(world.enterShared(shared, BO))).toBe('success');
    const link = personalOf(shared);
    const five = [...Array(4).fill('wrong-code'), 'wrong-person'];
    expect(world.toldOf(link.id)).toEqual([...five, ...five, 'locked']);
    const own = await world.enterAndConfirm(link);
    const { challengeId } = await send(own, 'sms');
    expect(await verify(own, challengeId, sms.lastCode(), 'sms')).toMatchObject({ step: 'ready' });
    clock.advance(1799);
    expect(await outcome(world.enterShared(shared, ANNA))).toEqual(['link-locked', { retryAfterSeconds: 1 }]);
    clock.advance(1);
    expect(await outcome(world.enterShared(shared, ANNA))).toBe('success');
  });

  it('identify nobody by the right one once the shared way is locked, and still serve whoever was identified', async () => {
    const shared = await world.makeShared([ANNA], { method: 'sms', phone: PHONE });
    const session = await world.enterShared(shared, ANNA);
    const { challengeId } = await send(session, 'sms');
    await verify(session, challengeId, sms.lastCode(), 'sms');
    const other = await world.enterShared(shared, ANNA);
    expect((await tenWrong(shared)).at(-1)).toEqual(LOCKED);
    expect(await outcome(send(other, 'sms'))).toEqual(LOCKED);
    expect(await outcome(verify(other, challengeId, sms.lastCode(), 'sms'))).toEqual(LOCKED);
    expect(await step(session)).toBe('ready');
  });

  it('count exactly ten of many wrong ones at once', async () => {
    const shared = await world.makeShared([ANNA], { method: 'sms', phone: PHONE });
    const session = await world.enterShared(shared, ANNA);
    const actor = await session.actor();
    for (let codes = 0; codes < 2; codes++) {
      const { challengeId } = await send(session, 'sms');
      const given = { challengeId, code: not(sms.lastCode()) };
      await Promise.all(Array.from({ length: 8 }, () => outcome(world.codes.verify(actor, 'sms', given))));
      clock.advance(60);
    }
    expect(await countsOf(shared)).toMatchObject({ failed_tries: 0, shared_failed_tries: 10 });
  });

  it('count another person in BankID on the shared way as well', async () => {
    const shared = await world.makeShared([ANNA], { method: 'bankid' });
    const session = await world.enterShared(shared, ANNA);
    const { orderId } = await world.identification.beginBankId(await session.actor());
    bankId.state = personOf(STRANGER);
    expect(await outcome(world.identification.collectBankId(await session.actor(), orderId))).toEqual([
      'wrong-person',
      {},
    ]);
    expect(await countsOf(shared)).toMatchObject({ failed_tries: 0, shared_failed_tries: 1 });
  });

  it.each<[string, Method, Parameters<LinkWorld['makeShared']>[1]]>([
    ['SMS', 'sms', { method: 'sms', phone: PHONE }],
    ['e-mail', 'email-code', {}],
  ])('are at most three an hour and ten a day for a reader of a message, by %s', async (_way, method, more) => {
    const shared = await world.makeShared([ANNA], more);
    const sent = () => (method === 'sms' ? sms.sent.length : world.mail.sent.length);
    const ask = async () => outcome(send(await world.enterShared(shared, ANNA), method));
    for (let hour = 0; hour < 3; hour++) {
      for (let i = 0; i < 3; i++) {
        expect(await ask()).toBe('success');
        clock.advance(60);
      }
      expect(await ask()).toEqual(limitedFor(3420));
      clock.advance(3420);
    }
    expect(await ask()).toBe('success');
    clock.advance(60);
    expect(await ask()).toEqual(limitedFor(86_400 - 3 * 3600 - 60));
    expect(sent()).toBe(10);
  });

  it('count at the network only when they go out: who asks again and again takes none from the others there', async () => {
    const shared = await world.makeShared([ANNA, BO]);
    const session = await world.enterShared(shared, ANNA);
    const { challengeId } = await send(session);
    for (let asked = 1; asked < 60; asked++) expect(await send(session)).toMatchObject({ challengeId });
    expect(await outcome(send(session))).toEqual(['too-many-requests', { retryAfterSeconds: 3600 }]);
    expect(world.mail.sent).toHaveLength(1);
    expect(await send(await world.enterShared(shared, ANNA))).toMatchObject({ challengeId });
    expect(await outcome(send(await world.enterShared(shared, BO)))).toBe('success');
  });

  it('are at most sixty an hour at one network, over all readers', async () => {
    const readers = Array.from({ length: 61 }, (_, index) => `reader${index}@example.com`);
    const shared = await world.makeShared(readers);
    const ask = async (reader: string) =>
      outcome(
        world.codes.send(
          { ...(await (await world.enterShared(shared, reader)).actor()), ip: '198.51.100.178' },
          'email-code',
        ),
      );
    for (const reader of readers.slice(0, 60)) expect(await ask(reader)).toBe('success');
    expect(await ask(readers[60] ?? '')).toEqual(['too-many-requests', { retryAfterSeconds: 3600 }]);
    clock.advance(3600);
    expect(await ask(readers[60] ?? '')).toBe('success');
  });

  it('count at the network neither what is refused nor what does not go out', async () => {
    const shared = await world.makeShared([ANNA, BO]);
    const actor = { ...(await (await world.enterShared(shared, ANNA)).actor()), ip: '198.51.100.177' };
    const ask = (index: number) => outcome(world.codes.send({ ...actor, sessionId: `session-${index}` }, 'email-code'));
    world.mail.fail = 'mail-unavailable';
    expect(await ask(0)).toEqual(['mail-not-sent', {}]);
    for (let i = 1; i < 80; i++) expect(await ask(i)).toEqual(['code-resend-too-soon', { retryAfterSeconds: 60 }]);
    world.mail.fail = null;
    const bo = { ...(await (await world.enterShared(shared, BO)).actor()), ip: actor.ip };
    expect(await outcome(world.codes.send(bo, 'email-code'))).toBe('success');
  });

  it("leave two of the number's five an hour to her own link", async () => {
    const shared = await world.makeShared([ANNA], { method: 'sms', phone: PHONE });
    const stranger = await world.enterShared(shared, ANNA);
    for (let i = 0; i < 3; i++) {
      await send(stranger, 'sms');
      clock.advance(60);
    }
    expect(await outcome(send(stranger, 'sms'))).toEqual(limitedFor(3420));
    const own = await world.enterAndConfirm(personalOf(shared));
    await send(own, 'sms');
    clock.advance(60);
    const { challengeId } = await send(own, 'sms');
    expect(await verify(own, challengeId, sms.lastCode(), 'sms')).toMatchObject({ step: 'ready' });
  });

  it('begin their counts anew when one was used', async () => {
    const shared = await world.makeShared([ANNA]);
    for (let i = 0; i < 6; i++) {
      const session = await world.enterShared(shared, ANNA);
      const { challengeId } = await send(session);
      expect(await verify(session, challengeId, mailedCode())).toMatchObject({ step: 'ready' });
    }
  });

  it('go out once within 60 seconds; who comes in again gets the field for the one that is on its way', async () => {
    const shared = await world.makeShared([ANNA]);
    const first = await world.enterShared(shared, ANNA);
    let challengeId = '';
    // The third too: that no more may follow does not take away what was sent.
    for (let i = 0; i < 3; i++) {
      challengeId = (await send(first)).challengeId;
      clock.advance(59);
      expect(await send(await world.enterShared(shared, ANNA))).toMatchObject({ challengeId });
      expect(world.mail.sent).toHaveLength(i + 1);
      clock.advance(1);
    }
    const again = await world.enterShared(shared, ANNA);
    expect(await verify(again, challengeId, mailedCode())).toMatchObject({ step: 'ready' });
  });

  it("neither end nor answer a code of the reader's own link", async () => {
    const shared = await world.makeShared([ANNA], { method: 'sms', phone: PHONE });
    const own = await world.enterAndConfirm(personalOf(shared));
    const mine = await send(own, 'sms');
    const code = sms.lastCode();
    const stranger = await world.enterShared(shared, ANNA);
    const theirs = await send(stranger, 'sms');
    expect(theirs.challengeId).not.toBe(mine.challengeId);
    expect(await outcome(verify(stranger, mine.challengeId, code, 'sms'))).toEqual(['code-expired', {}]);
    for (let i = 0; i < 5; i++) await outcome(verify(stranger, theirs.challengeId, not(sms.lastCode()), 'sms'));
    expect(await verify(own, mine.challengeId, code, 'sms')).toMatchObject({ step: 'ready' });
  });

  it('are refused to a session of another reader, and when they are over', async () => {
    const shared = await world.makeShared([ANNA, BO]);
    const { challengeId } = await send(await world.enterShared(shared, ANNA));
    const code = mailedCode();
    const bo = await world.enterShared(shared, BO);
    expect(await outcome(verify(bo, challengeId, code))).toEqual(['code-expired', {}]);
    const anna = await world.enterShared(shared, ANNA);
    clock.advance(300);
    expect(await outcome(verify(anna, challengeId, code))).toEqual(['code-expired', {}]);
    expect([await step(bo), await step(anna)]).toEqual(['identify', 'identify']);
  });

  it('identify nobody at a link that was recalled meanwhile', async () => {
    const shared = await world.makeShared([ANNA, BO]);
    const session = await world.enterShared(shared, ANNA);
    const { challengeId } = await send(session);
    await test.database.commit(world.links.revokeStatements([personalOf(shared).id], clock.now().getTime()));
    expect(await outcome(verify(session, challengeId, mailedCode()))).toEqual(['link-recalled', {}]);
    expect((await session.actor()).identified).toBe(false);
  });

  it('say that the mail was not sent, and do not count it', async () => {
    const shared = await world.makeShared([ANNA]);
    const session = await world.enterShared(shared, ANNA);
    world.mail.fail = 'mail-unavailable';
    for (let i = 0; i < 6; i++) {
      expect(await outcome(send(session))).toEqual(['mail-not-sent', {}]);
      clock.advance(60);
    }
    world.mail.fail = null;
    expect(await outcome(send(session))).toBe('success');
  });

  it('stand in no header of the mail, in no row and beside no link', async () => {
    const shared = await world.makeShared([ANNA]);
    await send(await world.enterShared(shared, ANNA));
    const code = mailedCode();
    expect(code).toMatch(/^\d{6}$/);
    const { text = '', html = '', ...headers } = world.mail.sent[0] ?? {};
    expect(JSON.stringify(headers)).not.toContain(code);
    for (const part of [text, html]) expect(part).not.toMatch(/https?:|href|Eva Ek/);
    const codes = await test.database.all<Record<string, unknown>>('select * from one_time_code');
    const events = await test.database.all<Record<string, unknown>>('select * from audit_event');
    expect(JSON.stringify([...codes, ...events].map((row) => Object.values(row).map(String)))).not.toContain(
      `"${code}"`,
    );
    expect(JSON.stringify(codes)).not.toContain(ANNA);
  });
});
