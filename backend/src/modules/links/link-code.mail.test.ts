import { describe, expect, it } from '@jest/globals';
import { codeMail } from './link-code.mail.ts';

const FACTS = {
  language: 'sv',
  to: 'maja@example.org',
  from: 'no-reply@sefos.example',
  organisation: 'Storkommun <b>',
  switchboard: '08-123 45 60',
  code: '012345',
  challengeId: '03',
};

describe('the mail with a code', () => {
  it.each(['sv', 'en', 'fi'])('speaks %s', (language) => {
    const { subject, text, html } = codeMail({ ...FACTS, language });
    expect({ subject, text }).toMatchSnapshot();
    expect(html).toContain(`lang="${language}"`);
  });

  it('names the code in text and page, and in no header', () => {
    const { text, html, ...headers } = codeMail(FACTS);
    for (const part of [text, html]) expect(part.split('012345')).toHaveLength(2);
    expect(JSON.stringify(headers)).not.toContain('012345');
    expect(headers.messageId).toBe('<code-03@sefos.example>');
  });

  it('takes the name of the organisation for text, and for one line in headers', () => {
    expect(codeMail(FACTS).html).not.toContain('<b>');
    const { subject, from } = codeMail({ ...FACTS, organisation: 'A\r\nBcc: x@y' });
    expect(subject + from.name).not.toMatch(/[\r\n]/);
  });

  it('tells to look the number up where there is no switchboard', () => {
    expect(codeMail({ ...FACTS, switchboard: null }).text).toContain('Slå upp numret själv.');
  });
});
