import { describe, expect, it } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { fakeApi } from '../../../testing/render-staff.tsx';
import { emptyDraft } from './draft.ts';
import { isBlankDraft } from './draft-wire.ts';
import { fetchSignature, signedBody } from './signature.ts';

const PATH = '/mailboxes/:id/signature';
const fetched = (answer: unknown) => fetchSignature(fakeApi({ [PATH]: answer }), new QueryClient(), 'mailbox-1');

describe('the signature in the composer', () => {
  it('is sanitised, and nothing when it is off, empty or cannot be read', async () => {
    expect(await fetched({ enabled: true, bodyHtml: '<p>Hanna<img src="https://x.example/a.png"></p>' })).toBe(
      '<p>Hanna</p>',
    );
    expect(await fetched({ enabled: false, bodyHtml: '<p>Hanna</p>' })).toBe('');
    expect(await fetched({ enabled: true, bodyHtml: '' })).toBe('');
    expect(await fetched(new Error('offline'))).toBe('');
  });

  it('stands below the room to write and above what is quoted', () => {
    expect(signedBody('<p>Hanna</p>', '<blockquote>Före</blockquote>')).toBe(
      '<p></p><p></p><p>Hanna</p><blockquote>Före</blockquote>',
    );
    expect(signedBody('', '<blockquote>Före</blockquote>')).toBe('<p></p><blockquote>Före</blockquote>');
    expect(signedBody('')).toBe('');
  });

  it('alone makes no draft; a word beside it does', () => {
    const signed = signedBody('<p>Hanna</p>');
    const draft = { ...emptyDraft, bodyHtml: '<p></p><p></p><p><em>Hanna</em></p>' };
    expect(isBlankDraft(draft, [], signed)).toBe(true);
    expect(isBlankDraft({ ...draft, bodyHtml: `<p>Hej</p>${draft.bodyHtml}` }, [], signed)).toBe(false);
    expect(isBlankDraft(draft, [])).toBe(false);
    expect(isBlankDraft({ ...draft, bodyHtml: '' }, [], signed)).toBe(true);
  });
});
