import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeSmtpMail } from '../../adapters/mail/smtp.adapter.ts';
import { makeSmtpReturn, type SmtpReturn } from '../../adapters/mail-return/smtp-listener.adapter.ts';
import { exampleMail } from '../../ports/mail.contract.ts';
import type { MailPort } from '../../ports/mail.port.ts';
import type { ReturnedMail } from '../../ports/mail-return.port.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { CapturedOutbox } from '../outbox.ts';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';

const DOMAIN = 'return.sefos.example';
const TOKEN = 'a'.repeat(40);

describe('the demo’s relay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sefos-relay-'));
  let listener: SmtpReturn;
  let sink: SmtpSink;
  let mail: MailPort;
  let outbox: CapturedOutbox;
  let first: Promise<ReturnedMail>;
  beforeEach(async () => {
    const clock = new FixedClock();
    outbox = await CapturedOutbox.open({ folder: mkdtempSync(join(folder, 'x')), clock });
    listener = makeSmtpReturn({ domain: DOMAIN, host: '127.0.0.1', port: 0 });
    first = new Promise((resolve) => {
      void listener.start(
        async (returned) => {
          resolve(returned);
          return 'taken';
        },
        () => undefined,
      );
    });
    sink = await startSmtpSink({ outbox, returnRoute: { domain: DOMAIN, port: listener.port } });
    mail = makeSmtpMail({ url: sink.url, clock });
  });
  afterEach(async () => {
    await mail.close();
    await Promise.all([sink.close(), listener.close()]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const sendTo = (to: string) =>
    mail.send(exampleMail({ to, returnPath: { address: listener.addressOf(TOKEN) ?? '', envelopeId: TOKEN } }));

  it.each([
    ['finns-inte@example.org', 'failed', '5.1.1'],
    ['full+1@example.org', 'failed', '5.2.2'],
    ['fordrojd@example.org', 'delayed', '4.4.1'],
  ])('takes a mail to %s, delivers it nowhere and says so to its return address', async (to, action, code) => {
    await sendTo(to);
    expect(await first).toEqual({ tokens: [TOKEN], statuses: [{ action, code, addresses: [to] }] });
    expect(outbox.list()).toEqual([]);
  });

  it('says nothing of what it delivers, and nothing where no return address was given', async () => {
    await sendTo('anna@example.org');
    await mail.send(exampleMail({ to: 'finns-inte@example.org' }));
    expect(outbox.list().map(({ to }) => to)).toEqual([['anna@example.org']]);
    await sendTo('finns-inte@example.org');
    expect((await first).statuses[0]?.addresses).toEqual(['finns-inte@example.org']);
  });
});
