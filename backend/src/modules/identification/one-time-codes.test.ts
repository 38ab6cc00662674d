import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { write } from '../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FakeMail } from '../../testing/fake-mail.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { INSTALLATION, KeyRing } from '../organisations/index.ts';
import { OneTimeCodes } from './one-time-codes.service.ts';
import { RateLimiter } from './rate-limiter.service.ts';
import { FakeSms, fakeKms } from './testing/fakes.ts';

const PHONE = '+46701234567';

describeOnBoth('one-time codes', (open) => {
  let test: TestDatabase;
  let codes: OneTimeCodes;
  let sms: FakeSms;
  let subjectId: string;
  let phoneKey: Buffer;
  const clock = new FixedClock();
  const keys = async () => {
    const keyRing = new KeyRing(test.database, fakeKms, clock);
    await keyRing.ensure(INSTALLATION);
    return keyRing;
  };
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    sms = new FakeSms();
    const limiter = new RateLimiter({ database: test.database, clock });
    codes = new OneTimeCodes({
      database: test.database,
      clock,
      keyRing: await keys(),
      sms,
      limiter,
      mail: new FakeMail(),
    });
    subjectId = newId(clock.now().getTime());
    phoneKey = Buffer.from(newId(0));
  });
  const send = () =>
    codes.send({ purpose: 'link', subjectId, phone: PHONE, phoneKey, textFor: (code) => `${code} is your code` });
  const verify = (challengeId: string, code = sms.lastCode()) =>
    codes.verify({ purpose: 'link', subjectId, challengeId, code });
  const wrong = () => (sms.lastCode() === '000000' ? '000001' : '000000');
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => 'success',
      (error: unknown) => (isDomainError(error) ? [error.type, error.facts] : error),
    );

  it('has the limits of the contract, which the numbers below stand for', () => {
    expect(LIMITS.oneTimeCode).toEqual({
      digits: 6,
      lifetimeSeconds: 300,
      tries: 5,
      resendSeconds: 60,
      sendsPerHour: 5,
    });
  });

  it('sends six digits and answers the masked number and the instants', async () => {
    const challenge = await send();
    expect(sms.sent).toEqual([{ to: PHONE, text: expect.stringMatching(/^\d{6} is your code$/) }]);
    const now = clock.now().getTime();
    expect(challenge).toMatchObject({
      maskedPhone: '••• •• 67',
      expiresAt: new Date(now + 300_000).toISOString(),
      resendAt: new Date(now + 60_000).toISOString(),
    });
  });

  it('accepts the code once, for the subject', async () => {
    const { challengeId } = await send();
    expect(await verify(challengeId)).toEqual({ subjectId });
    expect(await failure(verify(challengeId))).toEqual(['code-expired', {}]);
  });

  it('accepts the code until, and refuses it at, the instant of expiry', async () => {
    const first = await send();
    clock.advance(299);
    expect(await verify(first.challengeId)).toEqual({ subjectId });
    const second = await send();
    clock.advance(300);
    expect(await failure(verify(second.challengeId))).toEqual(['code-expired', {}]);
  });

  it('counts wrong codes down and ends at the fifth', async () => {
    const { challengeId } = await send();
    for (const triesLeft of [4, 3, 2, 1])
      expect(await failure(verify(challengeId, wrong()))).toEqual(['code-wrong', { triesLeft }]);
    expect(await failure(verify(challengeId, wrong()))).toEqual(['code-too-many-tries', { triesLeft: 0 }]);
    expect(await failure(verify(challengeId))).toEqual(['code-too-many-tries', {}]);
  });

  it('accepts the right code at the fifth try', async () => {
    const { challengeId } = await send();
    for (let i = 0; i < 4; i++) await failure(verify(challengeId, wrong()));
    expect(await verify(challengeId)).toEqual({ subjectId });
  });

  it('ends the old code when a new one is sent', async () => {
    const { challengeId } = await send();
    const old = sms.lastCode();
    clock.advance(60);
    const next = await send();
    expect(await failure(verify(challengeId, old))).toEqual(['code-expired', {}]);
    expect(await verify(next.challengeId)).toEqual({ subjectId });
  });

  it('knows no challenge of another purpose or subject', async () => {
    const { challengeId } = await send();
    const code = sms.lastCode();
    const other = newId(clock.now().getTime());
    expect(await failure(codes.verify({ purpose: 'link', subjectId: other, challengeId, code }))).toEqual([
      'code-expired',
      {},
    ]);
    expect(await failure(codes.verify({ purpose: 'sign-in', challengeId, code }))).toEqual(['code-expired', {}]);
    expect(await failure(codes.subjectOf('sign-in', challengeId))).toEqual(['code-expired', {}]);
    expect(await codes.subjectOf('link', challengeId)).toBe(subjectId);
    expect(await codes.verify({ purpose: 'link', challengeId, code })).toEqual({ subjectId });
  });

  it('waits 60 seconds between sends', async () => {
    await send();
    clock.advance(59);
    expect(await failure(send())).toEqual(['code-resend-too-soon', { retryAfterSeconds: 1 }]);
    clock.advance(1);
    await send();
  });

  it('sends five an hour to a number, whoever asks', async () => {
    for (let i = 0; i < 5; i++) {
      subjectId = newId(clock.now().getTime());
      await send();
      clock.advance(60);
    }
    subjectId = newId(clock.now().getTime());
    expect(await failure(send())).toEqual(['code-send-limit', { retryAfterSeconds: 3300 }]);
    clock.advance(3299);
    expect(await failure(send())).toEqual(['code-send-limit', { retryAfterSeconds: 1 }]);
    clock.advance(1);
    await send();
  });

  it('does not count what the gateway refused against the hour, and the code is dead', async () => {
    sms.failWith = new DomainError('sms-unavailable', { secret: '123456' });
    for (let i = 0; i < 6; i++) {
      expect(await failure(send())).toEqual(['sms-not-sent', {}]);
      clock.advance(60);
    }
    const rows = await test.database.all(
      'select * from one_time_code where subject_id = ? and used_at is null',
      subjectId,
    );
    expect(rows).toEqual([]);
    sms.failWith = undefined;
    await send();
  });

  it('has one winner when two answer at once, with the writes that belong to it', async () => {
    const { challengeId } = await send();
    const code = sms.lastCode();
    const mark = newId(0);
    const answer = () =>
      codes.verify({
        purpose: 'link',
        challengeId,
        code,
        alongside: () => [
          write('insert into rate_counter (key_hash, window_ends_at, count) values (?, 1, 1)', Buffer.from(mark)),
        ],
      });
    const results = await Promise.allSettled([answer(), answer(), answer()]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await test.database.all('select * from rate_counter where key_hash = ?', Buffer.from(mark))).toHaveLength(1);
  });

  it('does not use the code when the writes beside it are refused', async () => {
    const { challengeId } = await send();
    const refused = codes.verify({
      purpose: 'link',
      challengeId,
      code: sms.lastCode(),
      alongside: () => [
        { ...write('delete from outbox where id = ?', 'none'), expect: 1, otherwise: () => new Error('no') },
      ],
    });
    await expect(refused).rejects.toThrow('no');
    expect(await verify(challengeId)).toEqual({ subjectId });
  });

  it('looks at no more than five guesses of many at once', async () => {
    const { challengeId } = await send();
    const results = await Promise.all(Array.from({ length: 12 }, () => failure(verify(challengeId, wrong()))));
    expect(results.filter((one) => Array.isArray(one) && 'triesLeft' in one[1])).toHaveLength(5);
    expect(await failure(verify(challengeId))).toEqual(['code-too-many-tries', {}]);
  });

  it('sends one message of two asked for at once', async () => {
    const results = await Promise.all([failure(send()), failure(send())]);
    expect(results.filter((one) => one === 'success')).toHaveLength(1);
    expect(sms.sent).toHaveLength(1);
  });

  it('stores neither code nor number, and no salt that opens the hash', async () => {
    await send();
    const rows = await test.database.all<Record<string, unknown>>('select * from one_time_code');
    const text = JSON.stringify(
      rows.map((row) => Object.values(row).map((v) => (Buffer.isBuffer(v) ? v.toString('latin1') : v))),
    );
    expect(text).not.toContain(sms.lastCode());
    expect(text).not.toContain(PHONE.slice(3));
  });
});
