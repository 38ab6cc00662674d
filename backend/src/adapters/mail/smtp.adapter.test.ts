// tsyringe, inside @peculiar/x509, refuses to load without this polyfill before it.
import 'reflect-metadata';
import { createPublicKey, createVerify, generateKeyPairSync, webcrypto } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import * as x509 from '@peculiar/x509';
import { exampleMail, mailContract } from '../../ports/mail.contract.ts';
import { type SmtpSinkOptions, startSmtpSink } from '../../simulators/mail/smtp-sink.ts';
import { CapturedOutbox } from '../../simulators/outbox.ts';
import { makeSmtpMail, type SmtpMailOptions } from './smtp.adapter.ts';
import { parseSmtpUrl } from './smtp-url.ts';

const clock = { now: () => new Date('2026-11-21T12:00:00Z') };
const cleanups: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const setUp = async (sinkOptions: Omit<SmtpSinkOptions, 'outbox'> = {}, mailOptions: Partial<SmtpMailOptions> = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'sefos-smtp-'));
  const outbox = await CapturedOutbox.open({ folder, clock });
  const sink = await startSmtpSink({ outbox, ...sinkOptions });
  const mail = makeSmtpMail({ url: sink.url, clock, connectTimeoutMs: 3_000, ...mailOptions });
  const teardown = async () => {
    await mail.close();
    await sink.close();
    await rm(folder, { recursive: true });
  };
  return {
    mail,
    sink,
    received: () => outbox.list().reverse(),
    refusedAddress: 'studsar+hemlig@example.se',
    deferredAddress: 'senare@example.se',
    stopServer: () => sink.close(),
    teardown,
  };
};
const setUpHere = async (...options: Parameters<typeof setUp>) => {
  const made = await setUp(...options);
  cleanups.push(made.teardown);
  return made;
};

let tls: { keyPem: string; certificatePem: string };
beforeAll(async () => {
  x509.cryptoProvider.set(webcrypto as unknown as Parameters<typeof x509.cryptoProvider.set>[0]);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  tls = { keyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), certificatePem: certificate.toString('pem') };
});

mailContract('SMTP', setUp);

describe('SMTP adapter and TLS', () => {
  it('sends over STARTTLS with an authority it was told to trust', async () => {
    const { sink, received } = await setUpHere({ tls });
    const mail = makeSmtpMail({ url: `${sink.url}?tls=required`, clock, caPem: tls.certificatePem });
    cleanups.push(() => mail.close());
    await mail.send(exampleMail());
    expect(received()).toHaveLength(1);
  });

  it('sends over TLS from the first byte', async () => {
    const { mail, sink, received } = await setUpHere(
      { tls: { ...tls, implicit: true } },
      { caPem: tls.certificatePem },
    );
    expect(sink.url).toMatch(/^smtps:/);
    await mail.send(exampleMail());
    expect(received()).toHaveLength(1);
  });

  it('hands nothing to a server whose certificate it cannot check', async () => {
    const { sink, received } = await setUpHere({ tls });
    const mail = makeSmtpMail({ url: `${sink.url}?tls=required`, clock });
    cleanups.push(() => mail.close());
    await expect(mail.send(exampleMail())).rejects.toMatchObject({ type: 'mail-unavailable' });
    expect(received()).toEqual([]);
  });

  it('hands nothing, the password neither, to a server without STARTTLS when it is required', async () => {
    const { sink, received } = await setUpHere({ credentials: { user: 'u', password: 'p' } });
    const mail = makeSmtpMail({ url: `smtp://u:p@127.0.0.1:${sink.port}?tls=required`, clock });
    cleanups.push(() => mail.close());
    await expect(mail.send(exampleMail())).rejects.toMatchObject({ type: 'mail-unavailable' });
    expect(received()).toEqual([]);
  });

  it('logs in with the percent-encoded credentials of the URL', async () => {
    const { sink, received } = await setUpHere({ tls, credentials: { user: 'sefos@x', password: 'p:/å' } });
    const url = `smtp://sefos%40x:p%3A%2F%C3%A5@127.0.0.1:${sink.port}?tls=required`;
    const mail = makeSmtpMail({ url, clock, caPem: tls.certificatePem });
    cleanups.push(() => mail.close());
    await mail.send(exampleMail());
    expect(received()).toHaveLength(1);
  });

  it('treats wrong credentials as something to repair, not as a bounced mail', async () => {
    const { sink } = await setUpHere({ credentials: { user: 'u', password: 'p' } });
    const mail = makeSmtpMail({ url: `smtp://u:hunter2@127.0.0.1:${sink.port}`, clock });
    cleanups.push(() => mail.close());
    const sending = mail.send(exampleMail());
    await expect(sending).rejects.toMatchObject({
      type: 'mail-unavailable',
      facts: { reason: 'EAUTH', smtpCode: 535 },
    });
    await expect(sending).rejects.not.toThrow(/hunter2/);
  });
});

