import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { devDnsPlugin } from './dev-dns.plugin.ts';
import { RCODE, readQuery, writeAnswer } from './dns-message.ts';
import { SimulatedZones } from './zones.ts';

const FIRST = [{ name: 'storkommun.example', text: 'v=spf1 -all' }];
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** A query for TXT of `_SEFOS.egen.se`, as it stands on the wire. */
const query = (change: (bytes: Buffer) => void = () => {}): Buffer => {
  const labels = ['_SEFOS', 'egen', 'se'].flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  const head = [0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
  const bytes = Buffer.concat([Buffer.from(head), ...labels, Buffer.from([0, 0, 16, 0, 1])]);
  change(bytes);
  return bytes;
};

describe('messages of DNS', () => {
  it('are read by name whatever its case, and answered with the question as it stood', () => {
    const read = readQuery(query());
    if (!read) throw new Error('No query.');
    expect([read.name, read.asksForText, read.refusal]).toEqual(['_sefos.egen.se', true, null]);
    const answer = writeAnswer(read, RCODE.ok, [[Buffer.from('abc')]], 512);
    expect(answer.subarray(0, 12).toString('hex')).toBe('abcd85000001000100000000');
    expect(answer.subarray(12, 32)).toEqual(query().subarray(12));
    expect(answer.subarray(32).toString('hex')).toBe('c00c0010000100000000000403616263');
  });

  it('come cut at one byte more than fits', () => {
    const read = readQuery(query());
    if (!read) throw new Error('No query.');
    const flags = (mostBytes: number) => writeAnswer(read, RCODE.ok, [[Buffer.from('abc')]], mostBytes).readUInt16BE(2);
    expect([flags(48), flags(47)]).toEqual([0x8500, 0x8700]);
    expect(writeAnswer(read, RCODE.ok, [[Buffer.from('abc')]], 47)).toHaveLength(32);
  });

  it('that are wrongly built are refused, and answers and crumbs get no answer', () => {
    const refusal = (change: (bytes: Buffer) => void) => readQuery(query(change))?.refusal;
    expect(refusal((bytes) => bytes.writeUInt16BE(2, 4))).toBe(RCODE.malformed);
    expect(refusal((bytes) => bytes.writeUInt8(0xc0, 12))).toBe(RCODE.malformed);
    expect(refusal((bytes) => bytes.writeUInt8(63, 12))).toBe(RCODE.malformed);
    expect(refusal((bytes) => bytes.writeUInt16BE(0x2800, 2))).toBe(RCODE.notImplemented);
    expect(refusal((bytes) => bytes.writeUInt16BE(3, bytes.length - 2))).toBe(RCODE.refused);
    expect(readQuery(query().subarray(0, -1))?.refusal).toBe(RCODE.malformed);
    expect(readQuery(query((bytes) => bytes.writeUInt16BE(0x8100, 2)))).toBeNull();
    expect(readQuery(query().subarray(0, 11))).toBeNull();
  });
});

describe('zones of the demo', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sefos-dns-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('have what was added, each once, by domain, also after a restart', async () => {
    const zones = await SimulatedZones.open(folder, FIRST);
    for (const name of ['_sefos.Sjöbo.se.', '_sefos.xn--sjbo-6qa.se'])
      expect(await zones.add({ name, text: ' abc ' })).toBeNull();
    const again = await SimulatedZones.open(folder, FIRST);
    const added = { name: '_sefos.xn--sjbo-6qa.se', text: 'abc' };
    expect(again.list()).toEqual([
      { domain: 'storkommun.example', records: FIRST },
      { domain: 'xn--sjbo-6qa.se', records: [added] },
    ]);
    expect(again.lookup(added.name)).toEqual(['abc']);
    expect(again.lookup('xn--sjbo-6qa.se')).toEqual([]);
    expect(again.lookup('bo-6qa.se')).toBe('no-such-name');
    await again.remove(added);
    expect(again.lookup(added.name)).toBe('no-such-name');
  });

  it('take no name that is none, no text beyond 2,000 bytes and no record beyond the five hundredth', async () => {
    const zones = await SimulatedZones.open(folder, []);
    for (const name of ['', 'se', 'a b.se', 'a..se', `${'a'.repeat(64)}.se`])
      expect(await zones.add({ name, text: 'abc' })).toMatch(/no name/);
    expect(await zones.add({ name: `${'a'.repeat(63)}.se`, text: 'å'.repeat(1_000) })).toBeNull();
    for (const text of [' ', `${'å'.repeat(1_000)}a`]) expect(await zones.add({ name: 'a.se', text })).toMatch(/bytes/);
    const many = Array.from({ length: 499 }, (_, index) => ({ name: 'b.se', text: String(index) }));
    await rm(folder, { recursive: true });
    const full = await SimulatedZones.open(folder, many);
    expect(await full.add({ name: 'a.se', text: 'last' })).toBeNull();
    expect(await full.add({ name: 'a.se', text: 'beyond' })).toMatch(/room/);
  });

  it('are shown on a page, escaped, and changed by its forms and by scripts', async () => {
    const app = Fastify();
    const zones = await SimulatedZones.open(folder, FIRST);
    await app.register(devDnsPlugin, { zones, address: '127.0.0.1:5353' });
    const payload = 'name=_sefos.ny.se&text=%3Cb%3E';
    const post = (url: string) => app.inject({ method: 'POST', url, headers: FORM, payload });
    expect((await post('/dev/dns/records')).headers.location).toBe('/dev/dns');
    const { body } = await app.inject('/dev/dns');
    expect(body).toContain('<code>&lt;b&gt;</code>');
    expect(body).toContain('dig @127.0.0.1 -p 5353');
    await post('/dev/dns/records/remove');
    expect(zones.lookup('_sefos.ny.se')).toBe('no-such-name');
    const add = (name: string) =>
      app.inject({ method: 'POST', url: '/dev/dns/records', payload: { name, text: 'abc' } });
    expect([(await add('_sefos.ny.se')).statusCode, (await add('ny')).statusCode]).toEqual([204, 400]);
    expect((await app.inject('/dev/dns.json')).json().zones).toHaveLength(2);
    const refused = await app.inject({
      ...{ method: 'POST', url: '/dev/dns/records', headers: FORM, payload: 'name=%22ny&text=abc' },
    });
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toContain('value="&quot;ny"');
  });
});
