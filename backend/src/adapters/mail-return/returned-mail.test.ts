import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_RETURNED_BYTES, readReturnedMail } from './returned-mail.ts';
import { automaticAnswer, exchangeNotice, postfixNotice } from './testing/notices.ts';

const DOMAIN = 'return.example.se';
const TOKEN = '0123456789abcdef0123456789abcdef01234567';
const ADDRESS = `bounces+${TOKEN}@${DOMAIN}`;
const OTHER = 'f'.repeat(40);

const read = (text: string, envelopeTo: readonly string[] = [ADDRESS]) =>
  readReturnedMail(Buffer.from(text, 'utf8'), DOMAIN, envelopeTo);

describe('a returned mail', () => {
  it('as Postfix writes it says which mail came back and why', async () => {
    expect(await read(postfixNotice({ to: ADDRESS }))).toEqual({
      tokens: [TOKEN],
      statuses: [{ action: 'failed', code: '5.1.1', addresses: ['anna@example.org'] }],
    });
  });

  it('as Exchange writes it, in base64 and with the whole mail, says the same', async () => {
    expect(await read(exchangeNotice({ to: ADDRESS }))).toEqual({
      tokens: [TOKEN],
      statuses: [{ action: 'failed', code: '5.1.10', addresses: ['anna@example.org'] }],
    });
  });

  it('that is only late says so', async () => {
    const { statuses } = await read(postfixNotice({ to: ADDRESS, action: 'delayed', status: '4.4.1' }));
    expect(statuses).toEqual([{ action: 'delayed', code: '4.4.1', addresses: ['anna@example.org'] }]);
  });

  it('is found by the envelope id when its address says nothing, and by the address first', async () => {
    const notice = postfixNotice({ to: 'mailer@return.example.se', envelopeId: OTHER.toUpperCase() });
    expect((await read(notice, ['x@return.example.se'])).tokens).toEqual([OTHER]);
    expect((await read(notice, [ADDRESS])).tokens).toEqual([TOKEN, OTHER]);
  });

  it.each(['Delivered-To', 'X-Original-To', 'Envelope-To', 'To'])(
    'in a mailbox is found by %s, in whatever case it is written',
    async (header) => {
      const notice = `${header}: <${ADDRESS.toUpperCase()}>\r\n${postfixNotice({ to: 'x@example.se' })}`;
      expect((await read(notice, [])).tokens).toEqual([TOKEN]);
    },
  );

  it('of another domain, or without a whole token, is nobody’s', async () => {
    for (const to of [
      `bounces+${TOKEN}@evil.example`,
      `bounces+${TOKEN}1@${DOMAIN}`,
      `bounces@${DOMAIN}`,
      `${TOKEN}@${DOMAIN}`,
    ])
      expect((await read(postfixNotice({ to }), [to])).tokens).toEqual([]);
  });

  it('that is an automatic answer, or a person’s, says nothing', async () => {
    expect((await read(automaticAnswer({ to: ADDRESS }))).statuses).toEqual([]);
    const quoted = `Subject: Fw\r\nContent-Type: text/plain\r\n\r\n${postfixNotice({ to: ADDRESS })}`;
    expect((await read(quoted)).statuses).toEqual([]);
  });

  it('with unknown actions, no status or no address says what is there and nothing else', async () => {
    expect((await read(postfixNotice({ to: ADDRESS, action: 'exploded' }))).statuses).toEqual([]);
    const { statuses } = await read(postfixNotice({ to: ADDRESS, status: 'unknown' }));
    expect(statuses).toEqual([{ action: 'failed', code: null, addresses: ['anna@example.org'] }]);
  });

  it('that is nested too deep, or has endless headers, says nothing and breaks nothing', async () => {
    let nested = postfixNotice({ to: ADDRESS });
    for (let depth = 0; depth < 100; depth++)
      nested = `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${nested}\r\n--b${depth}--\r\n`;
    expect((await read(nested)).statuses).toEqual([]);
    expect((await read(`X: ${'y'.repeat(300_000)}\r\n${postfixNotice({ to: ADDRESS })}`)).statuses).toEqual([]);
  });

  it('is read up to a limit, which the report stands before', async () => {
    const long = `${postfixNotice({ to: ADDRESS })}${'x'.repeat(MAX_RETURNED_BYTES)}`;
    expect((await read(long)).statuses).toHaveLength(1);
  });

  it('never throws, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), fc.nat(1_500), async (bytes, at) => {
        const notice = Buffer.from(postfixNotice({ to: ADDRESS }));
        notice.set(bytes.subarray(0, Math.max(0, notice.length - at)), Math.min(at, notice.length));
        const { tokens } = await readReturnedMail(notice, DOMAIN, [ADDRESS]);
        expect(tokens[0]).toBe(TOKEN);
      }),
      { numRuns: 60 },
    );
  });
});
