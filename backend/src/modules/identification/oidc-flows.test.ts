import fastifyCookie from '@fastify/cookie';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { INSTALLATION, KeyRing } from '../organisations/index.ts';
import { OIDC_CALLBACK_PATH, registerIdentificationRoutes } from './identification.routes.ts';
import { type OidcFlowResult, OidcFlows } from './oidc-flows.service.ts';
import { FakeOidc, fakeKms, identityOf, PROVIDERS } from './testing/fakes.ts';

describeOnBoth('OpenID flows', (open) => {
  let test: TestDatabase;
  let flows: OidcFlows;
  let oidc: FakeOidc;
  const clock = new FixedClock();
  const subjectId = newId(0);
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    const keyRing = new KeyRing(test.database, fakeKms, clock);
    await keyRing.ensure(INSTALLATION);
    oidc = new FakeOidc();
    oidc.answer = identityOf('199001012385');
    flows = new OidcFlows({ database: test.database, clock, keyRing, oidc, providers: PROVIDERS });
  });
  const begin = async (more = {}) => {
    const begun = await flows.begin({
      purpose: 'link',
      subjectId,
      providerKey: 'freja',
      returnTo: '/m/1',
      redirectUri: 'https://sefos.example/callback',
      ...more,
    });
    const state = new URL(begun.url).searchParams.get('state') ?? '';
    return { ...begun, params: new URLSearchParams({ state, code: 'code' }) };
  };
  const typeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'success',
      (error: unknown) => (isDomainError(error) ? error.type : error),
    );

  it('answers whom the provider identified, with what the flow was for', async () => {
    const { params, binding } = await begin();
    expect(await flows.complete(params, binding.value)).toEqual({
      purpose: 'link',
      subjectId,
      returnTo: '/m/1',
      providerKey: 'freja',
      result: { ok: true, identity: oidc.answer },
    });
  });

  it('ends once, also when two callbacks come at once', async () => {
    const { params, binding } = await begin();
    const results = await Promise.all([1, 2, 3].map(() => typeOf(flows.complete(params, binding.value))));
    expect(results.sort()).toEqual(['identification-failed', 'identification-failed', 'success']);
    expect(oidc.completes).toBe(1);
  });

  it('lives ten minutes', async () => {
    const first = await begin();
    clock.advance(599);
    expect(await typeOf(flows.complete(first.params, first.binding.value))).toBe('success');
    const second = await begin();
    clock.advance(600);
    expect(await typeOf(flows.complete(second.params, second.binding.value))).toBe('identification-failed');
  });

  it('ends in the browser that began it only, and a stranger does not use it up', async () => {
    const { params, binding } = await begin();
    const other = await begin();
    expect(await typeOf(flows.complete(params, undefined))).toBe('identification-failed');
    expect(await typeOf(flows.complete(params, other.binding.value))).toBe('identification-failed');
    expect(oidc.completes).toBe(0);
    expect(await typeOf(flows.complete(params, binding.value))).toBe('success');
  });

  it('knows no flow without its state', async () => {
    const { binding } = await begin();
    expect(await typeOf(flows.complete(new URLSearchParams({ code: 'x' }), binding.value))).toBe(
      'identification-failed',
    );
  });

  it.each([
    [new DomainError('oidc-refused', { reason: 'access_denied' }), 'identification-cancelled'],
    [new DomainError('oidc-refused', { reason: 'unmet_authentication_requirements' }), 'identification-failed'],
    [new DomainError('oidc-invalid', { reason: 'nonce' }), 'identification-failed'],
    [new DomainError('oidc-unavailable'), 'identification-unavailable'],
  ])('tells %s as %s', async (error, problem) => {
    oidc.answer = error;
    const { params, binding } = await begin();
    expect((await flows.complete(params, binding.value)).result).toEqual({ ok: false, problem });
  });

  it('begins only at providers offered for the purpose, and says when one is away', async () => {
    expect(await typeOf(begin({ providerKey: 'entra' }))).toBe('identification-unavailable');
    expect(await typeOf(begin({ providerKey: 'nobody' }))).toBe('identification-unavailable');
    oidc.failBegin = new DomainError('oidc-unavailable');
    expect(await typeOf(begin())).toBe('identification-unavailable');
    expect(flows.offered('link').map(({ key }) => key)).toEqual(['freja', 'siths']);
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '', '/a\nb'])(
    'does not come back to %j',
    async (returnTo) => {
      await expect(begin({ returnTo })).rejects.toThrow(TypeError);
    },
  );

  it('stores no check in clear, and none at all when it has ended', async () => {
    const { params, binding } = await begin();
    const rows = () =>
      test.database.all<{ sealed: Buffer }>('select sealed from identification_order where finished_at is null');
    const text = (await rows()).map(({ sealed }) => Buffer.from(sealed).toString('latin1')).join();
    for (const secret of ['verifier-canary', 'nonce-canary', params.get('state') ?? '?', binding.value])
      expect(text).not.toContain(secret);
    await flows.complete(params, binding.value);
    const ended = await test.database.all<{ sealed: Buffer }>(
      "select sealed from identification_order where kind = 'oidc' and finished_at is not null",
    );
    expect(ended.every(({ sealed }) => sealed.length === 0)).toBe(true);
  });

  const callback = async (
    params: URLSearchParams,
    cookies: Record<string, string>,
    completer: (flow: OidcFlowResult) => Promise<string>,
  ) => {
    const app = Fastify();
    await app.register(fastifyCookie);
    registerIdentificationRoutes(app, {
      oidc: flows,
      completers: { link: completer, 'sign-in': completer, 'step-up': completer },
    });
    const answer = await app.inject({ url: `${OIDC_CALLBACK_PATH}?${params}`, cookies });
    await app.close();
    return answer;
  };

  it('redirects the callback to where the completer says, and clears the cookie', async () => {
    const { params, binding } = await begin();
    const answer = await callback(params, { [binding.cookie]: binding.value }, async (flow) => flow.returnTo);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/m/1');
    expect(answer.body).toBe('');
    expect(answer.cookies).toMatchObject([{ name: binding.cookie, value: '', path: '/', secure: true }]);
  });

  it('redirects failures to the flow’s page, and a callback without a flow to the start, never as JSON', async () => {
    const one = await begin();
    const refused = await callback(one.params, { [one.binding.cookie]: one.binding.value }, async () => {
      throw new DomainError('wrong-person');
    });
    expect(refused.headers.location).toBe('/m/1?result=wrong-person');
    const two = await begin({ returnTo: '/a?b=c' });
    const broken = await callback(two.params, { [two.binding.cookie]: two.binding.value }, async () => {
      throw new Error('secret');
    });
    expect(broken.headers.location).toBe('/a?b=c&result=internal-error');
    const three = await begin();
    const unbound = await callback(three.params, {}, async () => '/never');
    expect(unbound.headers.location).toBe('/?result=identification-failed');
    for (const answer of [refused, broken, unbound]) {
      expect(answer.statusCode).toBe(303);
      expect(answer.body).toBe('');
    }
  });
});