describe('SMTP adapter', () => {
  it('gives the reason as codes', async () => {
    const { mail } = await setUpHere();
    await expect(mail.send(exampleMail({ to: 'bounce@example.se' }))).rejects.toMatchObject({
      facts: { smtpCode: 550, smtpStatus: '5.1.1' },
    });
    await expect(mail.send(exampleMail({ to: 'later@example.se' }))).rejects.toMatchObject({
      facts: { smtpCode: 451, smtpStatus: '4.7.1' },
    });
  });

  it('leaves with its own envelope sender and asks to be told of failure and delay (RFC 3461), From as ever', async () => {
    const { commands, url, close } = await startRawServer(['DSN']);
    cleanups.push(close);
    const mail = makeSmtpMail({ url, clock });
    await mail.send(exampleMail({ returnPath: { address: 'bounces+abc@return.example', envelopeId: 'abc' } }));
    await mail.send(exampleMail());
    await mail.close();
    expect(commands().filter((line) => /^(MAIL|RCPT)/.test(line))).toEqual([
      'MAIL FROM:<bounces+abc@return.example> RET=HDRS ENVID=abc',
      'RCPT TO:<medborgare@example.se> NOTIFY=FAILURE,DELAY ORCPT=rfc822;medborgare@example.se',
      'MAIL FROM:<no-reply@storkommun.example>',
      'RCPT TO:<medborgare@example.se>',
    ]);
  });

  it('asks a server without DSN for nothing, and leaves with its own envelope sender all the same', async () => {
    const { commands, raw, url, close } = await startRawServer();
    cleanups.push(close);
    const mail = makeSmtpMail({ url, clock });
    await mail.send(exampleMail({ returnPath: { address: 'bounces+abc@return.example', envelopeId: 'abc' } }));
    await mail.close();
    expect(commands()).toContain('MAIL FROM:<bounces+abc@return.example>');
    expect(raw()).toMatch(/^From: [^\r]*\r\n <no-reply@storkommun\.example>/m);
    expect(raw()).not.toContain('abc@return');
  });

  it('dates the mail by the clock it was given', async () => {
    const { mail, received } = await setUpHere();
    await mail.send(exampleMail());
    expect(new Date(received()[0]?.headers.date ?? '')).toEqual(clock.now());
  });

  it('lets a caller say another Auto-Submitted, and says it once', async () => {
    const { mail, received } = await setUpHere();
    await mail.send(exampleMail({ headers: { 'auto-submitted': 'auto-replied' } }));
    expect(received()[0]?.headers['auto-submitted']).toBe('auto-replied');
  });

  it('signs with DKIM (RFC 6376)', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const { raw, url, close } = await startRawServer();
    cleanups.push(close);
    const dkim = { domain: 'storkommun.example', selector: 's1', privateKeyPem };
    const mail = makeSmtpMail({ url, clock, dkim });
    await mail.send(exampleMail());
    await mail.close();
    const signature = /^DKIM-Signature: ((?:.|\r\n[ \t])+)/m.exec(raw())?.[1] ?? '';
    expect(signature).toMatch(/d=storkommun\.example/);
    expect(signature).toMatch(/s=s1/);
    expect(verifiesRelaxed(raw(), signature, publicKey.export({ type: 'spki', format: 'pem' }).toString())).toBe(true);
    expect(
      verifiesRelaxed(
        raw().replace('Subject: ', 'Subject: x'),
        signature,
        publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      ),
    ).toBe(false);
  });

  it('sends many at once over few connections', async () => {
    const { mail, received } = await setUpHere({}, { maxConnections: 2 });
    const ids = Array.from({ length: 30 }, (_, at) => `<${at}@storkommun.example>`);
    await Promise.all(ids.map((messageId) => mail.send(exampleMail({ messageId }))));
    expect(
      received()
        .map(({ headers }) => headers['message-id'])
        .sort(),
    ).toEqual([...ids].sort());
  });

  it('finishes what is under way before it closes', async () => {
    const { mail, received } = await setUpHere();
    const sending = mail.send(exampleMail());
    await mail.close();
    await sending;
    expect(received()).toHaveLength(1);
  });

  it('gives up on a server that says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket));
    const port = await listening(silent);
    cleanups.push(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    const mail = makeSmtpMail({ url: `smtp://127.0.0.1:${port}`, clock, connectTimeoutMs: 200 });
    await expect(mail.send(exampleMail())).rejects.toMatchObject({ type: 'mail-unavailable' });
    await mail.close();
  });
});

