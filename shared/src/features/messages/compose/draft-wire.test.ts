import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../domain/limits.ts';
import { type Draft, emptyDraft, emptyExternal } from './draft.ts';
import { fromDraftContent, isBlankDraft, textOfKept, toKeptDraft } from './draft-wire.ts';

const chip = (address: string, name = '') => ({ address, name, kind: 'external', organisation: null }) as const;
const whole: Draft = {
  ...emptyDraft,
  ...{ to: [chip('a@x.se', 'Anna')], cc: [chip('b@x.se')], subject: 'Beslut', bodyHtml: '<p>Hej</p>', level: 3 },
  ...{ replyAllowed: false, validUntil: '2027-01-31', maxDownloads: '3', inReplyTo: 'm-1' },
  external: { 'a@x.se': { ...emptyExternal('fi'), method: 'sms', phone: '070', openText: 'Öppet' } },
};

/** What the server would answer for what it was told. */
const answered = (draft: Draft) => {
  const { uploadIds: _, ...written } = toKeptDraft(draft, []);
  return fromDraftContent({ id: 'd', revision: 1, savedAt: '', uploads: [], ...written });
};

describe('a kept draft', () => {
  it('comes back as it was; where its addresses lead is asked again', () => {
    const asked = (draft: Draft) => [...draft.to, ...draft.cc].map(({ kind }) => kind);
    expect(asked(answered(whole))).toEqual(['checking', 'checking']);
    const unknown = (draft: Draft) => ({
      ...draft,
      to: draft.to.map(({ address, name }) => ({ address, name })),
      cc: [],
    });
    expect(unknown(answered(whole))).toEqual(unknown(whole));
    expect(answered(emptyDraft)).toEqual(emptyDraft);
  });

  it('is another one for every change but the names that the server gave', () => {
    const text = (part: Partial<Draft>, uploads: string[] = []) =>
      textOfKept(toKeptDraft({ ...whole, ...part }, uploads));
    expect(text({ to: [chip('a@x.se', 'Anna Andersson')] })).toBe(text({}));
    const changes = [{ subject: 'B' }, { level: 2 as const }, { cc: [] }, { external: {} }, { inReplyTo: undefined }];
    for (const change of changes) expect(text(change)).not.toBe(text({}));
    expect(text({}, ['u-1'])).not.toBe(text({}));
  });

  it('holds at most what the server takes, and an upload once', () => {
    const kept = toKeptDraft(
      {
        ...whole,
        to: Array.from({ length: LIMITS.draftRecipients + 1 }, (_, index) => chip(`${index}@x.se`)),
        subject: 'x'.repeat(LIMITS.draftTextCharacters + 1),
        validUntil: '12027-01-01',
      },
      ['u-1', 'u-1'],
    );
    expect([kept.recipients.length, kept.subject.length]).toEqual([LIMITS.draftRecipients, LIMITS.draftTextCharacters]);
    expect([kept.validUntil, kept.uploadIds]).toEqual(['', ['u-1']]);
  });

  it('is none while nothing is written: an empty paragraph is nothing, a picture or a file is something', () => {
    const blank = (part: Partial<Draft>, uploads: string[] = []) => isBlankDraft({ ...emptyDraft, ...part }, uploads);
    expect([blank({}), blank({ bodyHtml: '<p>&nbsp;</p>', subject: ' ' })]).toEqual([true, true]);
    expect([blank({}, ['u']), blank({ bodyHtml: '<p><img src="x"></p>' }), blank({ subject: 'a' })]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
