import { afterEach, describe, expect, it } from '@jest/globals';
import type { MailMessage, MailPort } from './mail.port.ts';

/** A mail as the next server took it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What an adapter's test gives the contract, afresh for every test. */
export interface MailContractSetup {
  readonly mail: MailPort;
  /** Oldest first. */
  received(): readonly ReceivedMail[];
  /** An address that the next server refuses for good. */
  readonly refusedAddress: string;
  /** An address that the next server defers once. */
  readonly deferredAddress: string;
  stopServer(): Promise<void>;
  teardown(): Promise<void>;
}

/** A mail with everything that tends to break on the way. */
export const exampleMail = (over: Partial<MailMessage> = {}): MailMessage => ({
  from: { name: 'Åsa Öberg, Storkommun', address: 'no-reply@storkommun.example' },
  to: 'medborgare@example.se',
  subject: 'Säkert meddelande från Åsa Öberg – öppna det här, det är en ganska lång ämnesrad med åäö',
  text: 'Hej!\n.\nEn rad som börjar med punkt.\nhttps://sefos.example/l/abc?x=1&y=2',
  html: '<p>Hej på dig</p><a href="https://sefos.example/l/abc?x=1&amp;y=2">Öppna</a>',
  messageId: '<0198c0de-1@storkommun.example>',
  ...over,
});

/** The tests that every MailPort adapter must pass. */
export const mailContract = (name: string, setUp: () => Promise<MailContractSetup>): void => {
  describe(`${name} keeps the mail contract`, () => {
    let current: MailContractSetup | undefined;
    const start = async (): Promise<MailContractSetup> => {
      current = await setUp();
      return current;
    };
    afterEach(async () => {
      await current?.teardown();
      current = undefined;
    });

    it('hands over text and HTML, names and subject as they are', async () => {
      const { mail, received } = await start();
      const sent = exampleMail({ replyTo: 'svara@storkommun.example', headers: { 'X-Sefos-Kind': 'notification' } });
      await mail.send(sent);
      expect(received()).toHaveLength(1);
      expect(received()[0]).toMatchObject({
        from: 'Åsa Öberg, Storkommun <no-reply@storkommun.example>',
        to: ['medborgare@example.se'],
        subject: sent.subject,
      });
      expect(received()[0]?.text.replaceAll('\r\n', '\n').trimEnd()).toBe(sent.text);
      expect(received()[0]?.html.trimEnd()).toBe(sent.html);
      expect(received()[0]?.headers).toMatchObject({
        'message-id': sent.messageId,
        'auto-submitted': 'auto-generated',
        'reply-to': 'svara@storkommun.example',
        'x-sefos-kind': 'notification',
      });
    });

    it('says mail-refused when the next server refuses for good', async () => {
      const { mail, received, refusedAddress } = await start();
      await expect(mail.send(exampleMail({ to: refusedAddress }))).rejects.toMatchObject({ type: 'mail-refused' });
      expect(received()).toEqual([]);
    });

    it('says mail-unavailable when the next server defers, and a retry has the same message id', async () => {
      const { mail, received, deferredAddress } = await start();
      const sent = exampleMail({ to: deferredAddress });
      await expect(mail.send(sent)).rejects.toMatchObject({ type: 'mail-unavailable' });
      await mail.send(sent);
      await mail.send(sent);
      expect(received().map((mailTaken) => mailTaken.headers['message-id'])).toEqual([sent.messageId, sent.messageId]);
    });

    it('says mail-unavailable when there is no server', async () => {
      const { mail, stopServer } = await start();
      await stopServer();
      await expect(mail.send(exampleMail())).rejects.toMatchObject({ type: 'mail-unavailable' });
    });

    it.each([
      'a@example.se\r\nBcc: x@evil.example',
      'a@example.se, b@example.se',
      'a@example.se>\r\nRCPT TO:<b@evil.example',
      '"a b"@example.se',
      'a@example.se ',
      'a@b@example.se',
      'Namn <a@example.se>',
      'a',
      '',
    ])('refuses %j, which is not one address', async (address) => {
      const { mail, received } = await start();
      const refused = { type: 'mail-refused' };
      await expect(mail.send(exampleMail({ to: address }))).rejects.toMatchObject(refused);
      await expect(mail.send(exampleMail({ replyTo: address }))).rejects.toMatchObject(refused);
      await expect(mail.send(exampleMail({ from: { name: 'x', address } }))).rejects.toMatchObject(refused);
      const returnPath = { address, envelopeId: 'a' };
      await expect(mail.send(exampleMail({ returnPath }))).rejects.toMatchObject(refused);
      expect(received()).toEqual([]);
    });

    it.each<[string, Partial<MailMessage>]>([
      ['a message id with a line break', { messageId: '<a@b>\r\nBcc: x@evil.example' }],
      ['a message id without brackets', { messageId: 'a@b' }],
      ['a header value with a line break', { headers: { 'X-A': 'b\r\nBcc: x@evil.example' } }],
      ['a header name with a line break', { headers: { 'X-A\r\nBcc': 'x@evil.example' } }],
      ['a header name with a colon', { headers: { 'Bcc:': 'x@evil.example' } }],
      ['a header of ours', { headers: { BCC: 'x@evil.example' } }],
      ['an envelope id with a space', { returnPath: { address: 'a@example.se', envelopeId: 'a NOTIFY=NEVER' } }],
      ['a content header', { headers: { 'Content-Type': 'text/plain' } }],
    ])('refuses %s', async (_what, over) => {
      const { mail, received } = await start();
      await expect(mail.send(exampleMail(over))).rejects.toMatchObject({ type: 'mail-refused' });
      expect(received()).toEqual([]);
    });

    it('lets no line break in a subject or a name become a header', async () => {
      const { mail, received } = await start();
      const attack = 'Hej\r\nBcc: x@evil.example\r\n\r\n<b>body</b>\u2028X-Evil: 1\u0000';
      await mail.send(exampleMail({ subject: attack, from: { name: attack, address: 'a@storkommun.example' } }));
      const taken = received()[0];
      expect(taken?.to).toEqual(['medborgare@example.se']);
      expect(taken?.headers).not.toHaveProperty('bcc');
      expect(taken?.headers).not.toHaveProperty('x-evil');
      expect(taken?.subject).toBe('Hej Bcc: x@evil.example <b>body</b> X-Evil: 1');
      expect(taken?.text).not.toContain('<b>body</b>');
    });

    it('keeps addresses, subject and text out of its errors', async () => {
      const { mail, refusedAddress } = await start();
      const sent = exampleMail({ to: refusedAddress, subject: 'hemligt-ämne', text: 'hemlig-text' });
      const error: unknown = await mail.send(sent).catch((thrown) => thrown);
      const dump = `${JSON.stringify(error)} ${(error as Error).stack} ${String((error as Error).cause)}`;
      expect(dump).not.toContain(refusedAddress.split('@')[0]);
      expect(dump).not.toContain('hemlig');
    });
  });
};
