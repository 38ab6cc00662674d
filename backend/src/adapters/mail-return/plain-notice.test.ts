import { describe, expect, it } from '@jest/globals';
import { readReturnedMail } from './returned-mail.ts';
import { HARMLESS, plainNotice, RETURNED } from './testing/plain-notices.ts';

const DOMAIN = 'return.example.se';
const TOKEN = '0123456789abcdef0123456789abcdef01234567';
const ADDRESS = `bounces+${TOKEN}@${DOMAIN}`;

const read = (text: string) => readReturnedMail(Buffer.from(text, 'utf8'), DOMAIN, [ADDRESS]);
const statuses = async (text: string) => (await read(text)).statuses;

describe('a notice in plain words', () => {
  it.each(RETURNED.map((sample) => [sample.system, sample] as const))(
    'of %s says that the mail has come back, by its address alone',
    async (_system, sample) => {
      expect(await read(plainNotice(sample, ADDRESS))).toEqual({
        tokens: [TOKEN],
        statuses: [{ action: 'failed', code: sample.code, addresses: [] }],
      });
    },
  );

  it.each(HARMLESS.map((sample) => [sample.system, sample] as const))(
    'that is %s says nothing',
    async (_system, sample) => {
      expect(await statuses(plainNotice(sample, ADDRESS))).toEqual([]);
    },
  );

  const [qmail] = RETURNED;
  const raw = qmail ? plainNotice(qmail, ADDRESS) : '';

  it('counts only when a machine has written it', async () => {
    const byPerson = raw.replace('From: MAILER-DAEMON@', 'From: anna@');
    expect(await statuses(byPerson)).toEqual([]);
    expect(await statuses(`Auto-Submitted: no\r\n${byPerson}`)).toEqual([]);
    expect(await statuses(`Return-Path: <anna@example.org>\r\n${byPerson}`)).toEqual([]);
    for (const header of ['Auto-Submitted: auto-replied', 'Return-Path: <>', 'X-Failed-Recipients: anna@example.org'])
      expect(await statuses(`${header}\r\n${byPerson}`)).toHaveLength(1);
  });

  it('is read where it is HTML, and not in the mail that it returns', async () => {
    const html = raw
      .replace('text/plain', 'text/html')
      .replace(
        /\r\n\r\n([\s\S]*)/,
        (_whole, text: string) => `\r\n\r\n<style>p{}</style><p>${text.replace(/\r\n/g, '<br>\r\n')}</p>`,
      );
    expect(await statuses(html)).toEqual([{ action: 'failed', code: '5.1.1', addresses: [] }]);
    const onlyInTheCopy = raw.replace(/This is a permanent[\s\S]*?(?=--- Below)/, '');
    expect(await statuses(onlyInTheCopy)).toEqual([]);
  });

  it.each(['<', '<style ', '<style>', '\n', '-', 'delivery to ', 'user ', '5', '5.1.'])(
    'says nothing, and soon, when it is made of %j alone',
    async (part) => {
      const many = part.repeat(900_000 / part.length);
      for (const type of ['text/html', 'text/plain'])
        expect(await statuses(raw.replace('text/plain', type).replace(/\r\n\r\n[\s\S]*/, `\r\n\r\n${many}`))).toEqual(
          [],
        );
    },
  );

  it('is no receipt of another kind, which is a report too', async () => {
    const receipt = raw.replace(
      'text/plain; charset=utf-8',
      'multipart/report; report-type=disposition-notification; boundary=x',
    );
    expect(await statuses(receipt)).toEqual([]);
  });
});
