import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from '../../testing/browser.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, TestProduct } from '../../testing/product.ts';

describeOnBoth('a limit of downloads', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  /** A message with two files to Kalle and somebody without an account. */
  const deliver = async (maxDownloads: number | undefined) => {
    const files = [await hanna.upload('a.txt', Buffer.from('Ett')), await hanna.upload('b.txt', Buffer.from('Två'))];
    const address = `person${++people}@example.org`;
    const more = { attachmentIds: files, ...(maxDownloads === undefined ? {} : { maxDownloads }) };
    const id = await product.send(hanna, [{ address: KALLE }, external(address)], more);
    await product.drain();
    const page = await product.enter(address);
    const kalle = await product.signIn(KALLE);
    return { id, files, page, kalle, asked: `/messages/${id}/downloads` };
  };
  const fetched = async (browser: Browser, path: string, attachmentId: string | null): Promise<string> => {
    const asked = await browser.post(path, { attachmentId });
    if (asked.status !== 201) return String(asked.problem);
    const answer = await browser.call('GET', `/${asked.body.url}`);
    return answer.status === 200 ? 'given' : String(answer.problem);
  };
  const leftOf = async (browser: Browser, path: string) =>
    (await browser.post(path)).body.attachments.map(({ downloadsLeft }: { downloadsLeft?: number }) => downloadsLeft);

  it('holds for each recipient and file, named and by link alike, and is told to each', async () => {
    const { id, files, page, kalle, asked } = await deliver(2);
    const [first = ''] = files;
    expect(await leftOf(page, '/link/open')).toEqual([2, 2]);
    expect(await leftOf(kalle, `/messages/${id}/open`)).toEqual([2, 2]);
    expect(await fetched(page, '/link/downloads', first)).toBe('given');
    expect(await fetched(page, '/link/downloads', first)).toBe('given');
    expect(await fetched(page, '/link/downloads', first)).toBe('download-limit-reached');
    expect(await fetched(page, '/link/downloads', null)).toBe('download-limit-reached');
    expect(await leftOf(page, '/link/open')).toEqual([0, 2]);
    expect(await fetched(kalle, asked, null)).toBe('given');
    expect(await leftOf(kalle, `/messages/${id}/open`)).toEqual([1, 1]);
    expect((await kalle.get(`/messages/${id}`)).body.maxDownloads).toBe(2);
    const { body } = await hanna.get(`/messages/${id}/timeline`);
    const counts = body.map(({ downloads }: { downloads: object[] }) => downloads);
    expect(counts[0]).toHaveLength(2);
    expect(counts[0]).toContainEqual({ attachmentName: 'b.txt', completed: 1 });
    expect(counts[1]).toEqual([{ attachmentName: 'a.txt', completed: 2 }]);
  });

  it("never counts the sender's own downloads, and none where the sender has set no limit", async () => {
    const { id, files, asked } = await deliver(1);
    await leftOf(hanna, `/messages/${id}/open`);
    for (let time = 0; time < 3; time++) expect(await fetched(hanna, asked, files[0] ?? '')).toBe('given');
    expect(await leftOf(hanna, `/messages/${id}/open`)).toEqual([undefined, undefined]);
    const free = await deliver(undefined);
    await free.page.post('/link/open');
    for (let time = 0; time < 3; time++) expect(await fetched(free.page, '/link/downloads', null)).toBe('given');
    expect((await hanna.get(`/messages/${free.id}`)).body.maxDownloads).toBeNull();
    expect((await hanna.get(`/messages/${free.id}/timeline`)).body[0].downloads).toBeUndefined();
  });

  it('gives the file once to fifty readers who all asked before the first one fetched', async () => {
    const { files, page } = await deliver(1);
    await page.post('/link/open');
    const views = await Promise.all(
      Array.from({ length: 50 }, () => page.post('/link/downloads', { attachmentId: files[0] })),
    );
    expect(views.map(({ status }) => status)).toEqual(Array(50).fill(201));
    const answers = await Promise.all(views.map(({ body }) => page.call('GET', `/${body.url}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ problem }) => problem === 'download-limit-reached')).toHaveLength(49);
  });

  it.each([0, 101, 1.5, null])('is refused when it is %p', async (maxDownloads) => {
    const answer = await hanna.post('/messages', product.message(hanna, [{ address: KALLE }], { maxDownloads }));
    expect(answer.problem).toBe('invalid-request');
  });

  it.each([1, 100])('may be %p', async (maxDownloads) => {
    const id = await product.send(hanna, [{ address: KALLE }], { maxDownloads });
    expect((await hanna.get(`/messages/${id}`)).body.maxDownloads).toBe(maxDownloads);
  });

  it('leaves nothing behind when the message is recalled for everybody', async () => {
    const files = [await hanna.upload('a.txt', Buffer.from('Ett'))];
    const id = await product.send(hanna, [{ address: KALLE }], { attachmentIds: files, maxDownloads: 1 });
    await product.database.commit([
      {
        sql: "insert into download_count (holder_id, attachment_id, message_id, size_bytes, revision, completed, covered, handed_bytes, under_way, finished_by) values ('h', 'a', ?, 1, 1, 1, '[]', 0, '[]', '[]')",
        params: [id],
      },
    ]);
    expect((await hanna.post(`/messages/${id}/recall`, { recipientIds: null })).status).toBe(200);
    expect(await product.count('download_count where message_id = ?', id)).toBe(0);
  });
});
