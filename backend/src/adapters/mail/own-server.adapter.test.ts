import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { exampleMail } from '../../ports/mail.contract.ts';
import { startSmtpSink } from '../../simulators/mail/smtp-sink.ts';
import { CapturedOutbox } from '../../simulators/outbox.ts';
import { localCertificate } from '../mail-return/testing/certificate.ts';
import { makeOwnServerMail, type OwnServerMailOptions } from './own-server.adapter.ts';
import { networksOf } from './public-address.ts';

const clock = { now: () => new Date('2026-11-21T12:00:00Z') };
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});
let certificate: Awaited<ReturnType<typeof localCertificate>>;
beforeAll(async () => {
  certificate = await localCertificate();
});

const setUp = async (options: Partial<OwnServerMailOptions> = {}, withTls = true) => {
  const folder = await mkdtemp(join(tmpdir(), 'sefos-own-mail-'));
  const outbox = await CapturedOutbox.open({ folder, clock });
  const sink = await startSmtpSink({ outbox, ...(withTls ? { tls: certificate } : {}) });
  cleanups.push(async () => {
    await sink.close();
    await rm(folder, { recursive: true });
  });
  const asked: string[] = [];
  const mail = makeOwnServerMail({
    ...{ clock, networks: networksOf(['127.0.0.0/8']), caPem: certificate.certificatePem, timeoutMs: 3_000 },
    resolve: async (host) => {
      asked.push(host);
      return ['127.0.0.1'];
    },
    ...options,
  });
  const server = (host = 'localhost') =>
    ({ host, port: Number(new URL(sink.url).port), tls: 'required', login: null }) as const;
  return { mail, server, asked, received: () => outbox.list() };
};

describe('the mail server of an organisation', () => {
  it('gets mail by TLS at the address that its name had, looked up once', async () => {
    const { mail, server, asked, received } = await setUp();
    await mail.send(server(), exampleMail());
    expect(received()).toHaveLength(1);
    expect(asked).toEqual(['localhost']);
  });

  it('gets nothing without TLS, or with a certificate of another name', async () => {
    const plain = await setUp({}, false);
    await expect(plain.mail.send(plain.server(), exampleMail())).rejects.toMatchObject({ type: 'mail-unavailable' });
    const other = await setUp();
    const sent = other.mail.send(other.server('mail.example.se'), exampleMail());
    await expect(sent).rejects.toMatchObject({ type: 'mail-unavailable' });
    expect([...plain.received(), ...other.received()]).toEqual([]);
  });

  it('is nothing inside, by whatever name, nor where only one of its addresses is', async () => {
    for (const found of [['127.0.0.1'], ['10.0.0.5'], ['169.254.169.254'], ['193.10.0.1', '10.0.0.5'], ['::1'], []]) {
      const { mail, server } = await setUp({ networks: networksOf([]), resolve: async () => found });
      await expect(mail.send(server(), exampleMail())).rejects.toMatchObject({ type: 'mail-server-address' });
    }
    const { mail, server, asked } = await setUp();
    await expect(mail.send(server('127.0.0.1'), exampleMail())).rejects.toMatchObject({ type: 'mail-server-address' });
    expect(asked).toEqual([]);
  });

  it('is not the one that takes our mail for our address, by that name or another', async () => {
    const resolve = async (host: string) => (host === 'relay.example.se' ? ['193.10.0.7', '127.0.0.1'] : ['127.0.0.1']);
    for (const host of ['relay.example.se', 'alias.example.se']) {
      const { mail, server, received } = await setUp({ resolve, trustsUs: 'relay.example.se' });
      await expect(mail.send(server(host), exampleMail())).rejects.toMatchObject({ type: 'mail-server-address' });
      expect(received()).toEqual([]);
    }
    const { mail, server, received } = await setUp({ resolve, trustsUs: '193.10.0.7' });
    await mail.send(server(), exampleMail());
    expect(received()).toHaveLength(1);
  });

  it('holds nothing up that answers a byte at a time', async () => {
    const slow = createServer((socket) => {
      socket.on('error', () => undefined);
      const drip = setInterval(() => socket.write('2'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    slow.listen(0, '127.0.0.1');
    await once(slow, 'listening');
    cleanups.push(async () => slow.close());
    const { mail, server } = await setUp({ timeoutMs: 300 });
    const { port } = slow.address() as AddressInfo;
    const sent = mail.send({ ...server(), port }, exampleMail());
    await expect(sent).rejects.toMatchObject({ type: 'mail-unavailable' });
  });

  it('that no name leads to is said to be so', async () => {
    const resolve = async () => {
      throw new Error('ENOTFOUND');
    };
    const { mail, server } = await setUp({ resolve });
    await expect(mail.send(server(), exampleMail())).rejects.toMatchObject({ type: 'mail-server-address' });
  });
});
