import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { INSTALLATION, KeyRing } from '../organisations/index.ts';
import { BankIdOrders } from './bankid-orders.service.ts';
import { RateLimiter } from './rate-limiter.service.ts';
import { FakeBankId, fakeKms, personOf } from './testing/fakes.ts';

const PERSON = '199001012385';

describeOnBoth('BankID orders', (open) => {
  let test: TestDatabase;
  let orders: BankIdOrders;
  let bankId: FakeBankId;
  let subjectId: string;
  const clock = new FixedClock();
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    const { database } = test;
    const keyRing = new KeyRing(database, fakeKms, clock);
    await keyRing.ensure(INSTALLATION);
    bankId = new FakeBankId();
    orders = new BankIdOrders({ database, clock, keyRing, bankId, limiter: new RateLimiter({ database, clock }) });
    subjectId = newId(clock.now().getTime());
  });
  const begin = () => orders.begin({ purpose: 'link', subjectId, ip: '192.0.2.1', visibleText: 'Hej' });
  const collect = (orderId: string, more = {}) => orders.collect(orderId, { purpose: 'link', subjectId, ...more });
  const typeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'success',
      (error: unknown) => (isDomainError(error) ? error.type : error),
    );

  it('answers a QR code as an SVG path, and the token that starts the app', async () => {
    const view = await begin();
    expect(view).toMatchObject({ status: 'pending', hint: 'outstandingTransaction' });
    expect(view.autoStartToken).toMatch(/^[0-9a-f-]{36}$/);
    expect(view.qr?.size).toBeGreaterThanOrEqual(21);
    expect(view.qr?.path).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/);
    // The finder pattern's upper edge: seven modules from the corner.
    expect(view.qr?.path.startsWith('M0 0h7v1h-7z')).toBe(true);
    expect(bankId.started[0]).toEqual({ endUserIp: '192.0.2.1', visibleText: 'Hej' });
  });

  it('renews the QR code each second but asks BankID every other', async () => {
    const { orderId, qr } = await begin();
    await collect(orderId);
    expect(bankId.collects).toBe(1);
    clock.advance(1);
    const next = await collect(orderId);
    expect(next.view.qr?.path).not.toBe(qr?.path);
    expect(bankId.collects).toBe(1);
    clock.advance(1);
    await collect(orderId);
    expect(bankId.collects).toBe(2);
    await Promise.all([collect(orderId), collect(orderId), collect(orderId)]);
    expect(bankId.collects).toBe(2);
  });

  it('tells the hint, also between two questions, and hides the QR code when the app is at work', async () => {
    const { orderId } = await begin();
    bankId.state = { status: 'pending', hint: 'userSign' };
    expect((await collect(orderId)).view).toMatchObject({ hint: 'userSign', qr: null });
    clock.advance(1);
    expect((await collect(orderId)).view).toMatchObject({ status: 'pending', hint: 'userSign', qr: null });
  });

  it('gives the person once', async () => {
    const { orderId } = await begin();
    bankId.state = personOf(PERSON);
    const done = await collect(orderId);
    expect(done.view).toEqual({ orderId, status: 'complete', hint: null, autoStartToken: null, qr: null });
    expect(done.person?.personalNumber).toBe(PERSON);
    clock.advance(2);
    const again = await collect(orderId);
    expect(again.view.status).toBe('complete');
    expect(again.person).toBeUndefined();
    expect(bankId.collects).toBe(1);
  });

  it('gives the person to one of two that finish at once', async () => {
    const { orderId } = await begin();
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    bankId.collect = async () => {
      await gate;
      return personOf(PERSON);
    };
    const first = collect(orderId);
    // Let the first take its turn before time moves on.
    while (
      !(await test.database.get(
        'select 1 as x from identification_order where id = ? and collected_at is not null',
        orderId,
      ))
    );
    clock.advance(2);
    const second = collect(orderId);
    setTimeout(release, 20);
    const results = await Promise.all([first, second]);
    expect(results.filter(({ person }) => person)).toHaveLength(1);
    expect(results.every(({ view }) => view.status === 'complete')).toBe(true);
  });

  it('commits the verdict with the end, and fails the order of a person who is refused', async () => {
    const { orderId } = await begin();
    bankId.state = personOf(PERSON);
    const decide = async () => ({
      statements: [
        write('insert into rate_counter (key_hash, window_ends_at, count) values (?, 1, 1)', Buffer.from(orderId)),
      ],
      refusal: new DomainError('wrong-person'),
    });
    expect(await typeOf(collect(orderId, { decide }))).toBe('wrong-person');
    expect(
      await test.database.all('select 1 as x from rate_counter where key_hash = ?', Buffer.from(orderId)),
    ).toHaveLength(1);
    expect((await collect(orderId, { decide })).view).toMatchObject({ status: 'failed', hint: 'unknown' });
  });

  it('ends with the hint of a failure', async () => {
    const { orderId } = await begin();
    bankId.state = { status: 'failed', hint: 'userCancel' };
    expect((await collect(orderId)).view).toMatchObject({ status: 'failed', hint: 'userCancel', qr: null });
    expect((await collect(orderId)).view).toMatchObject({ status: 'failed', hint: 'userCancel' });
  });

  it('bears a hiccup on the way, and ends when BankID has forgotten the order', async () => {
    const { orderId } = await begin();
    bankId.failWith = new DomainError('bankid-unavailable');
    expect((await collect(orderId)).view).toMatchObject({ status: 'pending' });
    clock.advance(2);
    bankId.failWith = new DomainError('bankid-order-not-found');
    expect((await collect(orderId)).view).toMatchObject({ status: 'failed', hint: 'expiredTransaction' });
  });

  it('says that identification is unavailable when BankID does not start an order', async () => {
    bankId.failWith = new DomainError('bankid-unavailable', { code: 'ECONNREFUSED' });
    expect(await typeOf(begin())).toBe('identification-unavailable');
  });

  it("knows no order of somebody else's session or purpose, nor one that is too old", async () => {
    const { orderId } = await begin();
    const other = newId(clock.now().getTime());
    expect(await typeOf(orders.collect(orderId, { purpose: 'link', subjectId: other }))).toBe('not-found');
    expect(await typeOf(orders.collect(orderId, { purpose: 'step-up', subjectId }))).toBe('not-found');
    expect(await typeOf(orders.cancel(orderId, { purpose: 'link', subjectId: other }))).toBe('not-found');
    clock.advance(599);
    expect(await typeOf(collect(orderId))).toBe('success');
    clock.advance(1);
    expect(await typeOf(collect(orderId))).toBe('not-found');
  });

  it('cancels at BankID too, and a new order ends the earlier one', async () => {
    const first = await begin();
    const second = await begin();
    expect(bankId.cancelled).toEqual(['ref-1']);
    expect((await collect(first.orderId)).view).toMatchObject({ status: 'failed', hint: 'cancelled' });
    await orders.cancel(second.orderId, { purpose: 'link', subjectId });
    expect(bankId.cancelled).toEqual(['ref-1', 'ref-2']);
    bankId.state = personOf(PERSON);
    expect((await collect(second.orderId)).person).toBeUndefined();
  });

  it('begins thirty orders in ten minutes and no more', async () => {
    for (let i = 0; i < 30; i++) await begin();
    expect(await typeOf(begin())).toBe('too-many-requests');
    clock.advance(600);
    expect(await typeOf(begin())).toBe('success');
  });

  it('stores no secret of the order in clear, and none at all when it has ended', async () => {
    const { orderId, autoStartToken } = await begin();
    const sealed = async () => {
      const row = await test.database.get<{ sealed: Buffer }>(
        'select sealed from identification_order where id = ?',
        orderId,
      );
      return Buffer.from(row?.sealed ?? []);
    };
    const before = (await sealed()).toString('latin1');
    expect(before).not.toContain('qr-secret-canary');
    expect(before).not.toContain(autoStartToken ?? '?');
    await orders.cancel(orderId, { purpose: 'link', subjectId });
    expect(await sealed()).toHaveLength(0);
  });
});
