import { describe, expect, it } from '@jest/globals';
import { notificationMail } from './notification.mail.ts';

const FACTS = {
  language: 'sv' as const,
  to: 'maja@example.org',
  from: 'no-reply@sefos.example',
  organisation: 'Storkommun <b>',
  switchboard: '08-123 45 60',
  senderName: 'Hanna Handläggare',
  openText: '',
  url: 'https://sefos.example/m/id#token',
  expiresAt: new Date('2026-04-01T10:00:00Z'),
  recipientId: '01',
  messageId: '02',
};

describe('notification mail', () => {
  it('names organisation, sender and switchboard, and leads to the link once', () => {
    const mail = notificationMail(FACTS);
    expect(mail.subject).toBe('Du har fått ett säkert meddelande från Storkommun <b>');
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('Hanna Handläggare');
      expect(part).toContain('08-123 45 60');
      expect(part.split('https://sefos.example/m/id#token').length).toBe(2);
    }
    expect(mail.html).not.toContain('<b>');
    expect(mail.text).toContain('1 april 2026');
  });

  it('says what the sender wrote, without its markup, instead of our own words', () => {
    const mail = notificationMail({ ...FACTS, openText: 'Ring <i>mig</i>\nhej' });
    expect(mail.html).toContain('Ring &lt;i&gt;mig&lt;/i&gt;<br>hej');
    expect(mail.text).not.toContain('har skickat ett säkert meddelande till dig');
  });

  it('carries the same Message-ID at every try, and no line breaks in headers', () => {
    expect(notificationMail(FACTS).messageId).toBe('<01@sefos.example>');
    expect(notificationMail({ ...FACTS, organisation: 'A\r\nBcc: x@y' }).subject).not.toMatch(/[\r\n]/);
  });

  it.each(['sv', 'en', 'fi'] as const)('speaks %s', (language) => {
    const mail = notificationMail({ ...FACTS, language });
    expect(mail.html).toContain(`lang="${language}"`);
    expect({ subject: mail.subject, text: mail.text }).toMatchSnapshot();
  });
});
