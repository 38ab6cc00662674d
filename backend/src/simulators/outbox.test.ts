import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { linksIn } from './outbox.page.ts';
import { outboxRoutes } from './outbox.routes.ts';
import { type CapturedMessage, CapturedOutbox } from './outbox.ts';

const clock = { now: () => new Date('2026-11-21T12:00:00Z') };
const mail = (over: Partial<CapturedMessage> = {}): CapturedMessage => ({
  channel: 'mail',
  from: 'Storkommun <no-reply@storkommun.example>',
  to: ['Medborgare@example.se'],
  subject: 'Säkert <meddelande>',
  text: 'Öppna https://sefos.example/l/abc?x=1&y=2.',
  html: '<p>Hej</p><a href="https://sefos.example/l/abc?x=1&amp;y=2">Öppna</a><script>alert(1)</script>',
  headers: { subject: 'S' },
  attachments: [],
  ...over,
});
const sms = mail({
  channel: 'sms',
  to: ['+46701740605'],
  subject: '',
  text: 'Din kod är 123456',
  html: '',
  headers: {},
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sefos-outbox-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('captured outbox', () => {
  it('is there after a restart, newest first, and numbers on', async () => {
    const first = await CapturedOutbox.open({ folder, clock });
    await Promise.all([first.add(mail()), first.add(sms)]);
    const second = await CapturedOutbox.open({ folder, clock });
    await second.add(mail({ subject: 'third' }));
    const third = await CapturedOutbox.open({ folder, clock });
    expect(third.list()).toEqual(second.list());
    expect(third.list().map(({ id, channel }) => [id, channel])).toEqual([
      ['000003', 'mail'],
      ['000002', 'sms'],
      ['000001', 'mail'],
    ]);
  });

  it('passes over a line that a kill cut short and goes on after it', async () => {
    const outbox = await CapturedOutbox.open({ folder, clock });
    await outbox.add(mail());
    await appendFile(join(folder, 'outbox.jsonl'), '{"id":"000002","at":"20');
    const again = await CapturedOutbox.open({ folder, clock });
    await again.add(sms);
    expect((await CapturedOutbox.open({ folder, clock })).list().map(({ channel }) => channel)).toEqual([
      'sms',
      'mail',
    ]);
  });

  it('keeps the newest when it is full, in memory and in the file', async () => {
    const outbox = await CapturedOutbox.open({ folder, clock, capacity: 10 });
    for (let sent = 1; sent <= 57; sent += 1) await outbox.add(mail({ subject: String(sent) }));
    expect(outbox.list()).toHaveLength(10);
    expect(outbox.list()[0]?.subject).toBe('57');
    expect((await readFile(join(folder, 'outbox.jsonl'), 'utf8')).split('\n').length).toBeLessThan(21);
    expect((await CapturedOutbox.open({ folder, clock, capacity: 10 })).list()).toEqual(outbox.list());
  });
});

describe('outbox pages', () => {
  const start = async () => {
    const outbox = await CapturedOutbox.open({ folder, clock });
    await outbox.add(mail());
    await outbox.add(sms);
    const app = Fastify();
    await app.register(outboxRoutes, { outbox });
    return { app, outbox, get: (url: string) => app.inject({ url }) };
  };

  it('gives an array with exactly the promised fields', async () => {
    const { get } = await start();
    const entries = (await get('/dev/outbox.json')).json<Record<string, unknown>[]>();
    expect(entries.map((entry) => entry.channel)).toEqual(['sms', 'mail']);
    const fields = ['id', 'at', 'channel', 'from', 'to', 'subject', 'text', 'html', 'headers', 'attachments'];
    for (const entry of entries) expect(Object.keys(entry).sort()).toEqual([...fields].sort());
  });

  it.each([
    ['?channel=sms', 1],
    ['?to=medborgare@EXAMPLE.se', 1],
    ['?channel=sms&to=medborgare@example.se', 0],
    ['?to=%2B46701740605', 1],
    ['?channel=&to=', 2],
  ])('filters by %s', async (query, count) => {
    const { get } = await start();
    expect((await get(`/dev/outbox.json${query}`)).json()).toHaveLength(count);
  });

  it('lists everything, escaped, without any inline script or style', async () => {
    const { get } = await start();
    const page = await get('/dev/outbox');
    expect(page.body).toContain('Säkert &lt;meddelande&gt;');
    expect(page.body.indexOf('Din kod')).toBeLessThan(page.body.indexOf('Säkert'));
    expect(page.body).not.toMatch(/<style|style=|<script>|onclick/);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('gives only what came later to the page that asks for it', async () => {
    const { get, outbox } = await start();
    expect((await get('/dev/outbox?after=000002')).body).not.toContain('data-id');
    await outbox.add(mail({ subject: 'Nytt' }));
    expect((await get('/dev/outbox?after=000002')).body.match(/data-id/g)).toHaveLength(1);
  });

  it('shows a mail in a sandbox with its links above', async () => {
    const { get } = await start();
    const page = await get('/dev/outbox/000001');
    const link = '<a href="https://sefos.example/l/abc?x=1&amp;y=2" rel="noopener noreferrer">';
    expect(page.body).toContain(link);
    expect(page.body.indexOf(link)).toBeLessThan(page.body.indexOf('<iframe'));
    expect(page.body).not.toContain('<script>alert');
    const framed = await get('/dev/outbox/000001/html');
    expect(framed.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox allow-popups/);
    expect(framed.headers['content-security-policy']).not.toMatch(/allow-scripts|allow-same-origin|script-src/);
  });

  it('shows a text message as text', async () => {
    const { get } = await start();
    const page = await get('/dev/outbox/000002');
    expect(page.body).toContain('<pre id="message-text">Din kod är 123456</pre>');
    expect(page.body).not.toContain('<iframe');
  });

  it.each(['/dev/outbox/000009', '/dev/outbox/x', '/dev/outbox/000002/html'])('answers 404 for %s', async (url) => {
    const { get } = await start();
    expect((await get(url)).statusCode).toBe(404);
  });

  it('takes links of the web only', () => {
    const html = '<a href="javascript:alert(1)">a</a><a href=\'https://a.example/?q=1&amp;r=2\'>b</a>';
    expect(linksIn({ html, text: 'Se https://b.example/x). Och https://a.example/?q=1&r=2' })).toEqual([
      'https://a.example/?q=1&r=2',
      'https://b.example/x',
    ]);
  });
});
