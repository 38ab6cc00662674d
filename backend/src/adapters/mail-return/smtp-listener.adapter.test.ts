import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import type { ReturnedMail } from '../../ports/mail-return.port.ts';
import { MAX_RETURNED_BYTES } from './returned-mail.ts';
import { makeSmtpReturn, type SmtpReturn } from './smtp-listener.adapter.ts';
import { localCertificate } from './testing/certificate.ts';
import { postfixNotice } from './testing/notices.ts';

const DOMAIN = 'return.example.se';
const TOKEN = 'a'.repeat(40);
const ADDRESS = `bounces+${TOKEN}@${DOMAIN}`;

describe('the listener of a return domain', () => {
  let listener: SmtpReturn;
  let taken: ReturnedMail[];
  let answer: () => Promise<'taken' | 'later'>;
  beforeEach(async () => {
    taken = [];
    answer = async () => 'taken';
    listener = makeSmtpReturn({ domain: DOMAIN, host: '127.0.0.1', port: 0 });
    await listener.start(
      (mail) => {
        taken.push(mail);
        return answer();
      },
      () => undefined,
    );
  });
  afterEach(() => listener.close());

  /** As a relay: the answer's code. */
  const bring = async (to: string, raw = postfixNotice({ to }), from = ''): Promise<number> => {
    const transport = createTransport({ host: '127.0.0.1', port: listener.port(), ignoreTLS: true });
    try {
      const { response } = await transport.sendMail({ envelope: { from, to }, raw });
      return Number(response.slice(0, 3));
    } catch (error) {
      return (error as { readonly responseCode?: number }).responseCode ?? 0;
    } finally {
      transport.close();
    }
  };

  it('takes mail from the null sender, as notifications have, and from others', async () => {
    expect(await bring(ADDRESS)).toBe(250);
    expect(await bring(ADDRESS, undefined, 'mailer-daemon@example.org')).toBe(250);
    expect(taken.map(({ tokens }) => tokens)).toEqual([[TOKEN], [TOKEN]]);
    expect(taken[0]?.statuses).toEqual([{ action: 'failed', code: '5.1.1', addresses: ['anna@example.org'] }]);
  });

  it.each([`postmaster@${DOMAIN}`, `bounces+${TOKEN}@example.org`, 'anna@example.org', `bounces+1@${DOMAIN}`])(
    'relays nothing: %s is no mailbox here',
    async (to) => {
      expect(await bring(to, postfixNotice({ to: ADDRESS }))).toBe(550);
      expect(taken).toEqual([]);
    },
  );

  it('leaves a mail with the relay when it cannot be taken now', async () => {
    answer = async () => 'later';
    expect(await bring(ADDRESS)).toBe(451);
    answer = () => Promise.reject(new Error('no database'));
    expect(await bring(ADDRESS)).toBe(451);
    answer = async () => 'taken';
    expect(await bring(ADDRESS)).toBe(250);
  });

  it('refuses what is larger than any notification, and keeps nothing of it', async () => {
    expect(await bring(ADDRESS, `${postfixNotice({ to: ADDRESS })}${'x'.repeat(MAX_RETURNED_BYTES)}`)).toBe(552);
    expect(taken).toEqual([]);
  });

  it('takes mail over STARTTLS where it has a certificate', async () => {
    const tls = await localCertificate();
    const secure = makeSmtpReturn({ domain: DOMAIN, host: '127.0.0.1', port: 0, tls });
    await secure.start(
      async () => 'taken',
      () => undefined,
    );
    const transport = createTransport({
      host: 'localhost',
      port: secure.port(),
      requireTLS: true,
      tls: { ca: tls.certificatePem },
    });
    const { response } = await transport.sendMail({
      envelope: { from: '', to: ADDRESS },
      raw: postfixNotice({ to: ADDRESS }),
    });
    transport.close();
    await secure.close();
    expect(response).toMatch(/^250/);
  });

  it('says when its address cannot be listened on', async () => {
    const second = makeSmtpReturn({ domain: DOMAIN, host: '127.0.0.1', port: listener.port() });
    await expect(
      second.start(
        async () => 'taken',
        () => undefined,
      ),
    ).rejects.toThrow();
  });
});
