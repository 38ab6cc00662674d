import fastifyCookie from '@fastify/cookie';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Problem } from '@sefos/shared/contract/common.ts';
import Fastify, { type FastifyInstance } from 'fastify';
import { makeIdempotencyStore } from '../../platform/http/idempotency.ts';
import { makeMount } from '../../platform/http/mount.ts';
import { handleError } from '../../platform/http/problems.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { registerIdentificationRoutes } from '../identification/index.ts';
import {
  FakeBankId,
  FakeOidc,
  FakeSms,
  fakeKms,
  identityOf,
  PROVIDERS,
  personOf,
} from '../identification/testing/fakes.ts';
import { makeLinkCompleter, registerLinkRoutes } from './links.routes.ts';
import { ADDRESS, type LinkWorld, makeLinkWorld, PERSON, STRANGER } from './testing/link-world.ts';

describeOnBoth('HTTP of links', (open) => {
  let test: TestDatabase;
  let app: FastifyInstance;
  let world: LinkWorld;
  const sms = new FakeSms();
  const bankId = new FakeBankId();
  const oidc = new FakeOidc();
  const clock = new FixedClock();
  beforeAll(async () => {
    test = await open();
    const { database } = test;
    world = await makeLinkWorld({ database, clock, kms: fakeKms, sms, bankId, oidc, providers: PROVIDERS });
    app = Fastify({ ajv: { customOptions: { removeAdditional: false, coerceTypes: false } } });
    app.addSchema({ ...Problem, $id: 'Problem' });
    app.setErrorHandler(handleError);
    await app.register(fastifyCookie);
    const authenticator = {
      account: async () => null,
      link: async (request: {
        cookies: Record<string, string | undefined>;
        headers: Record<string, unknown>;
        ip: string;
      }) => world.sessions.authenticate(request.cookies, request.headers['x-link'], request.ip),
    };
    const completer = makeLinkCompleter(world.identification);
    registerLinkRoutes(makeMount(app, authenticator, makeIdempotencyStore(database, clock)), world);
    registerIdentificationRoutes(app, {
      oidc: world.oidc,
      completers: { link: completer, 'sign-in': completer, 'step-up': completer },
    });
  });
  afterAll(async () => {
    await app.close();
    await test.end();
  });

  const enter = async (link: { id: string; token: string }) => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/link/session', payload: link });
    const { csrfToken } = answer.json<{ csrfToken: string }>();
    const cookies = Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));
    const call = (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object, headers = {}) =>
      app.inject({
        method,
        url: `/api/v1${path}`,
        cookies,
        headers: { 'x-link': link.id, 'x-csrf-token': csrfToken, ...headers },
        ...(payload ? { payload } : {}),
      });
    return { answer, call };
  };
  const problem = (answer: { statusCode: number; json(): { type: string } }) => [answer.statusCode, answer.json().type];

  it('sets the same cookie when a shared link has led to the own one, and none for an account', async () => {
    const shared = await world.makeShared([ADDRESS]);
    world.accounts.set(shared.id, [{ address: 'eva@storkommun.example', ended: null }]);
    const post = (path: string, more: object) =>
      app.inject({
        method: 'POST',
        url: `/api/v1/shared-link/${path}`,
        payload: { id: shared.id, token: shared.token, ...more },
      });
    const viewed = await post('view', {});
    expect([viewed.statusCode, viewed.cookies]).toEqual([200, []]);
    const entered = await post('enter', { email: ADDRESS });
    const [cookie] = entered.cookies;
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/', maxAge: 28_800 });
    expect(cookie?.name).toBe(`__Host-sefos-link-${shared.links[0]?.id}`);
    expect(entered.body).not.toContain(cookie?.value);
    expect(entered.json<{ link: object }>().link).toMatchObject({ id: shared.links[0]?.id, step: 'identify' });
    const account = await post('enter', { email: 'eva@storkommun.example' });
    expect([account.json(), account.cookies]).toEqual([{ kind: 'account' }, []]);
    expect(problem(await post('enter', { email: 'wrong@example.com' }))).toEqual([
      422,
      'urn:sefos:problem:link-address-wrong',
    ]);
  });

  it('goes from a shared link by a code in the mailbox to ready, and by no other step', async () => {
    const shared = await world.makeShared([ADDRESS]);
    const payload = { id: shared.id, token: shared.token, email: ADDRESS };
    const entered = await app.inject({ method: 'POST', url: '/api/v1/shared-link/enter', payload });
    const { link } = entered.json<{ link: { id: string; csrfToken: string } }>();
    const cookies = Object.fromEntries(entered.cookies.map(({ name, value }) => [name, value]));
    const headers = { 'x-link': link.id, 'x-csrf-token': link.csrfToken };
    const post = (path: string, body?: object) =>
      app.inject({ method: 'POST', url: `/api/v1/link/${path}`, cookies, headers, ...(body ? { payload: body } : {}) });
    expect(problem(await post('address', { email: ADDRESS }))).toEqual([403, 'urn:sefos:problem:not-allowed']);
    expect(problem(await post('sms'))).toEqual([403, 'urn:sefos:problem:not-allowed']);
    world.mail.fail = 'mail-unavailable';
    expect(problem(await post('email'))).toEqual([503, 'urn:sefos:problem:mail-not-sent']);
    world.mail.fail = null;
    clock.advance(60);
    const sent = await post('email');
    expect(sent.json()).toMatchObject({ maskedPhone: null });
    const { challengeId } = sent.json<{ challengeId: string }>();
    const code = /\n(\d{6})\n/.exec(world.mail.to(ADDRESS).at(-1)?.text ?? '')?.[1] ?? '';
    const wrong = await post('email/verify', { challengeId, code: code === '000000' ? '000001' : '000000' });
    expect(problem(wrong)).toEqual([422, 'urn:sefos:problem:code-wrong']);
    expect((await post('email/verify', { challengeId, code })).json()).toMatchObject({ step: 'ready' });
  });

  it('sets a host-bound, script-proof cookie at the exchange, and answers only the view', async () => {
    const { answer } = await enter(await world.make('email'));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/', maxAge: 28_800 });
    expect(cookie?.domain).toBeUndefined();
    expect(cookie?.name).toMatch(/^__Host-sefos-link-/);
    expect(answer.body).not.toContain(cookie?.value ?? '?');
  });

  it('goes from the address by a code to ready, and ends when the reader leaves', async () => {
    const { call } = await enter(await world.make('sms'));
    expect((await call('POST', '/link/address', { email: ADDRESS })).json()).toMatchObject({ step: 'identify' });
    const { challengeId } = (await call('POST', '/link/sms')).json<{ challengeId: string }>();
    const wrong = sms.lastCode() === '000000' ? '000001' : '000000';
    const refused = await call('POST', '/link/sms/verify', { challengeId, code: wrong });
    expect(problem(refused)).toEqual([422, 'urn:sefos:problem:code-wrong']);
    expect(refused.json()).toMatchObject({ facts: { triesLeft: 4 } });
    const done = await call('POST', '/link/sms/verify', { challengeId, code: sms.lastCode() });
    expect(done.json()).toMatchObject({ step: 'ready' });
    const left = await call('DELETE', '/link/session');
    expect(left.statusCode).toBe(204);
    expect(left.cookies[0]).toMatchObject({ value: '', path: '/', secure: true });
    expect(problem(await call('GET', '/link'))).toEqual([401, 'urn:sefos:problem:link-session-ended']);
  });

  it('changes nothing without the CSRF token', async () => {
    const { call } = await enter(await world.make('email'));
    const answer = await call('POST', '/link/address', { email: ADDRESS }, { 'x-csrf-token': 'x' });
    expect(problem(answer)).toEqual([403, 'urn:sefos:problem:csrf-token-invalid']);
    expect((await call('GET', '/link')).json()).toMatchObject({ step: 'address' });
  });

  it('goes through BankID, where another person gets a problem of her own', async () => {
    const link = await world.make('bankid');
    const { call } = await enter(link);
    await call('POST', '/link/address', { email: ADDRESS });
    const first = (await call('POST', '/link/bankid')).json<{ orderId: string; qr: { size: number } }>();
    expect(first.qr.size).toBeGreaterThan(20);
    bankId.state = personOf(STRANGER);
    const refused = await call('POST', `/link/bankid/${first.orderId}/collect`);
    expect(problem(refused)).toEqual([403, 'urn:sefos:problem:wrong-person']);
    expect(refused.body).not.toMatch(/1985|Andersson/);
    const second = (await call('POST', '/link/bankid')).json<{ orderId: string }>();
    expect((await call('DELETE', `/link/bankid/${second.orderId}`)).statusCode).toBe(204);
    const third = (await call('POST', '/link/bankid')).json<{ orderId: string }>();
    bankId.state = personOf(PERSON);
    const done = await call('POST', `/link/bankid/${third.orderId}/collect`);
    expect(done.json()).toMatchObject({ status: 'complete', qr: null });
    expect((await call('GET', '/link')).json()).toMatchObject({ step: 'ready' });
  });

  it('comes back from the OpenID provider to the link, with what went wrong', async () => {
    const link = await world.make('freja');
    const { call } = await enter(link);
    await call('POST', '/link/address', { email: ADDRESS });
    const through = async () => {
      const begun = await call('POST', '/link/oidc');
      const state = new URL(begun.json<{ url: string }>().url).searchParams.get('state');
      expect(begun.cookies[0]).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
      // The link's own cookie is SameSite=Strict: the provider's redirect does not carry it.
      return app.inject({
        url: `/api/v1/sign-in/oidc/callback?state=${state}&code=c`,
        cookies: Object.fromEntries(begun.cookies.map(({ name, value }) => [name, value])),
      });
    };
    oidc.answer = identityOf(STRANGER);
    expect((await through()).headers.location).toBe(`/m/${link.id}?result=wrong-person`);
    oidc.answer = identityOf(PERSON);
    expect((await through()).headers.location).toBe(`/m/${link.id}`);
    expect((await call('GET', '/link')).json()).toMatchObject({ step: 'ready' });
  });
});
