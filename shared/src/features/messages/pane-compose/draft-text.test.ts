/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { HostMail } from '../../../host/compose-item.port.ts';
import { fingerprintOf, isChangedSince } from './draft-text.ts';

const person = { emailAddress: 'anna@example.org', displayName: 'Anna', isList: false };
const file = (fileName: string) => ({
  ...{ id: fileName, fileName, sizeBytes: 1, isInline: false, contentId: undefined, kind: 'file' as const },
  content: () => Promise.resolve(new Blob()),
});
const written: HostMail = {
  ...{ to: [person], copy: [], blindCopy: [], subject: 'Hemligt ämne', bodyHtml: '<p>Hemligt</p>' },
  attachments: [file('ett'), file('två')],
};
const words = { bodyHtml: '<p>Ett meddelande: <a href="https://sefos.example/o/1">öppna</a></p>', subject: 'Säkert' };
const isChanged = (mail: HostMail) => isChangedSince(fingerprintOf(written), mail, words.bodyHtml, words.subject);

describe('a draft whose message is sealed', () => {
  it('is not changed by being made harmless, in any part', () => {
    const steps: Partial<HostMail>[] = [{ bodyHtml: words.bodyHtml }, { subject: words.subject }];
    const left = [written.attachments, written.attachments.slice(0, 1), []];
    for (const body of [{}, steps[0]]) {
      for (const subject of [{}, steps[1]]) {
        for (const attachments of left) expect(isChanged({ ...written, ...body, ...subject, attachments })).toBe(false);
      }
    }
  });

  it('is changed by a word, a subject, a file or a recipient of its own', () => {
    expect(isChanged({ ...written, bodyHtml: '<p>Hemligt tillägg</p>' })).toBe(true);
    expect(isChanged({ ...written, ...words, bodyHtml: `${words.bodyHtml}<p>PS</p>` })).toBe(true);
    expect(isChanged({ ...written, subject: 'Annat' })).toBe(true);
    expect(isChanged({ ...written, attachments: [file('tre')] })).toBe(true);
    expect(isChanged({ ...written, copy: [person] })).toBe(true);
  });
});
