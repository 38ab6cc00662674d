import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { OIDC_WORLDS } from '../../simulators/oidc/worlds.ts';
import { Browser } from '../../testing/browser.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import {
  type AccountBrowser,
  external,
  HANNA,
  KALLE,
  LISA,
  OLGA,
  TEAMS_APP_ID,
  TestProduct,
} from '../../testing/product.ts';

const WAIT_SECONDS = 20;
const PATH = '/account/notifications';

const personOf = (email: string) => {
  const claims = OIDC_WORLDS.entra.describe({ givenName: 'A', surname: 'B', email });
  return { tenantId: String(claims?.tid), objectId: String(claims?.oid) };
};

describeOnBoth('activities in Teams', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    const tables = ['notification_preference', 'account_identity', 'outbox'];
    await product.database.commit(tables.map((table) => write(`delete from ${table}`)));
    for (const list of [product.graph.activities, product.mail.sent, product.quietJobs, product.failedJobs])
      list.length = 0;
    product.graph.activityOutcome = 'sent';
    product.graph.failWith = undefined;
    hanna = await product.signIn(HANNA);
    kalle = await product.signIn(KALLE);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const later = async (seconds = WAIT_SECONDS) => {
    product.clock.advance(seconds);
    await product.drain();
  };
  /** As Teams does when somebody opens the tab. */
  const openInTeams = async (email: string) => {
    const accessToken = product.entraTokens.issue({ ...personOf(email), email });
    const answer = await new Browser(product.app).call(
      'POST',
      '/sign-in/entra',
      { accessToken, host: 'teams' },
      { 'x-sefos-host': 'teams' },
    );
    expect(answer.status).toBe(200);
  };
  const choose = async (browser: AccountBrowser, teams = true) =>
    expect((await browser.call('PUT', PATH, { mail: false, teams })).status).toBe(200);
  const ready = async () => {
    await openInTeams(KALLE);
    await choose(kalle);
  };
  const jobs = () => product.count("outbox where kind = 'teams-activity'");

  it('are off until a person chooses them, and can be chosen once she is known in Teams', async () => {
    expect((await kalle.get(PATH)).body).toEqual({ mail: true, teams: false, teamsState: 'unknown-person' });
    await openInTeams(KALLE);
    expect((await kalle.get(PATH)).body).toEqual({ mail: true, teams: false, teamsState: 'available' });
    await product.send(hanna, [{ address: KALLE }]);
    expect(await jobs()).toBe(0);
    await later();
    expect(product.graph.activities).toEqual([]);
    await choose(kalle);
    expect((await kalle.get(PATH)).body).toEqual({ mail: false, teams: true, teamsState: 'available' });
  });

  it('tell who has written and lead to the message in the tab, and say nothing of the message', async () => {
    await ready();
    const content = { subject: 'Hemligt ärende', bodyHtml: '<p>Hemlig text</p>' };
    const id = await product.send(hanna, [{ address: KALLE }, { address: LISA }], content);
    await product.drain();
    expect(product.graph.activities).toEqual([]);
    await later();
    expect(product.graph.activities).toEqual([
      {
        person: personOf(KALLE),
        activity: {
          type: 'messageReceived',
          parameters: { sender: expect.stringMatching(/^.+, .*[Ss]torkommun.*$/) },
          topic: 'Säkert meddelande',
          preview: 'Öppna det i SEFOS.',
          url: expect.any(String),
          chainId: expect.any(Number),
        },
      },
    ]);
    const [told] = product.graph.activities;
    expect(Number.isSafeInteger(told?.activity.chainId) && Number(told?.activity.chainId) > 0).toBe(true);
    const url = new URL(told?.activity.url ?? '');
    expect(url.origin + url.pathname).toBe(`https://teams.microsoft.com/l/entity/${TEAMS_APP_ID}/sefos`);
    expect(JSON.parse(url.searchParams.get('context') ?? '')).toEqual({ subEntityId: `/messages/inbox/${id}` });
    expect(url.searchParams.get('webUrl')).toBe(`https://sefos.example/messages/inbox/${id}`);
    expect(JSON.stringify(told)).not.toContain('Hemlig');
    const logged = "audit_event where action = 'message.teams-activity-sent'";
    expect(await product.count(logged)).toBe(1);
    expect(product.mail.to(KALLE)).toEqual([]);
  });

  it('tell the members of a function mailbox who have chosen so, and lead into it', async () => {
    const olga = await product.signIn(OLGA);
    const name = 'Bygglov';
    const address = 'bygglov@storkommun.example';
    const { id } = (await olga.post('/function-mailboxes', { name, address, language: null })).body;
    await olga.post(`/function-mailboxes/${id}/members`, { addresses: [HANNA, KALLE], role: 'member' });
    await openInTeams(KALLE);
    await openInTeams(HANNA);
    const lisa = await product.signIn(LISA);
    await product.send(lisa, [{ address }]);
    expect(await jobs()).toBe(0);
    const wish = (who: AccountBrowser, teams: string) =>
      who.call('PUT', `/function-mailboxes/${id}/notifications`, { mail: 'none', teams });
    expect((await wish(kalle, 'all')).body).toEqual({ mail: 'none', teams: 'all', teamsState: 'available' });
    const message = await product.send(lisa, [{ address }], { subject: 'Hemligt ärende' });
    await later();
    expect(product.graph.activities.map(({ person }) => person)).toEqual([personOf(KALLE)]);
    const [told] = product.graph.activities;
    expect(told?.activity).toMatchObject({ type: 'messageReceived', topic: `Säkert meddelande till ${name}` });
    const context = new URL(told?.activity.url ?? '').searchParams.get('context') ?? '';
    expect(JSON.parse(context)).toEqual({ subEntityId: `/messages/inbox/${message}?mailbox=${id}` });
    expect(JSON.stringify(told)).not.toContain('Hemlig');
    await wish(hanna, 'concerning');
    await product.send(lisa, [{ address }]);
    await product.send(kalle, [{ address }]);
    await later();
    expect(product.graph.activities).toHaveLength(4);
    expect([product.quietJobs, product.failedJobs]).toEqual([[], []]);
    await olga.post(`/function-mailboxes/${id}/removal`, { name });
  });

  it('speak the language of who reads them, and name nobody who answers through a link', async () => {
    await openInTeams(HANNA);
    await choose(hanna);
    await product.database.commit([write("update account set language = 'fi' where email = ?", HANNA)]);
    const address = 'medborgare@example.org';
    await product.send(hanna, [external(address)]);
    await product.drain();
    const citizen = await product.enter(address);
    expect((await citizen.post('/link/open')).status).toBe(200);
    expect((await citizen.post('/link/reply', { bodyText: 'Svaret', attachmentIds: [] })).status).toBe(201);
    await later();
    const [told] = product.graph.activities;
    expect(told?.activity).toMatchObject({ type: 'answerReceived', parameters: {}, preview: 'Avaa se SEFOSissa.' });
    expect(JSON.stringify(told)).not.toContain(address);
    await product.database.commit([write("update account set language = 'sv' where email = ?", HANNA)]);
  });

  it('are also of messages that the sender’s own mail program tells of, and of none to oneself', async () => {
    await ready();
    await product.send(hanna, [{ address: KALLE }], { notification: 'sender' });
    await product.send(hanna, [{ address: KALLE }], { notification: 'everybody' });
    await product.send(kalle, [{ address: KALLE }]);
    await later();
    expect(product.graph.activities).toHaveLength(2);
  });

  it('are spared who has opened, marked or deleted, and who no longer wants them', async () => {
    await ready();
    const opened = await product.send(hanna, [{ address: KALLE }]);
    expect((await kalle.post(`/messages/${opened}/open`, {})).status).toBe(200);
    const marked = await product.send(hanna, [{ address: KALLE }]);
    const deleted = await product.send(hanna, [{ address: KALLE }]);
    await product.database.commit([
      write('update recipient set unread = 0 where message_id = ?', marked),
      write('update recipient set deleted_at = 1 where message_id = ?', deleted),
    ]);
    await later();
    await product.send(hanna, [{ address: KALLE }]);
    await choose(kalle, false);
    await later();
    expect(product.graph.activities).toEqual([]);
    expect(product.quietJobs).toEqual([]);
  });

  it('are not sent of what was recalled or purged meanwhile', async () => {
    await ready();
    const recalled = await product.send(hanna, [{ address: KALLE }]);
    expect((await hanna.post(`/messages/${recalled}/recall`, { recipientIds: null })).status).toBe(200);
    const purged = await product.send(hanna, [{ address: KALLE }]);
    await product.database.commit([write('delete from message_key where message_id = ?', purged)]);
    await later();
    expect(product.graph.activities).toEqual([]);
    expect(await jobs()).toBe(0);
  });

  it('are tried again while Graph is not there, as long after as it asks, under the same number', async () => {
    await ready();
    await product.send(hanna, [{ address: KALLE }]);
    product.graph.failWith = new DomainError('graph-unavailable', { reason: 'throttled', retryAfterSeconds: 120 });
    await later();
    expect(product.failedJobs).toContain('teams-activity graph-unavailable');
    product.graph.failWith = undefined;
    await later(119);
    expect(product.graph.activities).toEqual([]);
    await later(1);
    expect(product.graph.activities).toHaveLength(1);
    expect(await jobs()).toBe(0);
  });

  it.each(['not-installed', 'unknown-person', 'refused'] as const)('end quietly, once: %s', async (outcome) => {
    await ready();
    product.graph.activityOutcome = outcome;
    await product.send(hanna, [{ address: KALLE }]);
    await later();
    await later(3_600);
    expect(product.quietJobs).toEqual([`teams-activity ${outcome}`]);
    expect(await jobs()).toBe(0);
  });

  it('end quietly when the tenant does not know SEFOS, and when the person is known no more', async () => {
    await ready();
    product.graph.failWith = new DomainError('graph-consent-needed', { reason: 'unauthorized_client' });
    await product.send(hanna, [{ address: KALLE }]);
    await later();
    product.graph.failWith = undefined;
    await product.send(hanna, [{ address: KALLE }]);
    await product.database.commit([write('delete from account_identity')]);
    await later();
    expect(product.quietJobs).toEqual(['teams-activity no-consent', 'teams-activity unknown-person']);
    expect(product.graph.activities).toEqual([]);
  });

  it('never go to a person of a tenant that is not, or no longer, her organisation’s', async () => {
    await ready();
    const { tenantId } = personOf(KALLE);
    await product.services.tenants.removeTenant(tenantId);
    expect((await kalle.get(PATH)).body.teamsState).toBe('absent');
    await product.services.tenants.addTenant('lillkommun', tenantId);
    await product.send(hanna, [{ address: KALLE }]);
    await later();
    expect(product.graph.activities).toEqual([]);
    expect(product.quietJobs).toEqual(['teams-activity unknown-person']);
    await product.services.tenants.removeTenant(tenantId);
    await product.services.tenants.addTenant('storkommun', tenantId);
    expect((await kalle.get(PATH)).body.teamsState).toBe('available');
  });

  it('are a choice of the person alone', async () => {
    await ready();
    await openInTeams(LISA);
    const lisa = await product.signIn(LISA);
    for (const other of [hanna, lisa]) expect((await other.get(PATH)).body.teams).toBe(false);
    await product.send(kalle, [{ address: HANNA }, { address: LISA }]);
    await later();
    expect(product.graph.activities).toEqual([]);
    for (const body of [
      { mail: true },
      { mail: true, teams: 'yes' },
      { mail: true, teams: true, teamsState: 'absent' },
    ])
      expect((await kalle.call('PUT', PATH, body)).problem).toBe('invalid-request');
  });
});
