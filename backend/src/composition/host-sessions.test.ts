import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { hashToken, newToken } from '../crypto/index.ts';
import type { EntraPerson } from '../ports/entra-tokens.port.ts';
import { OIDC_WORLDS } from '../simulators/oidc/worlds.ts';
import { Browser } from '../testing/browser.ts';
import { describeOnBoth, type TestDatabase } from '../testing/databases.ts';
import { external, HANNA, KALLE, LISA, TestProduct } from '../testing/product.ts';

/** A page in a frame: no cookies, a token in its hands. */
class Frame extends Browser {
  token = '';
  host = 'teams';
  mailboxId = '';

  override call(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
    const own = this.token ? { authorization: `Bearer ${this.token}`, 'x-sefos-host': this.host } : {};
    return super.call(method, path, body, { ...own, ...headers });
  }
}

const entraPerson = (email: string): Partial<EntraPerson> => {
  const claims = OIDC_WORLDS.entra.describe({ givenName: 'A', surname: 'B', email });
  return { tenantId: String(claims?.tid), objectId: String(claims?.oid), email };
};

describeOnBoth('the API in a host', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let origin: string;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    origin = await product.app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    product.app.server.closeAllConnections();
    await product.stop();
    await test.end();
  });

  const signIn = async (email: string, host = 'teams'): Promise<Frame> => {
    const frame = new Frame(product.app);
    const accessToken = product.entraTokens.issue({
      ...entraPerson(email),
      methods: { amr: ['pwd', 'mfa'], acrs: [] },
    });
    const { body, status } = await frame.call('POST', '/sign-in/entra', { accessToken, host });
    if (status !== 200) throw new Error(`not signed in: ${status}`);
    frame.token = body.token;
    frame.host = host;
    frame.mailboxId = body.session.mailboxId;
    return frame;
  };
  const message = (from: Frame, attachmentIds: string[] = []) => ({
    mailboxId: from.mailboxId,
    recipients: [{ kind: 'to', address: KALLE }],
    subject: 'Ärende',
    bodyHtml: '<p>Hej</p>',
    attachmentIds,
    assuranceLevel: 2,
    replyAllowed: true,
  });

  it('writes with uploads, sends, lists and opens by token alone', async () => {
    const hanna = await signIn(HANNA, 'outlook');
    const file = await hanna.upload('fil.txt', Buffer.from('innehåll'));
    const status = await hanna.call('HEAD', `/uploads/${file}`, undefined, { 'tus-resumable': '1.0.0' });
    expect(status.headers['upload-offset']).toBe('9');
    const sent = await hanna.post('/messages', message(hanna, [file]));
    expect(sent.status).toBe(201);
    const kalle = await signIn(KALLE);
    const list = await kalle.get(`/mailboxes/${kalle.mailboxId}/messages?folder=inbox`);
    expect(JSON.stringify(list.body)).toContain(sent.body.id);
    expect((await kalle.post(`/messages/${sent.body.id}/open`)).body.bodyHtml).toContain('Hej');
    expect([hanna.cookies.size, kalle.cookies.size]).toEqual([0, 0]);
  });

  it('refuses uploads of another host, and of nobody, before their bytes are read', async () => {
    const hanna = await signIn(HANNA);
    const tus = { 'tus-resumable': '1.0.0', 'upload-length': '1', 'upload-metadata': 'filename Zg==' };
    const create = (headers: Readonly<Record<string, string>>) => hanna.call('POST', '/uploads', undefined, headers);
    expect((await create({ ...tus, 'x-sefos-host': 'outlook' })).problem).toBe('not-signed-in');
    expect((await create({ ...tus, authorization: '' })).problem).toBe('not-signed-in');
    expect((await create(tus)).status).toBe(201);
  });

  it('gives nobody of another organisation anything, whatever the host', async () => {
    const hanna = await signIn(HANNA);
    const { id } = (await hanna.post('/messages', message(hanna))).body;
    const lisa = await signIn(LISA);
    expect((await lisa.get(`/messages/${id}`)).problem).toBe('not-found');
    expect((await lisa.post(`/messages/${id}/open`)).problem).toBe('not-found');
    expect((await lisa.get(`/mailboxes/${hanna.mailboxId}/messages?folder=inbox`)).problem).toBe('not-found');
    expect((await lisa.post('/messages', message(hanna))).problem).toBe('not-found');
  });

  it("does not let a tenant's token into another organisation's accounts", async () => {
    const { tenantId } = entraPerson(LISA);
    const accessToken = product.entraTokens.issue({ ...entraPerson(HANNA), tenantId: tenantId ?? '', objectId: 'o' });
    const answer = await product.nobody().post('/sign-in/entra', { accessToken, host: 'teams' });
    expect(answer.problem).toBe('sign-in-unknown-account');
  });

  it('streams live events to a frame, and to no other host', async () => {
    const kalle = await signIn(KALLE);
    const listen = (host: string, signal: AbortSignal) =>
      fetch(`${origin}/api/v1/events`, {
        headers: { authorization: `Bearer ${kalle.token}`, 'x-sefos-host': host },
        signal,
      });
    const stop = new AbortController();
    const refused = await listen('outlook', stop.signal);
    expect(refused.status).toBe(401);
    await refused.body?.cancel();
    const stream = await listen('teams', stop.signal);
    expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    stop.abort();
  });

  it('never takes a link for the cookie that a frame happens to carry', async () => {
    const hanna = await signIn(HANNA);
    const to = [{ kind: 'to', ...external('lank@example.org') }];
    await hanna.post('/messages', { ...message(hanna), recipients: to, assuranceLevel: 1 });
    await product.drain();
    const reader = await product.enter('lank@example.org');
    expect((await reader.get('/link')).status).toBe(200);
    const beside = { authorization: `Bearer ${hanna.token}`, 'x-sefos-host': 'teams' };
    expect((await reader.call('GET', '/link', undefined, beside)).problem).toBe('link-session-ended');
    // With the host's name alone too, and in whichever spelling of a host: only our own pages on the web have cookies that count.
    for (const host of ['teams', 'outlook', 'word', ''])
      expect((await reader.call('GET', '/link', undefined, { 'x-sefos-host': host })).problem).toBe(
        'link-session-ended',
      );
    expect((await reader.call('GET', '/link', undefined, { 'x-sefos-host': 'web' })).status).toBe(200);
    await reader.post('/link/open');
    const { url } = (await reader.post('/link/downloads', { attachmentId: null })).body;
    const fetched = (headers: Record<string, string>) => reader.call('GET', `/${url}`, undefined, headers);
    expect((await fetched({ 'x-sefos-host': 'teams' })).status).toBe(404);
    expect((await fetched({})).status).toBe(200);
    const withoutCsrf = new Browser(product.app);
    for (const [name, value] of reader.cookies) withoutCsrf.cookies.set(name, value);
    withoutCsrf.linkId = reader.linkId;
    expect((await withoutCsrf.post('/link/open')).problem).toBe('csrf-token-invalid');
  });

  it('hands a session over from a window, and keeps every secret of it out of log and database', async () => {
    const window = await product.signIn(HANNA);
    const verifier = newToken();
    const challenge = hashToken(verifier).toString('base64url');
    const { code } = (await window.post('/sign-in/handover', { challenge, host: 'outlook' })).body;
    const { token } = (await product.nobody().post('/sign-in/handover/exchange', { code, verifier, host: 'outlook' }))
      .body;
    const frame = new Frame(product.app);
    Object.assign(frame, { token, host: 'outlook' });
    expect((await frame.get('/session')).body.account.email).toBe(HANNA);
    const secret = newToken();
    const begun = { provider: 'freja', challenge: hashToken(secret).toString('base64url') };
    expect((await frame.post('/session/step-up/oidc', begun)).status).toBe(200);
    const browser = product.nobody();
    const opened = await browser.post('/sign-in/step-up-window', { challenge: begun.challenge, page: 'host' });
    expect(opened.status).toBe(200);
    const cookie = [...browser.cookies].find(([name]) => name.startsWith('__Host-sefos-step-up-'))?.[1] ?? '';
    const tables = ['sign_in_handover', 'step_up_window', 'session', 'audit_event', 'identification_order'];
    const rows = await Promise.all(tables.map((table) => product.database.all(`select * from ${table}`)));
    const everything = JSON.stringify(rows) + product.log;
    for (const one of [code, verifier, token, secret, cookie, frame.token]) {
      expect(one).toMatch(/^[\w-]{43}$/);
      expect(everything).not.toContain(one);
    }
    expect((await signIn(KALLE)).token).not.toBe('');
    expect(product.log).not.toContain('entra-token-');
  });
});
