import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { FakeBankId, FakeOidc, FakeSms, fakeKms, PROVIDERS } from '../identification/testing/fakes.ts';
import { sweepLinkSessions } from './link-readers.ts';
import { linkUrl, openTextOf, phoneOf, sharedLinkUrl } from './links.service.ts';
import { ADDRESS, LINK_SECONDS, type LinkWorld, makeLinkWorld, outcome, PERSON, PHONE } from './testing/link-world.ts';

describeOnBoth('links and their sessions', (open) => {
  let test: TestDatabase;
  let clock: FixedClock;
  let world: LinkWorld;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    clock = new FixedClock();
    const ports = { sms: new FakeSms(), bankId: new FakeBankId(), oidc: new FakeOidc() };
    world = await makeLinkWorld({ database: test.database, clock, kms: fakeKms, providers: PROVIDERS, ...ports });
  });
  const exchange = (link: { id: string; token: string }, ip = '192.0.2.1') => world.sessions.exchange(link, ip);
  const revoke = (id: string) =>
    test.database.commit(world.links.revokeStatements([id, 'nobody'], clock.now().getTime()));
  const row = async (id: string) => {
    const link = await test.database.get<Parameters<typeof phoneOf>[0]>('select * from external_link where id = ?', id);
    if (!link) throw new Error('no link');
    return link;
  };

  it('seals number and open text under the message key, and stores no token and no personnummer', async () => {
    const link = await world.make('bankid', { phone: PHONE });
    const stored = await row(link.id);
    const key = world.keys.get(link.id) ?? Buffer.alloc(32);
    expect(phoneOf(stored, key)).toBe(PHONE);
    expect(openTextOf(stored, key)).toBe('Hej Anna');
    const text = Object.values(stored)
      .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
      .join('|');
    for (const secret of [PHONE, '701234567', PERSON, 'Hej Anna', link.token]) expect(text).not.toContain(secret);
    expect(() => phoneOf(stored, Buffer.alloc(32))).toThrow('content-unreadable');
    expect(() => phoneOf({ ...stored, phone_sealed: stored.open_text_sealed }, key)).toThrow('content-unreadable');
  });

  it('makes no link whose method has nothing to identify by', async () => {
    expect(await outcome(world.make('sms', { phone: null }))).toEqual(['recipient-step-missing', {}]);
    expect(await outcome(world.make('freja', { personalNumber: null }))).toEqual(['recipient-step-missing', {}]);
  });

  it('gives the notification its words and the token, and the default text as an empty one', async () => {
    const link = await world.make('email', { openText: '' });
    const key = world.keys.get(link.id) ?? Buffer.alloc(32);
    expect(await world.links.forNotification(link.id, key)).toEqual({
      language: 'sv',
      openText: '',
      token: link.token,
      expiresAt: clock.now().getTime() + LINK_SECONDS * 1000,
    });
    await revoke(link.id);
    expect(await world.links.forNotification(link.id, key)).toBeNull();
    expect(linkUrl('https://s.example', 'id', 'token')).toBe('https://s.example/m/id#token');
  });

  it('gives the mail to everybody one token, stored as a hash, for as long as a personal link of the message lives', async () => {
    const link = await world.make('email');
    const { message_id: messageId, organisation_id: organisationId } = await row(link.id);
    const messageKey = world.keys.get(link.id) ?? Buffer.alloc(32);
    expect(await world.links.sharedLinkFor(messageId, messageKey)).toBeNull();
    const now = clock.now().getTime();
    const expiresAt = now + LINK_SECONDS * 1000;
    await test.database.commit(world.links.newSharedLink({ messageId, organisationId, messageKey, expiresAt, now }));
    const shared = await world.links.sharedLinkFor(messageId, messageKey);
    expect(shared).toEqual({ token: expect.stringMatching(/^[\w-]{43}$/), expiresAt });
    expect(shared?.token).not.toBe(link.token);
    const stored = await test.database.get('select * from shared_link where id = ?', messageId);
    expect(JSON.stringify(stored)).not.toContain(shared?.token);
    expect(sharedLinkUrl('https://s.example', messageId, 'token')).toBe(`https://s.example/o/${messageId}#token`);
    clock.advance(LINK_SECONDS - 1);
    expect(await world.links.sharedLinkFor(messageId, messageKey)).toEqual(shared);
    clock.advance(1);
    expect(await world.links.sharedLinkFor(messageId, messageKey)).toBeNull();
    clock.advance(-60);
    await revoke(link.id);
    expect(await world.links.sharedLinkFor(messageId, messageKey)).toBeNull();
  });

  it('answers what the page may know for the right token, and opens nothing', async () => {
    const link = await world.make('sms');
    const { view, cookie } = await exchange(link);
    expect(view).toEqual({
      id: link.id,
      step: 'address',
      organisation: { name: 'Storkommun', switchboard: '0101' },
      senderName: 'Eva Ek',
      language: 'sv',
      method: 'sms',
      maskedPhone: null,
      assuranceLevel: 1,
      sentAt: clock.now().toISOString(),
      expiresAt: new Date(clock.now().getTime() + LINK_SECONDS * 1000).toISOString(),
      opened: false,
      replied: false,
      readReceipt: false,
      organisationMayOpen: false,
      replyAllowed: true,
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(cookie).toMatchObject({ name: `__Host-sefos-link-${link.id}`, maxAgeSeconds: 8 * 3600 });
    expect(await world.log(link.id)).toEqual(['link.session-started']);
    const sessions = await test.database.all<{ token_hash: Buffer }>(
      'select * from link_session where link_id = ?',
      link.id,
    );
    expect(JSON.stringify(sessions)).not.toContain(cookie.value);
  });

  it('does not tell an unknown link from a wrong token', async () => {
    const link = await world.make('email');
    const other = await world.make('email');
    const unknown = { ...link, id: link.id.replace(/.{4}$/, 'ffff') };
    expect(await outcome(exchange(unknown))).toEqual(['link-not-found', {}]);
    expect(await outcome(exchange({ ...link, token: other.token }))).toEqual(['link-not-found', {}]);
  });

  it('works until, and not at, the instant of expiry; only the right token learns it', async () => {
    const link = await world.make('email');
    clock.advance(LINK_SECONDS - 1);
    expect(await outcome(exchange(link))).toBe('success');
    const { actor } = await world.enter(link);
    clock.advance(1);
    expect(await outcome(exchange(link))).toEqual(['link-expired', {}]);
    expect(await outcome(exchange({ ...link, token: 'x'.repeat(43) }))).toEqual(['link-not-found', {}]);
    expect(await outcome(world.sessions.view(await actor()))).toEqual(['link-expired', {}]);
  });

  it('tells the right token alone that it was recalled, also on a page that is open, and forgets who it was for', async () => {
    const link = await world.make('bankid', { phone: PHONE });
    const { actor } = await world.enter(link);
    await revoke(link.id);
    expect(await outcome(exchange(link))).toEqual(['link-recalled', {}]);
    expect(await outcome(exchange({ ...link, token: 'x'.repeat(43) }))).toEqual(['link-not-found', {}]);
    expect(await outcome(world.sessions.view(await actor()))).toEqual(['link-recalled', {}]);
    expect(await outcome(world.sessions.requireIdentified(await actor()))).toEqual(['link-recalled', {}]);
    expect(await row(link.id)).toMatchObject({
      phone_sealed: null,
      open_text_sealed: null,
      personal_number_index: null,
      phone_index: null,
    });
  });

  it('calls expired what was revoked because it had expired', async () => {
    const link = await world.make('email');
    clock.advance(LINK_SECONDS);
    await revoke(link.id);
    expect(await outcome(exchange(link))).toEqual(['link-expired', {}]);
  });

  it('authenticates by the cookie of the link that X-Link names, and of no other link', async () => {
    const one = await world.make('email');
    const two = await world.make('email');
    const first = await world.enter(one);
    const second = await world.enter(two);
    const jar = { [first.cookie.name]: first.cookie.value, [second.cookie.name]: second.cookie.value };
    const who = (cookies: Record<string, string>, id: unknown) => world.sessions.authenticate(cookies, id, '192.0.2.1');
    expect(await who(jar, one.id)).toMatchObject({ kind: 'link', linkId: one.id, identified: false, ip: '192.0.2.1' });
    expect(await who(jar, two.id)).toMatchObject({ linkId: two.id });
    // The other link's token under this link's name.
    expect(await who({ [first.cookie.name]: second.cookie.value }, one.id)).toBeNull();
    expect(await who(jar, undefined)).toBeNull();
    expect(await who(jar, '../x')).toBeNull();
    expect(await who({}, one.id)).toBeNull();
  });

  it('ends after 30 idle minutes', async () => {
    const link = await world.make('email');
    const { actor } = await world.enter(link);
    clock.advance(1799);
    await actor();
    clock.advance(1799);
    await actor();
    clock.advance(1800);
    await expect(actor()).rejects.toThrow('no session');
  });

  it('ends after eight hours, however busy', async () => {
    const link = await world.make('email');
    const { actor } = await world.enter(link);
    for (let second = 0; second < 8 * 3600 - 1200; second += 1200) {
      clock.advance(1200);
      await actor();
    }
    clock.advance(1199);
    await actor();
    clock.advance(1);
    await expect(actor()).rejects.toThrow('no session');
    await sweepLinkSessions(test.database, clock.now().getTime());
    expect(await test.database.all('select * from link_session where link_id = ?', link.id)).toEqual([]);
  });

  it('ends when the reader leaves', async () => {
    const { actor } = await world.enter(await world.make('email'));
    await world.sessions.leave(await actor());
    await expect(actor()).rejects.toThrow('no session');
  });

  it('lets a network try sixty wrong links in ten minutes, and then none, right ones neither', async () => {
    const link = await world.make('email');
    const wrong = { ...link, token: 'x'.repeat(43) };
    for (let i = 0; i < 60; i++) expect(await outcome(exchange(wrong, '203.0.113.9'))).toEqual(['link-not-found', {}]);
    const refused = ['too-many-requests', { retryAfterSeconds: 600 }];
    expect(await outcome(exchange(wrong, '203.0.113.9'))).toEqual(refused);
    expect(await outcome(exchange(link, '203.0.113.9'))).toEqual(refused);
    expect(await outcome(exchange(link, '203.0.113.10'))).toBe('success');
    clock.advance(600);
    expect(await outcome(exchange(link, '203.0.113.9'))).toBe('success');
  });

  it('begins sixty sessions of a link in ten minutes and no more', async () => {
    const link = await world.make('email');
    for (let i = 0; i < 60; i++) await exchange(link);
    expect(await outcome(exchange(link))).toEqual(['too-many-requests', { retryAfterSeconds: 600 }]);
    clock.advance(600);
    expect(await outcome(exchange(link))).toBe('success');
  });

  it('lets nobody through who is not identified', async () => {
    const link = await world.make('email');
    const { actor } = await world.enter(link);
    expect(await outcome(world.sessions.requireIdentified(await actor()))).toEqual(['link-not-identified', {}]);
    await world.identification.confirmAddress(await actor(), ADDRESS);
    expect((await world.sessions.requireIdentified(await actor())).id).toBe(link.id);
  });
});
