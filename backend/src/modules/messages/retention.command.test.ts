import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';
import { SettingsService } from '../organisations/index.ts';
import { RETENTION_USAGE, runRetention } from './retention.command.ts';

const DAY_SECONDS = 86_400;

describeOnBoth('the command of retention', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let lines: string[] = [];
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    lines = [];
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const run = (...args: string[]) =>
    runRetention(
      {
        settings: new SettingsService({ database: product.database, clock: product.clock }),
        retention: product.services.retention,
        print: (line) => lines.push(line),
      },
      args,
    );
  const logged = () => product.count("audit_event where action like '%retention%' or action like '%setting%'");

  it('previews, sets, and sets for one mailbox', async () => {
    const sent = new Date(product.clock.now()).toISOString().slice(0, 10);
    await product.send(hanna, [{ address: KALLE }, { address: LISA }]);
    product.clock.advance(20 * DAY_SECONDS);
    expect(await run('preview', 'storkommun')).toBe(0);
    expect(await run('preview', 'storkommun', '15')).toBe(0);
    expect(lines).toEqual([
      'storkommun: messages are kept; a mailbox may differ.',
      'Would go now: 0 received and 0 sent, from 0 mailboxes with retention; 0 are held.',
      'storkommun: messages are kept for 15 days; a mailbox may differ.',
      expect.stringMatching(/^Would go now: 1 received and 1 sent, from \d mailboxes with retention; 0 are held\.$/),
      `Oldest: ${sent}.`,
    ]);
    expect(await product.services.retentionSweep.run()).toBe(0);
    lines = [];
    expect(await run('mailbox', 'storkommun', KALLE.toUpperCase(), '0')).toBe(0);
    expect(await run('set', 'storkommun', '15')).toBe(0);
    product.clock.advance(3_600);
    expect(await product.services.retentionSweep.run()).toBe(1);
    expect(await run('mailbox', 'storkommun', KALLE, '30')).toBe(0);
    expect(await run('mailbox', 'storkommun', KALLE, 'default')).toBe(0);
    expect(await run('set', 'storkommun', '0')).toBe(0);
    expect(lines).toEqual([
      `${KALLE.toUpperCase()}: messages are kept.`,
      'storkommun: messages are purged after 15 days, from the next hour on. That cannot be undone.',
      `${KALLE}: messages are purged after 30 days.`,
      `${KALLE}: the organisation's setting holds.`,
      'storkommun: messages are kept.',
    ]);
    expect(await logged()).toBe(5);
  });

  it('holds and releases a message of the organisation', async () => {
    const id = await product.send(hanna, [{ address: LISA }]);
    const codes = [
      await run('hold', 'storkommun', id),
      await run('hold', 'storkommun', id),
      await run('release', 'storkommun', id),
      await run('release', 'storkommun', id),
      await run('hold', 'lillkommun', id),
      await run('release', 'lillkommun', id),
    ];
    expect(codes).toEqual([0, 0, 0, 0, 1, 1]);
    expect(lines).toEqual([
      `${id} is held.`,
      `${id} was held already.`,
      `${id} is no longer held.`,
      `${id} was not held.`,
      `lillkommun has sent no message ${id}.`,
      `lillkommun has sent no message ${id}.`,
    ]);
  });

  it('says what it refuses and changes nothing then', async () => {
    const before = await logged();
    expect(await run('set', 'storkommun', '36501')).toBe(2);
    expect(await run('preview', 'storkommun', '-1')).toBe(2);
    expect(await run('mailbox', 'storkommun', KALLE, 'never')).toBe(2);
    expect(await run('mailbox', 'storkommun', LISA, '3')).toBe(1);
    expect(await run('set', 'nokommun', '3')).toBe(1);
    expect(lines).toEqual([
      '"36501" is no number of days from 0 to 36500.',
      '"-1" is no number of days from 0 to 36500.',
      '"never" is no number of days from 0 to 36500.',
      `storkommun has no mailbox "${LISA}".`,
      expect.stringContaining('No organisation has the slug "nokommun"'),
    ]);
    lines = [];
    for (const args of [
      [],
      ['set'],
      ['set', 'storkommun'],
      ['hold', 'storkommun'],
      ['constructor', 'storkommun'],
      ['mailbox', 'storkommun', KALLE],
    ])
      expect(await run(...args)).toBe(2);
    expect(new Set(lines)).toEqual(new Set([RETENTION_USAGE]));
    expect(await logged()).toBe(before);
  });
});
