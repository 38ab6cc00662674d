import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newToken } from '../../crypto/index.ts';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { sweepSignInWindows } from './sign-in-sweep.ts';
import { type Call, type Carried, makeCaller, startHostSession, startWebSession } from './testing/caller.ts';
import { ANNA, type Harness, IP, makeHarness } from './testing/harness.ts';

describeOnBoth('step-up window of a bearer session', (open) => {
  let test: TestDatabase;
  let harness: Harness;
  let call: Call;
  let frame: Required<Pick<Carried, 'bearer' | 'host'>>;
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
    harness.bankId.person = null;
    await test.database.commit([write('delete from audit_event'), write('update account set frozen_at = null')]);
    frame = await startHostSession(harness);
  });

  const begin = async (carried: Carried = frame, provider = 'freja') => {
    const answer = await call('POST', '/session/step-up/oidc', { provider }, carried);
    const [path, ticket = ''] = String(answer.json.url).split('#');
    return { ...answer, path, ticket };
  };
  const enter = (ticket: string) => call('POST', '/sign-in/step-up-window', { ticket });
  const collect = (carried: Carried = frame) => call('POST', '/session/step-up/oidc/collect', undefined, carried);
  /** The provider's answer to the flow that was begun last. */
  const finish = async (claims: object, problem?: string) => {
    const { subjectId, returnTo } = harness.begun.at(-1) ?? {};
    const flow = { ...harness.signedIn({ level: 3, ...claims }), subjectId, returnTo, providerKey: 'freja' };
    const cookies: string[] = [];
    const reply = { setCookie: (name: string) => cookies.push(name) };
    const location = await harness.completers['step-up'](
      (problem ? { ...flow, result: { ok: false, problem } } : flow) as never,
      { cookies: {}, headers: {}, ip: IP } as never,
      reply as never,
    );
    return { location, cookies };
  };
  const entered = async () => {
    const { ticket } = await begin();
    expect((await enter(ticket)).status).toBe(200);
  };
  const view = async (carried: Carried) => (await call('GET', '/session', undefined, carried)).json;
  const outcomes = async () =>
    (await harness.logged()).map(({ action, reason }) => (reason ? `${action} ${reason}` : action));

  it('raises the session once its own person has identified, and the frame has fetched it', async () => {
    const begun = await begin();
    expect([begun.path, begun.setCookie]).toEqual(['/step-up/window', '']);
    const opened = await enter(begun.ticket);
    expect(opened.json.url).toBe('https://freja.example/authorize');
    expect(opened.setCookie).toContain('binding=secret');
    expect((await collect()).json).toEqual({ status: 'pending', problem: null });
    expect(await finish({ personalNumber: ANNA.personalNumber })).toEqual({ location: '/step-up/done', cookies: [] });
    expect((await view(frame)).level).toBe(2);
    const done = await collect();
    expect([done.json, done.setCookie]).toEqual([{ status: 'complete', problem: null }, '']);
    expect((await view(frame)).account).toBeUndefined();
    const raised = { bearer: done.renewed ?? '', host: 'teams' };
    expect(await view(raised)).toMatchObject({ level: 3, method: 'freja', stepUp: [] });
    expect((await collect(raised)).json.status).toBe('pending');
    expect(await outcomes()).toEqual(['session.stepped-up']);
  });

  it('is fetched once, also when two calls come at once', async () => {
    await entered();
    await finish({ personalNumber: ANNA.personalNumber });
    const answers = await Promise.all([1, 2, 3, 4].map(() => collect()));
    expect(answers.filter(({ json }) => json.status === 'complete')).toHaveLength(1);
    expect(answers.flatMap(({ renewed }) => (renewed ? [renewed] : []))).toHaveLength(1);
    expect(await outcomes()).toEqual(['session.stepped-up']);
  });

  it("refuses another person's eID, tells both the window and the frame, and begins anew", async () => {
    await entered();
    await expect(finish({ personalNumber: '199001012385' })).rejects.toMatchObject({ type: 'wrong-person' });
    for (let i = 0; i < 2; i++) expect((await collect()).json).toEqual({ status: 'failed', problem: 'wrong-person' });
    expect((await view(frame)).level).toBe(2);
    await entered();
    expect((await collect()).json.status).toBe('pending');
    await expect(finish({}, 'identification-cancelled')).rejects.toMatchObject({ type: 'identification-cancelled' });
    expect((await collect()).json.problem).toBe('identification-cancelled');
    await entered();
    await finish({ personalNumber: ANNA.personalNumber });
    expect((await collect()).json.status).toBe('complete');
    expect(await outcomes()).toEqual([
      'session.step-up-failed wrong-person',
      'session.step-up-failed identification-cancelled',
      'session.stepped-up',
    ]);
  });

  it('refuses an identity that raises nothing, and never lowers what BankID raised meanwhile', async () => {
    await entered();
    await expect(finish({ personalNumber: ANNA.personalNumber, level: 2 })).rejects.toMatchObject({
      type: 'identification-failed',
    });
    expect((await collect()).json.problem).toBe('identification-failed');
    await entered();
    await finish({ personalNumber: ANNA.personalNumber });
    const order = (await call('POST', '/session/step-up/bankid', undefined, frame)).json.orderId;
    harness.bankId.person = ANNA.personalNumber;
    const { renewed = '' } = await call('POST', `/session/step-up/bankid/${order}/collect`, undefined, frame);
    const raised = { bearer: renewed, host: 'teams' };
    expect((await collect(raised)).json.status).toBe('pending');
    expect(await view(raised)).toMatchObject({ level: 3, method: 'bankid' });
    await expect(finish({ personalNumber: ANNA.personalNumber })).rejects.toMatchObject({
      type: 'identification-failed',
    });
    expect(await view(raised)).toMatchObject({ level: 3, method: 'bankid' });
  });

  it('opens up to, and not at, the end of its five minutes, and once', async () => {
    const inTime = await begin();
    const late = await begin();
    harness.clock.advance(299.999);
    expect((await enter(inTime.ticket)).status).toBe(200);
    harness.clock.advance(0.001);
    expect((await enter(late.ticket)).problem).toBe('handover-invalid');
    const raced = await begin();
    const answers = await Promise.all([1, 2, 3].map(() => enter(raced.ticket)));
    expect(answers.map(({ problem }) => problem).sort()).toEqual(['', 'handover-invalid', 'handover-invalid']);
    expect((await enter(newToken())).problem).toBe('handover-invalid');
  });

  it('does not open for a session that has ended', async () => {
    const signedOut = await begin();
    await call('DELETE', '/session', undefined, frame);
    expect((await enter(signedOut.ticket)).problem).toBe('handover-invalid');
    frame = await startHostSession(harness);
    const frozen = await begin();
    await harness.accounts.setFrozen(harness.annaId, true);
    expect((await enter(frozen.ticket)).problem).toBe('handover-invalid');
  });

  it('raises nothing when the session ended while the person was at the provider', async () => {
    await entered();
    await harness.accounts.setFrozen(harness.annaId, true);
    await expect(finish({ personalNumber: ANNA.personalNumber })).rejects.toMatchObject({ type: 'not-signed-in' });
  });

  it('stores its ticket as a hash, and is swept when it has run out', async () => {
    const { ticket } = await begin();
    expect(JSON.stringify(await test.database.all('select * from step_up_window'))).not.toContain(ticket);
    harness.clock.advance(300);
    await sweepSignInWindows(test.database, harness.clock.now().getTime());
    expect(await test.database.get('select * from step_up_window')).toBeUndefined();
  });

  it('is begun at a provider that is offered; a browser goes there itself and fetches nothing', async () => {
    expect((await begin(frame, 'siths')).problem).toBe('identification-unavailable');
    expect((await begin(frame, 'unheard-of')).problem).toBe('identification-unavailable');
    const web = await startWebSession(harness);
    expect((await begin(web)).json.url).toBe('https://freja.example/authorize');
    expect((await collect(web)).problem).toBe('not-allowed');
  });

  it('tells the frame when the provider is away, and the ticket is used up then', async () => {
    const { ticket } = await begin();
    harness.outage.on = true;
    expect((await enter(ticket)).problem).toBe('identification-unavailable');
    harness.outage.on = false;
    expect((await enter(ticket)).problem).toBe('handover-invalid');
    expect((await collect()).json).toEqual({ status: 'failed', problem: 'identification-unavailable' });
  });

  it('is not the business of another session of the same person', async () => {
    const other = await startHostSession(harness, 'outlook');
    await entered();
    await finish({ personalNumber: ANNA.personalNumber });
    expect((await collect(other)).json.status).toBe('pending');
    expect((await collect()).json.status).toBe('complete');
  });
});