describe('SMTP URL', () => {
  it.each([
    ['smtp://mail.example.se', { host: 'mail.example.se', port: 587, tls: 'required' }],
    ['smtps://mail.example.se', { host: 'mail.example.se', port: 465, tls: 'implicit' }],
    ['smtp://mail.example.se:25?tls=none', { host: 'mail.example.se', port: 25, tls: 'none' }],
    ['smtp://localhost:1025', { host: 'localhost', port: 1025, tls: 'none' }],
    ['smtp://[::1]:1025?tls=required', { host: '::1', port: 1025, tls: 'required' }],
    [
      'smtp://a%40b:c%3Ad@mail.example.se',
      { host: 'mail.example.se', port: 587, tls: 'required', auth: { user: 'a@b', pass: 'c:d' } },
    ],
  ])('reads %s', (url, expected) => {
    expect(parseSmtpUrl(url)).toEqual(expected);
  });

  it.each([
    'mail.example.se',
    'http://u:hunter2@h',
    'smtp://u:hunter2@h?tls=maybe',
    'smtps://u:hunter2@h?tls=none',
    'smtp://u:hunter2@h?pool=1',
  ])('refuses %s with a sentence that does not repeat it', (url) => {
    expect(() => parseSmtpUrl(url)).toThrow(/SMTP_URL/);
    expect(() => parseSmtpUrl(url)).not.toThrow(/hunter2/);
  });
});

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

const ehloLine = (text: string, at: number, all: readonly string[]): string =>
  `250${at === all.length - 1 ? ' ' : '-'}${text}\r\n`;

/** The least of a mail server that keeps the bytes of one message as they came. */
const startRawServer = async (extensions: readonly string[] = []) => {
  const commands: string[] = [];
  let message = '';
  let inData = false;
  const server = createServer((socket) => {
    socket.write('220 raw\r\n');
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (inData) {
        message += text;
        if (message.endsWith('\r\n.\r\n')) {
          inData = false;
          socket.write('250 taken\r\n');
        }
        return;
      }
      commands.push(text.trimEnd());
      if (/^DATA/i.test(text)) {
        inData = true;
        socket.write('354 go on\r\n');
      } else if (/^QUIT/i.test(text)) socket.end('221 bye\r\n');
      else if (/^EHLO/i.test(text)) socket.write(['raw', ...extensions].map(ehloLine).join(''));
      else socket.write('250 ok\r\n');
    });
    socket.on('error', () => undefined);
  });
  const port = await listening(server);
  return { raw: () => message, commands: () => commands, url: `smtp://127.0.0.1:${port}`, close: () => server.close() };
};

/** RFC 6376 §3.4.2 and §3.7, the header half: relaxed canonicalisation, then RSA-SHA256. */
const verifiesRelaxed = (raw: string, signature: string, publicKeyPem: string): boolean => {
  const relax = (name: string, value: string) =>
    `${name.toLowerCase().trim()}:${value
      .replace(/\r\n(?=[ \t])/g, '')
      .replace(/[ \t]+/g, ' ')
      .trim()}`;
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n(?=[ \t])/g, '');
  const lines = new Map(
    head
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1)]),
  );
  const flat = signature.replace(/\r\n(?=[ \t])/g, '');
  const tag = (name: string) => new RegExp(`(?:^|;)\\s*${name}=([^;]+)`).exec(flat)?.[1]?.replace(/\s+/g, '') ?? '';
  const names = tag('h')
    .split(':')
    .map((name) => name.toLowerCase());
  const signed = names.filter((name) => lines.has(name)).map((name) => relax(name, lines.get(name) ?? ''));
  const own = relax('DKIM-Signature', flat.replace(/([;\s]b=)[^;]*/, '$1'));
  const verify = createVerify('RSA-SHA256').update(`${[...signed, own].join('\r\n')}`);
  return verify.verify(createPublicKey(publicKeyPem), Buffer.from(tag('b'), 'base64'));
};
