import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { refusalOf } from '../ports/entra-tokens.contract.ts';
import { ACTIVITY, MemoryTokenStore } from '../ports/graph.contract.ts';
import { readConfig } from './config.ts';
import { type DemoMicrosoft, startDemoMicrosoft } from './demo-microsoft.ts';
import { systemClock } from './ports.ts';

const PERSONS = [{ givenName: 'Anna', surname: 'Ek', email: 'anna@storkommun.example' }];

describe('Microsoft’s cloud in the demo', () => {
  let removed: string[];
  let demo: DemoMicrosoft;
  let app: FastifyInstance;
  beforeEach(async () => {
    removed = [];
    const mailboxes = {
      isDraft: () => true,
      removeMessage: (objectId: string, messageId: string) => removed.push(`${objectId} ${messageId}`) > 0,
    };
    const config = readConfig({ SEFOS_MODE: 'demo' });
    demo = await startDemoMicrosoft({ config, clock: systemClock, persons: PERSONS, mailboxes });
    app = Fastify();
    await demo.mount(app);
  });
  afterEach(async () => {
    await app.close();
    await demo.close();
  });

  it('gives a token that signs in, that Graph is reached with, and that removes a mail', async () => {
    const answer = await app.inject({ method: 'POST', url: '/dev/entra/token', payload: { email: PERSONS[0]?.email } });
    const { accessToken } = answer.json();
    const person = await demo.ports.entraTokens.verify(accessToken, async () => true);
    expect(person).toMatchObject({ ...demo.accounts[0] });
    const store = new MemoryTokenStore();
    await demo.ports.graph.connect(person, accessToken, store);
    expect(await demo.ports.graph.permanentlyDeleteDraft(person, store, 'AAMkAD-x_=')).toBe('removed');
    expect(removed).toEqual([`${person.objectId} AAMkAD-x_=`]);
    const setGraph = (payload: object) => app.inject({ method: 'POST', url: '/dev/graph/state', payload });
    await setGraph({ failures: [{ status: 500 }] });
    const remove = () => demo.ports.graph.permanentlyDeleteDraft(person, store, 'AAMkAD-x_=');
    expect(await refusalOf(remove())).toEqual({ type: 'graph-unavailable', reason: 'status-500' });
    await setGraph({ isDown: true });
    expect(await refusalOf(remove())).toEqual({ type: 'graph-unavailable', reason: 'no-connection' });
    await setGraph({ isDown: false });
    expect(await remove()).toBe('removed');
  });

  it('shows on its page what stands in people’s feeds, each with a way into the tab', async () => {
    const [person] = demo.accounts;
    if (!person) throw new Error('nobody');
    const feed = async () => (await app.inject('/dev/activity.json')).json();
    expect(await feed()).toEqual([]);
    expect((await app.inject('/dev/activity')).body).toContain('Nothing yet.');
    const sender = '<b>Anna</b>';
    expect(await demo.ports.graph.notifyActivity(person, { ...ACTIVITY, parameters: { sender } })).toBe('sent');
    expect(await feed()).toEqual([expect.objectContaining({ person, url: ACTIVITY.url })]);
    const page = (await app.inject('/dev/activity')).body;
    expect(page).toContain('SEFOS: säkert meddelande från &lt;b&gt;Anna&lt;/b&gt;');
    expect(page).toContain('href="/dev/teams?person=anna%40storkommun.example&amp;path=%2Fmessages%2F1"');
    const payload = { withoutApp: [person.email] };
    await app.inject({ method: 'POST', url: '/dev/graph/state', payload });
    expect(await demo.ports.graph.notifyActivity(person, ACTIVITY)).toBe('not-installed');
    await app.inject({ method: 'POST', url: '/dev/graph/state', payload: { withoutApp: [] } });
    expect(await demo.ports.graph.notifyActivity(person, ACTIVITY)).toBe('sent');
  });
});
