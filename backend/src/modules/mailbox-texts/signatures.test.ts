import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';
import { fakeKms } from '../identification/testing/fakes.ts';
import { KeyRing, rotateKeys } from '../organisations/index.ts';
import { MAILBOX_TEXT_KEYS } from './index.ts';

describeOnBoth('signatures', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    hanna = await product.signIn(HANNA);
    await product.database.commit([{ sql: 'delete from mailbox_text', params: [] }]);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const path = () => `/mailboxes/${hanna.mailboxId}/signature`;
  const save = (bodyHtml: string, enabled = true) => hanna.call('PUT', path(), { enabled, bodyHtml });

  it('is off and empty until it is written', async () => {
    expect((await hanna.get(path())).body).toEqual({ enabled: false, bodyHtml: '' });
  });

  it('is kept as written, and replaced by the next save', async () => {
    await save('<p>Hanna</p>');
    expect((await save('<p><strong>Hanna</strong> åäö</p>', false)).status).toBe(200);
    expect((await hanna.get(path())).body).toEqual({ enabled: false, bodyHtml: '<p><strong>Hanna</strong> åäö</p>' });
    expect(await product.count('mailbox_text where mailbox_id = ?', hanna.mailboxId)).toBe(1);
  });

  it('is sanitised at the door', async () => {
    const answer = await save(
      '<p onclick="x()">Hanna<script>alert(1)</script><img src="https://example.org/x.png"></p>',
    );
    expect(answer.body.bodyHtml).toBe('<p>Hanna</p>');
    expect((await hanna.get(path())).body.bodyHtml).toBe('<p>Hanna</p>');
  });

  it('may be as long as the limit and no longer', async () => {
    const longest = 'a'.repeat(LIMITS.signatureHtmlCharacters - 7);
    expect((await save(`<p>${longest}</p>`)).status).toBe(200);
    expect((await save(`<p>${longest}a</p>`)).problem).toBe('invalid-request');
  });

  it('is nothing that anybody else reads or writes, in the organisation or outside', async () => {
    await save('<p>Hanna</p>');
    for (const email of [KALLE, LISA]) {
      const other = await product.signIn(email);
      expect((await other.get(path())).problem).toBe('not-found');
      expect((await other.call('PUT', path(), { enabled: true, bodyHtml: '' })).problem).toBe('not-found');
    }
    expect((await hanna.get(path())).body.bodyHtml).toBe('<p>Hanna</p>');
  });

  it('stands sealed in the database, and its change in the log without its text', async () => {
    await save('<p>KanarieSignatur</p>');
    const row = await product.database.get<{ body: Uint8Array }>('select * from mailbox_text');
    expect(Buffer.from(row?.body ?? []).includes('KanarieSignatur')).toBe(false);
    const entry = await product.database.get<{ facts: string; actor_id: string }>(
      "select * from audit_event where action = 'signature.changed' order by id desc limit 1",
    );
    expect(entry).toMatchObject({ actor_id: hanna.accountId, facts: '{"enabled":true}' });
  });

  it('is still read after its organisation has a new key', async () => {
    await save('<p>Hanna</p>');
    const { organisation_id: organisationId = '' } =
      (await product.database.get<{ organisation_id: string }>('select organisation_id from mailbox_text')) ?? {};
    const keyRing = new KeyRing(product.database, fakeKms, product.clock);
    const count = await rotateKeys(
      { database: product.database, keyRing, tables: [MAILBOX_TEXT_KEYS] },
      organisationId,
      0,
    );
    expect(count).toBe(1);
    expect((await hanna.get(path())).body.bodyHtml).toBe('<p>Hanna</p>');
  });
});
