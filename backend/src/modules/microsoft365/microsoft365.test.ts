import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { refusalOf } from '../../ports/entra-tokens.contract.ts';
import { OIDC_WORLDS } from '../../simulators/oidc/worlds.ts';
import { Browser } from '../../testing/browser.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';
import { rotateKeys } from '../organisations/index.ts';
import { GRAPH_TOKEN_KEYS } from './graph-tokens.keys.ts';
import { GraphTokens, type TokenOwner } from './graph-tokens.ts';
import type { GraphTokenCacheRow } from './microsoft365.entity.ts';

const ITEM = 'AAMkADQ1-canary_item=';
const PATH = '/microsoft365/mail-items/remove';

/** A frame: its bearer token and its host, no cookies. */
class Frame extends Browser {
  bearer = '';
  override call(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
    const carried = { authorization: `Bearer ${this.bearer}`, 'x-sefos-host': 'outlook' };
    return super.call(method, path, body, { ...(this.bearer ? carried : {}), ...headers });
  }
}

describeOnBoth('mail items through Graph', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  beforeEach(async () => {
    test = await open();
    product = await TestProduct.start(test);
    product.graph.messages.add(ITEM);
    await sendDraft(HANNA);
  });
  afterEach(async () => {
    await product.stop();
    await test.end();
  });

  const personOf = (email: string) => {
    const claims = OIDC_WORLDS.entra.describe({ givenName: 'A', surname: 'B', email });
    return { tenantId: String(claims?.tid), objectId: String(claims?.oid) };
  };
  const ownerOf = async (email: string): Promise<TokenOwner> => {
    const account = await product.services.accounts.findByEmail(email);
    if (!account) throw new Error('nobody');
    return { accountId: account.id, organisationId: account.organisationId };
  };
  /** Signs in with an Entra token, as the add-in's pane does. */
  const enter = async (email: string): Promise<Frame> => {
    const accessToken = product.entraTokens.issue({ ...personOf(email), email });
    const frame = new Frame(product.app);
    const answer = await frame.post('/sign-in/entra', { accessToken, host: 'outlook' });
    expect(answer.status).toBe(200);
    frame.bearer = answer.body.token;
    return frame;
  };
  /** The same, and the exchange for Graph tokens has ended. */
  const signIn = async (email: string): Promise<Frame> => {
    const frame = await enter(email);
    await product.services.microsoft365.settled((await ownerOf(email)).accountId);
    return frame;
  };
  /** Sends the draft from the person's own mailbox, as the pane does before it has it removed. */
  const sendDraft = async (email: string, restId = ITEM) => {
    const draftKey = createHash('sha256').update(restId, 'utf8').digest('hex');
    return product.send(await product.signIn(email), [{ address: HANNA }], { draftKey, notification: 'everybody' });
  };
  const remove = async (frame: Browser, restId = ITEM) => {
    const { status, body, problem } = await frame.post(PATH, { restId });
    return problem ?? [status, body];
  };
  const tokens = () => new GraphTokens({ ...product, keyRing: product.services.keyRing });
  const rows = () => test.database.all<GraphTokenCacheRow>('select * from graph_token_cache');

  it('removes one, and says when it was not there any more', async () => {
    const hanna = await signIn(HANNA);
    expect(await remove(hanna)).toEqual([200, { removed: true }]);
    expect(await remove(hanna)).toEqual([200, { removed: false }]);
    expect(product.graph.removedFor[0]).toEqual(personOf(HANNA));
  });

  it('removes nothing but drafts that became a message, and asks Graph about nothing else', async () => {
    const other = 'AAMkADQ1-other_item=';
    product.graph.messages.add(other);
    const hanna = await signIn(HANNA);
    // Neither another item, nor an id that is the draft's but for a letter's case.
    for (const restId of [other, ITEM.toLowerCase()]) {
      const answer = await hanna.post(PATH, { restId });
      expect([answer.status, answer.problem]).toEqual([404, 'not-found']);
    }
    expect(product.graph.removedFor).toEqual([]);
    expect([...product.graph.messages]).toEqual([ITEM, other]);
    const logged = "select id from audit_event where action = 'mail-item.removed'";
    expect(await test.database.all(logged)).toEqual([]);
    await sendDraft(HANNA, other);
    expect(await remove(hanna, other)).toEqual([200, { removed: true }]);
  });

  it('removes nothing that is no draft, though a message was sent in its name, and logs the try', async () => {
    const restId = 'AAMkADQ1-received_item=';
    product.graph.messages.add(restId);
    product.graph.received.add(restId);
    await sendDraft(HANNA, restId);
    expect(await remove(await signIn(HANNA), restId)).toBe('not-found');
    expect(product.graph.messages).toContain(restId);
    expect(product.graph.removedFor).toEqual([]);
    const entries = await test.database.all<Record<string, unknown>>(
      "select * from audit_event where action like 'mail-item.%'",
    );
    expect(entries).toEqual([
      expect.objectContaining({ action: 'mail-item.removal-refused', facts: '{"reason":"no-draft"}' }),
    ]);
    expect(JSON.stringify(entries)).not.toContain(restId);
  });

  it('does not take what somebody else sent for the person’s own, of the same organisation or another', async () => {
    for (const email of [KALLE, LISA]) expect(await remove(await signIn(email))).toBe('not-found');
    expect(product.graph.removedFor).toEqual([]);
    expect(product.graph.messages).toContain(ITEM);
  });

  it('removes the draft of a message that was recalled', async () => {
    const restId = 'AAMkADQ1-recalled_item=';
    product.graph.messages.add(restId);
    const id = await sendDraft(HANNA, restId);
    expect((await (await product.signIn(HANNA)).post(`/messages/${id}/recall`, { recipientIds: null })).status).toBe(
      200,
    );
    expect(await remove(await signIn(HANNA), restId)).toEqual([200, { removed: true }]);
  });

  it('logs who removed what, by a hash and never by the item’s id', async () => {
    await remove(await signIn(HANNA));
    const { accountId, organisationId } = await ownerOf(HANNA);
    const entries = await test.database.all<Record<string, unknown>>(
      "select * from audit_event where action = 'mail-item.removed'",
    );
    expect(entries).toEqual([
      expect.objectContaining({
        organisation_id: organisationId,
        actor_id: accountId,
        target_kind: 'mail-item-hash',
        target_id: createHash('sha256').update(ITEM).digest('base64url'),
        facts: '{"wasThere":true}',
      }),
    ]);
    expect(JSON.stringify(entries)).not.toContain(ITEM);
    expect(product.log).not.toContain(ITEM);
  });

  it('wants consent of who never signed in with an Entra token', async () => {
    expect(await remove(await product.signIn(HANNA))).toBe('graph-consent-needed');
  });

  it('is not for a session that began in another way, though the person has signed in with an Entra token before', async () => {
    await signIn(HANNA);
    expect(await remove(await product.signIn(HANNA))).toBe('graph-consent-needed');
    expect(product.graph.removedFor).toEqual([]);
    expect(await remove(await signIn(HANNA))).toEqual([200, { removed: true }]);
  });

  it('never uses what a colleague has', async () => {
    await signIn(HANNA);
    await sendDraft(KALLE);
    expect(await remove(await product.signIn(KALLE))).toBe('graph-consent-needed');
    await remove(await signIn(KALLE));
    expect(product.graph.removedFor).toEqual([personOf(KALLE)]);
  });

  it('never uses what another organisation has', async () => {
    await signIn(HANNA);
    const hanna = await ownerOf(HANNA);
    const { organisationId } = await ownerOf(LISA);
    expect(await tokens().load({ ...hanna, organisationId })).toBeNull();
    await tokens().forget({ ...hanna, organisationId });
    expect(await rows()).toHaveLength(1);
    await sendDraft(LISA);
    expect(await remove(await signIn(LISA))).toEqual([200, { removed: true }]);
    expect(product.graph.removedFor).toEqual([personOf(LISA)]);
  });

  it('cannot read a row that was moved to another account', async () => {
    await signIn(HANNA);
    await signIn(KALLE);
    const hanna = (await ownerOf(HANNA)).accountId;
    const [row] = (await rows()).filter((one) => one.account_id === hanna);
    const { accountId } = await ownerOf(KALLE);
    const move = 'update graph_token_cache set sealed = ?, wrapped_key = ? where account_id = ?';
    await test.database.commit([write(move, row?.sealed ?? null, row?.wrapped_key ?? null, accountId)]);
    expect(await refusalOf(tokens().load(await ownerOf(KALLE)))).toMatchObject({ type: 'key-unwrap-failed' });
  });

  it('forgets what it has when the tenant is connected no more', async () => {
    const hanna = await signIn(HANNA);
    await product.services.tenants.removeTenant(personOf(HANNA).tenantId);
    expect(await remove(hanna)).toBe('graph-consent-needed');
    expect(await rows()).toEqual([]);
    expect(product.graph.removedFor).toEqual([]);
  });

  it('does not use it for the organisation that the tenant left', async () => {
    const hanna = await signIn(HANNA);
    const { tenantId } = personOf(HANNA);
    await product.services.tenants.removeTenant(tenantId);
    await product.services.tenants.addTenant('lillkommun', tenantId);
    expect(await remove(hanna)).toBe('graph-consent-needed');
  });

  it('keeps nothing that can be read', async () => {
    await remove(await signIn(HANNA));
    const { tenantId, objectId } = personOf(HANNA);
    const kept = (await rows()).map((row) => Buffer.concat([row.sealed, row.wrapped_key]));
    expect(kept).toHaveLength(1);
    const file = test.url.startsWith('sqlite:') ? test.url.slice('sqlite:'.length) : null;
    const places = file ? [...kept, readFileSync(file), readFileSync(`${file}-wal`)] : kept;
    for (const bytes of places)
      for (const canary of ['refresh-token-canary', 'entra-token-', ITEM]) expect(bytes.includes(canary)).toBe(false);
    for (const bytes of kept) for (const id of [tenantId, objectId]) expect(bytes.includes(id)).toBe(false);
    expect(product.log).not.toContain('refresh-token-canary');
  });

  it('stays readable when the organisation’s key is rotated, and when tokens are kept after', async () => {
    const hanna = await signIn(HANNA);
    const { organisationId } = await ownerOf(HANNA);
    const { keyRing } = product.services;
    const rotated = () =>
      rotateKeys({ database: test.database, keyRing, tables: [GRAPH_TOKEN_KEYS] }, organisationId, 0);
    expect(await rotated()).toBe(1);
    expect((await rows()).map(({ key_epoch }) => Number(key_epoch))).toEqual([2]);
    expect(await remove(hanna)).toEqual([200, { removed: true }]);
    await signIn(HANNA);
    expect(await rotated()).toBe(1);
    expect(await remove(hanna)).toEqual([200, { removed: false }]);
  });

  it('keeps renewed tokens', async () => {
    const hanna = await signIn(HANNA);
    product.graph.renewTo = 'renewed';
    await remove(hanna);
    expect(await tokens().load(await ownerOf(HANNA))).toMatchObject({ person: personOf(HANNA), serialised: 'renewed' });
    product.graph.renewTo = 'renewed again';
    await remove(hanna);
    expect(await tokens().load(await ownerOf(HANNA))).toMatchObject({ serialised: 'renewed again' });
  });

  it('does not put renewed tokens over those of a newer sign-in', async () => {
    const hanna = await signIn(HANNA);
    product.graph.renewTo = 'renewed';
    const owner = await ownerOf(HANNA);
    product.graph.beforeRenewal = () => tokens().replace(owner, { person: personOf(HANNA), serialised: 'newer' });
    await remove(hanna);
    expect((await tokens().load(owner))?.serialised).toBe('newer');
  });

  it('keeps one of two sign-ins at the same time', async () => {
    const owner = await ownerOf(HANNA);
    const keep = (serialised: string) => tokens().replace(owner, { person: personOf(HANNA), serialised });
    await Promise.all([keep('one'), keep('two')]);
    expect(['one', 'two']).toContain((await tokens().load(owner))?.serialised);
    expect(await rows()).toHaveLength(1);
  });

  it('lets people in although Graph cannot be reached or has no consent, and says so at removal', async () => {
    product.graph.failWith = new DomainError('graph-unavailable');
    const hanna = await signIn(HANNA);
    expect(await remove(hanna)).toBe('graph-consent-needed');
    product.graph.failWith = undefined;
    await signIn(HANNA);
    product.graph.failWith = new DomainError('graph-unavailable', { reason: 'throttled' });
    const answer = await hanna.post(PATH, { restId: ITEM });
    expect([answer.status, answer.problem]).toEqual([503, 'graph-unavailable']);
    product.graph.failWith = new DomainError('graph-consent-needed');
    expect((await hanna.post(PATH, { restId: ITEM })).status).toBe(403);
    expect(product.graph.messages).toContain(ITEM);
  });

  it('waits for the exchange of a sign-in that has just been', async () => {
    let release = (): void => {};
    product.graph.beforeConnection = () =>
      new Promise<void>((resolve) => {
        release = resolve;
      });
    const hanna = await enter(HANNA);
    const removal = remove(hanna);
    expect(await rows()).toEqual([]);
    release();
    expect(await removal).toEqual([200, { removed: true }]);
  });

  it('takes ids of Graph’s form only', async () => {
    const hanna = await signIn(HANNA);
    const status = async (restId: string) => (await hanna.post(PATH, { restId })).status;
    expect([await status('a'.repeat(9)), await status('a'.repeat(10))]).toEqual([400, 404]);
    expect([await status('a'.repeat(513)), await status('a'.repeat(512))]).toEqual([400, 404]);
    for (const restId of ['AAMk/../../me/x', 'AAMkADQ1+abc=', 'AAMkADQ1?x=abc', 'AAMkADQ1%2Fabc'])
      expect(await status(restId)).toBe(400);
  });

  it('refuses who is not signed in', async () => {
    expect(await remove(product.nobody())).toBe('not-signed-in');
  });
});
