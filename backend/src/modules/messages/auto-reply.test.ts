import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import fc from 'fast-check';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';

/** Shorter than a session may stand idle. */
const SPELL = 600;
const DAY = 86_400;

describeOnBoth('automatic replies', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let olga: AccountBrowser;
  let lisa: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    product.clock.advance(SPELL);
    [hanna, kalle, olga, lisa] = [
      await product.signIn(HANNA),
      await product.signIn(KALLE),
      await product.signIn(OLGA),
      await product.signIn(LISA),
    ];
  });
  afterEach(async () => {
    const tables = ['mailbox_text', 'auto_reply_answer', 'delegation'];
    await product.database.commit(tables.map((table) => ({ sql: `delete from ${table}`, params: [] })));
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const inSeconds = (seconds: number) => new Date(product.clock.now().getTime() + seconds * 1000).toISOString();
  const path = (who = hanna) => `/mailboxes/${who.mailboxId}/auto-reply`;
  const save = (more: object = {}, who = hanna) =>
    who.call('PUT', path(who), {
      ...{ enabled: true, startsAt: inSeconds(0), endsAt: inSeconds(SPELL), text: 'Jag är borta.' },
      ...more,
    });
  const inbox = async (who: AccountBrowser) =>
    (await who.get(`/mailboxes/${who.mailboxId}/messages?folder=inbox`)).body.rows;
  const answers = async (who: AccountBrowser) =>
    (await inbox(who)).filter(({ subject }: { subject: string | null }) => subject?.startsWith('Autosvar: '));
  const automatic = () => product.count('message where automatic = 1');

  it("is off and empty until it is written, kept sealed, and its holder's alone", async () => {
    expect((await hanna.get(path())).body).toEqual({
      ...{ enabled: false, startsAt: null, endsAt: null, text: '', revision: 0 },
    });
    await save({ text: ' KanarieSvar ' });
    expect((await hanna.get(path())).body).toMatchObject({ enabled: true, text: 'KanarieSvar' });
    const row = await product.database.get<{ body: Uint8Array }>('select * from mailbox_text');
    expect(Buffer.from(row?.body ?? []).includes('KanarieSvar')).toBe(false);
    for (const other of [kalle, lisa]) {
      expect((await other.get(path())).problem).toBe('not-found');
      const input = { enabled: true, startsAt: inSeconds(0), endsAt: inSeconds(SPELL), text: 'x' };
      expect((await other.call('PUT', path(), input)).problem).toBe('not-found');
    }
    const entry = await product.database.get<{ facts: string }>(
      "select facts from audit_event where action = 'auto-reply.changed' order by id desc limit 1",
    );
    expect(entry?.facts).not.toContain('Kanarie');
    const { before, after } = JSON.parse(entry?.facts ?? '{}');
    expect([JSON.parse(before), JSON.parse(after)]).toMatchObject([{ enabled: false }, { enabled: true }]);
  });

  it('takes texts and periods to their limits and no further', async () => {
    expect((await save({ text: 'a'.repeat(LIMITS.autoReplyCharacters) })).status).toBe(200);
    expect((await save({ text: 'a'.repeat(LIMITS.autoReplyCharacters + 1) })).problem).toBe('invalid-request');
    expect((await save({ text: ' \n' })).problem).toBe('auto-reply-empty');
    expect((await save({ text: '', enabled: false })).status).toBe(200);
    const longest = LIMITS.delegationDays * DAY;
    expect((await save({ endsAt: inSeconds(longest) })).status).toBe(200);
    expect((await save({ endsAt: inSeconds(longest + 1) })).problem).toBe('auto-reply-period-invalid');
    expect((await save({ endsAt: inSeconds(0) })).problem).toBe('auto-reply-period-invalid');
    expect((await save({ startsAt: inSeconds(9), endsAt: inSeconds(9) })).problem).toBe('auto-reply-period-invalid');
    // Nobody would come back to switch it off.
    expect((await save({ startsAt: null, endsAt: null })).problem).toBe('auto-reply-period-invalid');
  });

  it('answers once per sender and period, in the conversation, at the level of what it answers', async () => {
    await save();
    const first = await product.send(olga, [{ address: HANNA }], { subject: 'Fråga', assuranceLevel: 2 });
    await product.drain();
    await product.send(olga, [{ address: HANNA }], { subject: 'En till' });
    await product.drain();
    const [row, ...more] = await answers(olga);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      subject: 'Autosvar: Fråga',
      assuranceLevel: 2,
      unread: true,
      from: { address: HANNA },
    });
    const head = (await olga.get(`/messages/${row.messageId}`)).body;
    expect(head).toMatchObject({ automatic: true, inReplyTo: first });
    expect((await olga.post(`/messages/${row.messageId}/open`)).body.bodyHtml).toBe('<p>Jag är borta.</p>');
    expect((await olga.get(`/messages/${first}`)).body.recipients[0].status).toBe('sent');
    // Another sender has an answer of her own, across organisations as well; a new text makes no new period.
    await save({ endsAt: inSeconds(SPELL), text: 'Fortfarande borta.' });
    await product.send(lisa, [{ address: HANNA }]);
    await product.send(olga, [{ address: HANNA }]);
    await product.drain();
    expect(await answers(olga)).toHaveLength(1);
    const [toLisa] = await answers(lisa);
    expect((await lisa.post(`/messages/${toLisa.messageId}/open`)).body.bodyHtml).toBe('<p>Fortfarande borta.</p>');
    await save({ endsAt: inSeconds(SPELL + 1) });
    await product.send(olga, [{ address: HANNA }]);
    await product.drain();
    expect(await answers(olga)).toHaveLength(2);
  });

  it('answers from its first instant until before its last, and not when it is off', async () => {
    const before = await automatic();
    await save({ startsAt: inSeconds(60), endsAt: inSeconds(120) });
    const send = async (from: AccountBrowser) => {
      await product.send(from, [{ address: HANNA }]);
      await product.drain();
      return (await automatic()) - before;
    };
    product.clock.advance(59);
    expect(await send(olga)).toBe(0);
    product.clock.advance(1);
    expect(await send(olga)).toBe(1);
    product.clock.advance(59);
    expect(await send(kalle)).toBe(2);
    product.clock.advance(1);
    expect(await send(lisa)).toBe(2);
    await save({ enabled: false });
    expect(await send(lisa)).toBe(2);
  });

  it('is written once also when the worker dies before it can say so', async () => {
    await save();
    await product.send(olga, [{ address: HANNA }], { subject: 'Krasch' });
    const refused = new Proxy(product.database, {
      get: (target, name) => {
        if (name === 'commit') return () => Promise.reject(new Error('power cut'));
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await product
      .worker(refused)
      .drain()
      .catch(() => undefined);
    const count = async () =>
      (await answers(olga)).filter((row: { subject: string }) => row.subject === 'Autosvar: Krasch');
    expect(await count()).toHaveLength(0);
    product.clock.advance(60);
    await product.drain();
    await product.drain();
    expect(await count()).toHaveLength(1);
  });

  it('answers nobody who wrote to herself, and no message that was recalled', async () => {
    const before = await automatic();
    await save();
    await product.send(hanna, [{ address: HANNA }]);
    const recalled = await product.send(olga, [{ address: HANNA }]);
    await olga.post(`/messages/${recalled}/recall`, { recipientIds: null });
    await product.drain();
    expect(await automatic()).toBe(before);
  });

  it('is shown, not sent, to somebody who answers through a link, while it lasts', async () => {
    const before = await automatic();
    await product.send(hanna, [external('utan@example.org')]);
    await product.drain();
    const reader = await product.enter('utan@example.org');
    await reader.post('/link/open');
    expect((await reader.get('/link/absence')).body).toEqual({ absence: null });
    const until = inSeconds(SPELL);
    await save();
    await reader.post('/link/reply', { bodyText: 'Hej', attachmentIds: [] });
    await product.drain();
    expect((await reader.get('/link/absence')).body).toEqual({ absence: { text: 'Jag är borta.', until } });
    expect(await automatic()).toBe(before);
    const stranger = await product.follow(product.linkOf('utan@example.org'));
    expect((await stranger.get('/link/absence')).problem).toBe('link-not-identified');
    product.clock.advance(SPELL);
    expect((await reader.get('/link/absence')).body.absence ?? null).toBeNull();
  });

  it('tells colleagues beforehand until when somebody is away, and nobody else', async () => {
    const until = inSeconds(SPELL);
    await save();
    const resolve = async (who: AccountBrowser) =>
      (await who.post('/recipients/resolve', { addresses: [HANNA] })).body[0].absentUntil;
    expect(await resolve(olga)).toBe(until);
    expect(await resolve(lisa)).toBeUndefined();
    product.clock.advance(SPELL);
    expect(await resolve(await product.signIn(OLGA))).toBeUndefined();
  });

  it("is nobody's own in a conversation", async () => {
    await save();
    const asked = await product.send(kalle, [{ address: HANNA }]);
    product.clock.advance(1);
    await product.drain();
    for (const who of [hanna, kalle]) {
      const [answer, question] = (await who.get(`/messages/${asked}/thread`)).body.rows;
      expect(answer).toMatchObject({ automatic: true, from: { address: HANNA } });
      expect(answer.own).toBeUndefined();
      expect(question.automatic).toBeUndefined();
    }
  });

  it('never answers an answer, whoever is away, also through delegates', async () => {
    const people = () => [hanna, kalle, olga] as const;
    const addresses = [HANNA, KALLE, OLGA];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
        fc.array(fc.record({ from: fc.nat(2), to: fc.subarray([0, 1, 2], { minLength: 1 }), asHanna: fc.boolean() }), {
          maxLength: 4,
        }),
        async (away, sends) => {
          await product.database.commit([
            { sql: 'delete from mailbox_text', params: [] },
            { sql: 'delete from delegation', params: [] },
          ]);
          const before = await automatic();
          for (const [index, who] of people().entries()) if (away[index]) await save({ endsAt: inSeconds(DAY) }, who);
          await hanna.post('/delegations', {
            ...{ address: KALLE, startsAt: inSeconds(0), endsAt: inSeconds(DAY), olderMessages: true },
          });
          const pairs = new Set<string>();
          for (const { from, to, asHanna } of sends) {
            // Kalle sometimes writes in Hanna's mailbox: it is she who is answered.
            const isDelegate = from === 1 && asHanna;
            const sender = isDelegate ? 0 : from;
            const body = product.message(
              people()[sender] ?? hanna,
              to.map((index) => ({ address: addresses[index] ?? '' })),
            );
            const headers = isDelegate ? { 'x-sefos-mailbox': hanna.mailboxId } : {};
            expect((await (people()[from] ?? hanna).post('/messages', body, headers)).status).toBe(201);
            for (const index of to) if (away[index] && index !== sender) pairs.add(`${index}>${sender}`);
            await product.drain();
          }
          expect((await automatic()) - before).toBe(pairs.size);
          expect(await product.count("outbox where kind <> 'notify-colleague' and kind not like 'delegation-%'")).toBe(
            0,
          );
          const answering = await product.count(
            'message a join message o on o.id = a.in_reply_to where a.automatic = 1 and o.automatic = 1',
          );
          expect(answering).toBe(0);
        },
      ),
      { numRuns: 12 },
    );
  });
});
