import { describe, expect, it } from '@jest/globals';
import { notificationMail, senderMail } from './notification.mail.ts';

const FACTS = {
  language: 'sv' as const,
  reader: 'link' as const,
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

  it('names the message in a header, for Outlook to find it by', () => {
    expect(notificationMail(FACTS).headers).toEqual({ 'X-Sefos-Message': '02' });
  });

  it.each(['sv', 'en', 'fi'] as const)('tells somebody with an account to sign in, in %s', (language) => {
    const { text, html } = notificationMail({ ...FACTS, language, reader: 'account', expiresAt: null });
    expect(text).toMatchSnapshot();
    expect(html).not.toContain('2026');
  });

  it.each(['sv', 'en', 'fi'] as const)('tells of an answer from outside without naming anybody, in %s', (language) => {
    const { subject, text, html } = notificationMail({ ...FACTS, language, reader: 'answered', expiresAt: null });
    expect([subject, text].join('\n\n')).toMatchSnapshot();
    for (const part of [subject, text, html]) expect(part).not.toContain(FACTS.senderName);
  });

  it.each(['sv', 'en', 'fi'] as const)('speaks %s', (language) => {
    const mail = notificationMail({ ...FACTS, language });
    expect(mail.html).toContain(`lang="${language}"`);
    expect({ subject: mail.subject, text: mail.text }).toMatchSnapshot();
  });
});

describe("the mail for the sender's own mail program", () => {
  const { openText: _none, ...facts } = { ...FACTS, url: 'https://sefos.example/o/02#token' };

  it.each(['sv', 'en', 'fi'] as const)('speaks %s, to people with an account and without', (language) => {
    const mail = senderMail({ ...facts, language });
    expect(mail.subject).toBe(notificationMail({ ...FACTS, language }).subject);
    expect(mail.headers).toEqual({ 'x-sefos-message': '02' });
    expect(mail.bodyHtml.replace(/<style|style="[^"]*"/g, '')).toMatchSnapshot();
  });

  it('is a part of a page, with one button, who to call, and no markup of names', () => {
    const { bodyHtml } = senderMail({ ...facts, senderName: '<img src=x>' });
    expect(bodyHtml).toMatch(/^<div lang="sv"><table/);
    expect(bodyHtml.match(/<a /g)).toHaveLength(1);
    expect(bodyHtml).toContain('href="https://sefos.example/o/02#token"');
    expect(bodyHtml).toContain('08-123 45 60');
    expect(bodyHtml).not.toContain('<img');
    expect(bodyHtml).not.toContain('<b>');
  });
});
