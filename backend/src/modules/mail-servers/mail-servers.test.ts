import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { DomainError } from '../../platform/errors.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';
import { rotateKeys } from '../organisations/index.ts';
import { MAIL_SERVER_KEYS } from './index.ts';

const PATH = '/organisation/mail-server';
const SECRET = 'hemligt-lösenord-7c1f';
const SERVER = {
  ...{ host: 'mail.storkommun.example', port: 587, tls: 'required', user: 'sefos' },
  from: 'sefos@storkommun.example',
};
const WITH_SECRET = { ...SERVER, password: SECRET };

describeOnBoth('the mail server of an organisation', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    await product.database.write('delete from mail_server where revision > 0 returning id');
    product.clock.advance(700);
    product.ownMail.sent.length = 0;
    product.ownMail.fail = null;
    product.ownMail.tries = 0;
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const put = (server: object | null, expected = 0) => olga.call('PUT', PATH, { server, expected });
  const save = async (server: object | null, expected = 0) => {
    const answer = await put(server, expected);
    expect(answer.problem).toBeUndefined();
    product.clock.advance(6);
    return answer.body.server;
  };
  /** Who carried the mail to somebody without an account, and from which address. */
  const notified = async () => {
    const address = `server${++people}@example.org`;
    await product.send(await product.signIn(HANNA), [external(address)]);
    await product.drain();
    const own = product.ownMail.sent.filter(({ mail }) => mail.to === address);
    return { own, installation: product.mail.to(address) };
  };

  it('is tried with a mail to the administrator, saved, and carries what the organisation sends', async () => {
    expect((await olga.get(PATH)).body).toEqual({ server: null });
    const saved = await save(WITH_SECRET);
    expect(saved).toEqual({ ...SERVER, revision: 1, testedAt: expect.any(String), failedAt: null });
    const [tried] = product.ownMail.sent;
    expect(tried?.server).toEqual({
      ...{ host: SERVER.host, port: 587, tls: 'required' },
      login: { user: 'sefos', password: SECRET },
    });
    expect(tried?.mail).toMatchObject({ to: OLGA, from: { name: 'Storkommun', address: SERVER.from } });
    const { own, installation } = await notified();
    expect(installation).toEqual([]);
    expect(own.map(({ mail }) => [mail.from.address, mail.returnPath])).toEqual([[SERVER.from, undefined]]);
    expect((await olga.get(PATH)).body.server).toEqual(saved);
  });

  it('keeps its password from everybody: answers, the database, the log and the server log', async () => {
    await save(WITH_SECRET);
    expect(JSON.stringify((await olga.get(PATH)).body)).not.toContain(SECRET);
    for (const table of ['mail_server', 'audit_event', 'organisation', 'outbox', 'idempotency'])
      for (const row of await product.database.all<Record<string, unknown>>(`select * from ${table}`))
        for (const value of Object.values(row))
          expect(Buffer.from(value instanceof Uint8Array ? value : String(value)).includes(SECRET)).toBe(false);
    expect(product.log).not.toContain(SECRET);
    const logged = await product.database.get<{ facts: string }>(
      "select facts from audit_event where action = 'organisation.mail-server-changed' order by id desc limit 1",
    );
    expect(JSON.parse(logged?.facts ?? '')).toEqual({
      ...{ before: 'none', after: `${SERVER.host}:587 required sefos ${SERVER.from}`, newPassword: true },
    });
  });

  it('is saved again without its password for the same host, port and user, and for no other', async () => {
    await save(WITH_SECRET);
    await save({ ...SERVER, from: 'annan@storkommun.example' }, 1);
    expect(product.ownMail.sent.at(-1)?.server.login).toEqual({ user: 'sefos', password: SECRET });
    for (const other of [{ host: 'evil.example' }, { port: 465 }, { user: 'annan' }])
      expect((await put({ ...SERVER, ...other }, 2)).problem).toBe('mail-server-password');
    await save({ ...SERVER, user: null }, 2);
    expect(product.ownMail.sent.at(-1)?.server.login).toBeNull();
    expect((await put(SERVER, 3)).problem).toBe('mail-server-password');
  });

  it.each([
    [new DomainError('mail-server-address'), 'mail-server-address'],
    [new DomainError('mail-refused', { reason: 'EENVELOPE' }), 'mail-server-refused'],
    [new DomainError('mail-unavailable', { reason: 'EAUTH' }), 'mail-server-login'],
    [new DomainError('mail-unavailable', { reason: 'ETIMEDOUT' }), 'mail-server-unreachable'],
  ])('is not saved when the test fails (%s)', async (failure, problem) => {
    product.ownMail.fail = failure;
    expect((await put(WITH_SECRET)).problem).toBe(problem);
    expect((await olga.get(PATH)).body.server).toBeNull();
  });

  it('is a name with a usual port and TLS', async () => {
    for (const host of ['10.0.0.1', 'localhost', 'mail server.se', '::1', '[::1]'])
      expect(['mail-server-address', 'invalid-request']).toContain((await put({ ...WITH_SECRET, host })).problem);
    for (const wrong of [{ port: 22 }, { port: 80 }, { tls: 'none' }, { password: '' }, { from: 'ab' }])
      expect((await put({ ...WITH_SECRET, ...wrong })).problem).toBe('invalid-request');
    expect((await put({ ...WITH_SECRET, from: 'a b@c.se' })).problem).toBe('invalid-request');
    const longest = 'x'.repeat(LIMITS.mailPasswordCharacters);
    expect((await put({ ...WITH_SECRET, password: `${longest}x` })).problem).toBe('invalid-request');
    expect(product.ownMail.tries).toBe(0);
    await save({ ...WITH_SECRET, password: longest });
  });

  it('is tried ten times in ten minutes at most', async () => {
    product.ownMail.fail = new DomainError('mail-server-address');
    for (let time = 0; time < 10; time++) expect((await put(WITH_SECRET)).problem).toBe('mail-server-address');
    expect((await put(WITH_SECRET)).problem).toBe('too-many-requests');
    expect(product.ownMail.tries).toBe(10);
  });

  it('gives way to the installation’s while it does not take mail, says so, and is tried again after a minute', async () => {
    await save(WITH_SECRET);
    product.ownMail.tries = 0;
    product.ownMail.fail = new DomainError('mail-unavailable', { reason: 'ETIMEDOUT' });
    const { installation } = await notified();
    expect(installation.map(({ from }) => from.address)).toEqual(['no-reply@sefos.example']);
    await notified();
    expect(product.ownMail.tries).toBe(1);
    expect((await olga.get(PATH)).body.server.failedAt).not.toBeNull();
    product.ownMail.fail = null;
    product.clock.advance(61);
    expect((await notified()).own).toHaveLength(1);
    // Relaying that it refuses is not the recipient's fault; an address that does not exist is.
    product.ownMail.fail = new DomainError('mail-refused', { smtpStatus: '5.7.1' });
    expect((await notified()).installation).toHaveLength(1);
    product.clock.advance(61);
    product.ownMail.fail = new DomainError('mail-refused', { smtpStatus: '5.1.8' });
    expect((await notified()).installation).toHaveLength(1);
    product.clock.advance(61);
    product.ownMail.fail = new DomainError('mail-refused', { smtpStatus: '5.1.1' });
    expect((await notified()).installation).toEqual([]);
  });

  it('tells the second of two administrators, and is removed', async () => {
    const answers = await Promise.all([put(WITH_SECRET), put(WITH_SECRET)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    product.clock.advance(6);
    expect((await put(null, 7)).problem).toBe('settings-changed');
    expect(await save(null, 1)).toBeNull();
    expect((await notified()).own).toEqual([]);
    expect(await product.count('mail_server')).toBe(0);
  });

  it('is nobody else’s', async () => {
    await save(WITH_SECRET);
    for (const email of [HANNA, STURE]) {
      const other = await product.signIn(email);
      expect((await other.get(PATH)).problem).toBe('not-allowed');
      const tried = await other.call('PUT', PATH, { server: WITH_SECRET, expected: 0 });
      expect(tried.problem).toBe('not-allowed');
    }
    const lisa = await product.signIn(LISA);
    expect((await lisa.get(PATH)).problem).toBe('not-allowed');
    const address = 'lillkommun-reader@example.org';
    await product.send(lisa, [external(address)]);
    await product.drain();
    expect(product.mail.to(address)).toHaveLength(1);
  });

  it('goes on when the keys of its organisation are changed', async () => {
    await save(WITH_SECRET);
    const { organisationId = '' } = (await product.services.accounts.findByEmail(OLGA)) ?? {};
    const { database } = product;
    const parts = { database, keyRing: product.services.keyRing, tables: [MAIL_SERVER_KEYS] };
    expect(await rotateKeys(parts, organisationId, 0)).toBe(1);
    product.clock.advance(6);
    expect((await notified()).own[0]?.server.login?.password).toBe(SECRET);
  });
});
