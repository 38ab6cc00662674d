import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import { makePng } from './testing/make-png.ts';

const SETTINGS = '/organisation/settings';
const SENDER = `${SETTINGS}/sender`;
const LOGO = `${SETTINGS}/logo`;
const AS_REGISTERED = { displayName: null, switchboard: null };
const OURS = { displayName: 'Storkommun, omsorgen', switchboard: '08-999 00 00' };
const PNG = makePng(64, 32);

describeOnBoth('what recipients see of an organisation', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    await product.database.write("update organisation set settings = '{}' returning id");
    product.clock.advance(6);
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const save = async (path: string, body: object) => {
    const answer = await olga.call('PUT', path, body);
    expect(answer.problem).toBeUndefined();
    product.clock.advance(6);
    return answer.body.sender;
  };
  const logo = (png: Buffer | null, expected: string | null = null) => ({
    ...{ png: png === null ? null : png.toString('base64'), expected },
  });
  /** The mail and the page of somebody without an account. */
  const received = async () => {
    const hanna = await product.signIn(HANNA);
    const address = `sender${++people}@example.org`;
    await product.send(hanna, [external(address)]);
    await product.drain();
    const mail = product.mail.to(address).at(-1);
    const page = await product.follow(product.linkOf(address));
    const { organisation } = (await page.get('/link')).body;
    return { mail, organisation };
  };

  it('is its own name and number, in mails and pages, once it has chosen them', async () => {
    expect((await received()).organisation).toEqual({ name: 'Storkommun', switchboard: '08-123 45 60' });
    await save(SENDER, { wanted: OURS, expected: AS_REGISTERED });
    const { mail, organisation } = await received();
    expect(organisation).toEqual({ name: OURS.displayName, switchboard: OURS.switchboard });
    expect(mail?.from.name).toBe(OURS.displayName);
    expect(mail?.subject).toContain(OURS.displayName);
    expect(mail?.text).toContain('08-999 00 00');
    await save(SENDER, { wanted: { displayName: ' ', switchboard: null }, expected: OURS });
    expect((await received()).organisation.name).toBe('Storkommun');
  });

  it('is previewed with what has not been saved, and as registered', async () => {
    const preview = async (body: object) => (await olga.post('/organisation/mail-preview', body)).body;
    const ours = await preview({ ...OURS, language: 'sv' });
    expect(ours).toMatchObject({ from: OURS.displayName, button: 'Öppna meddelande' });
    expect(ours.below.join()).toContain(OURS.switchboard);
    expect((await preview({ ...AS_REGISTERED, language: 'en' })).subject).toBe(
      'You have a secure message from Storkommun',
    );
    const hanna = await product.signIn(HANNA);
    const refused = await hanna.post('/organisation/mail-preview', { ...OURS, language: 'sv' });
    expect(refused.problem).toBe('not-allowed');
  });

  it('is a picture made anew, served to everybody as nothing but a picture', async () => {
    const { logo: hash } = await save(LOGO, logo(Buffer.concat([PNG, Buffer.from('<script>')])));
    const { mail, organisation } = await received();
    expect(organisation.logo).toMatch(/^\/logo\/[0-9a-f-]{36}\?v=[0-9a-f]{16}$/);
    expect(mail?.html).toContain(`<img src="https://sefos.example${organisation.logo}" alt="Storkommun"`);
    const picture = await product.nobody().call('GET', `/${organisation.logo}`);
    expect(picture.status).toBe(200);
    expect(picture.headers).toMatchObject({
      ...{ 'content-type': 'image/png', 'x-content-type-options': 'nosniff', etag: `"${hash}"` },
      ...{ 'content-security-policy': "default-src 'none'; sandbox", 'cross-origin-resource-policy': 'cross-origin' },
    });
    expect(picture.bytes.includes('script')).toBe(false);
    expect((await olga.call('PUT', LOGO, logo(PNG))).problem).toBe('settings-changed');
    await save(LOGO, logo(null, hash));
    expect((await product.nobody().call('GET', `/${organisation.logo}`)).status).toBe(404);
    expect((await received()).organisation).not.toHaveProperty('logo');
    expect(await product.count('organisation_logo')).toBe(0);
  });

  it('is never something else than a picture of the right size', async () => {
    for (const wrong of [Buffer.from('<svg/>'), makePng(15, 32), PNG.subarray(0, 60)])
      expect((await olga.call('PUT', LOGO, logo(wrong))).problem).toBe('logo-invalid');
    const most = Buffer.concat([PNG, Buffer.alloc(LIMITS.logoBytes - PNG.length)]);
    expect((await olga.call('PUT', LOGO, logo(Buffer.concat([most, Buffer.alloc(3)])))).problem).toBe(
      'invalid-request',
    );
    await save(LOGO, logo(most));
  });

  it('has a name and a number up to their longest, on one line', async () => {
    const longest = {
      displayName: 'å'.repeat(LIMITS.displayNameCharacters),
      switchboard: `08-1${'-'.repeat(LIMITS.switchboardCharacters - 4)}`,
    };
    await save(SENDER, { wanted: longest, expected: AS_REGISTERED });
    for (const wrong of [
      { ...longest, displayName: `${longest.displayName}å` },
      { ...longest, switchboard: `${longest.switchboard}0` },
      { ...longest, displayName: '' },
    ])
      expect((await olga.call('PUT', SENDER, { wanted: wrong, expected: longest })).problem).toBe('invalid-request');
    const broken = { displayName: 'Stor\r\nBcc: x@y', switchboard: null };
    expect((await save(SENDER, { wanted: broken, expected: longest })).displayName).toBe('Stor Bcc: x@y');
  });

  it('has a number that somebody can ring, or the one that it has', async () => {
    const expected = AS_REGISTERED;
    for (const switchboard of ['abc', '08', '08-<b>', '1234567890123456'])
      expect((await olga.call('PUT', SENDER, { wanted: { ...expected, switchboard }, expected })).problem).toBe(
        'switchboard-invalid',
      );
    const short = { ...expected, switchboard: '112' };
    await save(SENDER, { wanted: short, expected });
    await save(SENDER, { wanted: { ...expected, switchboard: '+46 (0)8 123 45 60' }, expected: short });
  });

  it('is changed by nobody else, and tells the second of two', async () => {
    for (const email of [HANNA, LISA]) {
      const other = await product.signIn(email);
      for (const [path, body] of [
        [SENDER, { wanted: OURS, expected: AS_REGISTERED }],
        [LOGO, logo(PNG)],
      ] as const)
        expect((await other.call('PUT', path, body)).problem).toBe('not-allowed');
    }
    await save(SENDER, { wanted: OURS, expected: AS_REGISTERED });
    const late = await olga.call('PUT', SENDER, { wanted: { ...OURS, switchboard: '1' }, expected: AS_REGISTERED });
    expect(late.problem).toBe('settings-changed');
    const lisa = await product.signIn(LISA);
    expect((await lisa.get('/session')).body.organisation.name).toBe('Lillkommun');
  });
});
