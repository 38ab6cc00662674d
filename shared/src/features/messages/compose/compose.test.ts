import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AssuranceLevel, EXTERNAL_METHODS, METHOD_LEVEL } from '../../../domain/levels.ts';
import { problem } from '../../../testing/render-staff.tsx';
import {
  addChips,
  type Chip,
  changedChips,
  type Draft,
  emptyDraft,
  emptyExternal,
  splitAddresses,
  updateChips,
} from './draft.ts';
import { fromDraftContent, toKeptDraft } from './draft-wire.ts';
import { choosableMethods } from './external-methods.ts';
import { findingsOf, newRecipients, repeatedIn } from './guards.ts';
import { externalRefusals, levelRefusals, writeRefusals } from './refusals.ts';
import { standingRefusals } from './standing-refusals.ts';
import { countRecipients } from './summary.tsx';
import { toSendMessage } from './to-send-message.ts';
import { forwardDraft, forwardedLines, replyRecipients } from './use-reply.ts';
import { refusedAt } from './use-send.ts';

const chip = (address: string, kind: Chip['kind'] = 'internal'): Chip => ({
  address,
  name: '',
  kind,
  organisation: null,
});
const VALID_NUMBER = '198112289874';
const whole: Draft = { ...emptyDraft, to: [chip('a@x.se')], subject: 'Beslut', level: 3 };

describe('recipients', () => {
  it('are cut at commas, semicolons and lines, and taken out of a mail program’s form', () => {
    expect(splitAddresses('a@x.se, b@x.se;c@x.se\nAnna B <d@x.se>')).toEqual(['a@x.se', 'b@x.se', 'c@x.se', 'd@x.se']);
    expect(splitAddresses('"Andersson, Anna" <a@x.se>\tb@x.se\r\n"C" <c@x.se>')).toEqual([
      'a@x.se',
      'b@x.se',
      'c@x.se',
    ]);
    expect(splitAddresses('a@x.se b@x.se')).toEqual(['a@x.se', 'b@x.se']);
    expect(splitAddresses('inte en adress')).toEqual(['inte en adress']);
  });

  it('stand once, whichever field they were added to', () => {
    const draft = addChips(addChips(emptyDraft, 'to', ['A@x.se', 'a@x.se']), 'cc', ['a@x.se', 'b@x.se']);
    expect(draft.to.map(({ address }) => address)).toEqual(['a@x.se']);
    expect(draft.cc.map(({ address }) => address)).toEqual(['b@x.se']);
  });

  it('are told when they come, go or turn out to be no address', () => {
    const before = [chip('a@x.se'), chip('fel', 'checking')];
    expect(changedChips(before, [chip('fel', 'invalid'), chip('b@x.se', 'checking')])).toEqual([
      { change: 'notValid', name: 'fel' },
      { change: 'added', name: 'b@x.se' },
      { change: 'removed', name: 'a@x.se' },
    ]);
  });

  it('become one when two turn out to be the same address', () => {
    const draft = { ...emptyDraft, to: [chip('a@x.se', 'checking'), chip('a@x.se.', 'checking')] };
    expect(updateChips(draft, new Map([['a@x.se.', chip('a@x.se')]])).to).toHaveLength(1);
  });
});

describe('refusals', () => {
  it('name the first cause first', () => {
    expect(writeRefusals(emptyDraft).map(({ field }) => field)).toEqual(['to', 'subject']);
    expect(writeRefusals({ ...whole, cc: [chip('fel', 'invalid')] })[0]).toMatchObject({ field: 'cc' });
    expect(writeRefusals({ ...whole, to: [chip('a@x.se', 'unknown')] })[0]).toMatchObject({ reason: 'unchecked' });
    expect(writeRefusals(whole)).toEqual([]);
  });

  it('go as soon as the cause is mended, and none comes while typing', () => {
    const found = writeRefusals(emptyDraft);
    const now = writeRefusals({ ...emptyDraft, to: [chip('fel', 'invalid')] });
    expect(standingRefusals(found, now, () => true).map(({ field }) => field)).toEqual(['subject']);
    const ofServer = [{ field: 'to', reason: 'unchecked' }] as const;
    expect(standingRefusals(ofServer, [], () => false)).toEqual(ofServer);
    expect(standingRefusals(ofServer, [], () => true)).toEqual([]);
  });

  it('never let a method below the level through', () => {
    const levels = fc.constantFrom<AssuranceLevel>(1, 2, 3);
    fc.assert(
      fc.property(fc.constantFrom(...EXTERNAL_METHODS), levels, (method, level) => {
        const given = { ...emptyExternal('sv'), method, phone: '070-123 45 67', personalNumber: VALID_NUMBER };
        expect(externalRefusals(given, level).length === 0).toBe(METHOD_LEVEL[method] >= level);
      }),
    );
  });

  it('ask for exactly what the method must know', () => {
    const given = emptyExternal('sv');
    expect(externalRefusals({ ...given, method: 'email' }, 1)).toEqual([]);
    expect(externalRefusals({ ...given, method: 'sms' }, 1)[0]?.field).toBe('phone');
    expect(externalRefusals({ ...given, method: 'bankid', personalNumber: '198112289875' }, 1)[0]?.field).toBe(
      'personalNumber',
    );
  });

  it('refuse a last day that has passed', () => {
    const now = Date.parse('2026-11-21T12:00:00');
    expect(levelRefusals({ ...whole, validUntil: '2026-11-20' }, now)).toHaveLength(1);
    expect(levelRefusals({ ...whole, validUntil: '2026-11-21' }, now)).toEqual([]);
    expect(levelRefusals(whole, now)).toEqual([]);
  });

  it('lead a refusal of the server to the step of its cause', () => {
    const draft = { ...whole, to: [chip('a@x.se'), chip('b@y.org', 'external')] };
    expect(refusedAt(problem('phone-invalid', { index: 1 }), draft)).toEqual({ step: 'external', address: 'b@y.org' });
    expect(refusedAt(problem('level-inactive'), draft)).toEqual({ step: 'level' });
    expect(refusedAt(problem('recipients-duplicate'), draft)).toEqual({ step: 'write' });
    expect(refusedAt(problem('network'), draft)).toBeUndefined();
  });
});

describe('methods', () => {
  const levels = [
    { level: 1, active: true, methods: ['email', 'sms', 'bankid'] },
    { level: 2, active: true, methods: ['sms', 'bankid'] },
    { level: 3, active: true, methods: ['bankid'] },
  ] as const;

  it('are those that the organisation has and that reach the level, weakest first', () => {
    expect(choosableMethods(levels, 1)).toEqual(['email', 'sms', 'bankid']);
    expect(choosableMethods(levels, 2)).toEqual(['sms', 'bankid']);
    expect(choosableMethods(levels, 3)).toEqual(['bankid']);
    expect(choosableMethods([{ level: 3, active: false, methods: ['bankid'] }], 3)).toEqual([]);
    const narrow = [{ level: 1, active: true, methods: ['bankid'] }, ...levels.slice(1)] as const;
    expect(choosableMethods(narrow, 1)).toEqual(['bankid']);
  });
});

describe('what is sent', () => {
  const step = {
    ...emptyExternal('fi'),
    method: 'sms' as const,
    phone: ' 070-1 ',
    personalNumber: VALID_NUMBER,
    openText: ' ',
  };
  const draft = {
    ...whole,
    to: [chip('a@x.se'), chip('b@y.org', 'external')],
    external: { 'b@y.org': step, 'a@x.se': step },
  };

  it('holds only what the chosen method needs', () => {
    const sent = toSendMessage(draft, 'mailbox-1', ['file-1']);
    expect(sent.recipients).toEqual([
      { address: 'a@x.se', kind: 'to' },
      { address: 'b@y.org', kind: 'to', external: { method: 'sms', phone: '070-1', language: 'fi' } },
    ]);
    expect(JSON.stringify(sent)).not.toContain(VALID_NUMBER);
    expect(sent).not.toHaveProperty('validUntil');
  });

  it('is counted for the sentence that says what will happen', () => {
    expect(countRecipients(draft)).toEqual({ inbox: 1, mail: 1, methods: [{ method: 'sms', count: 1 }] });
  });

  it('is searched for personnummer in subject and open texts', () => {
    const open = {
      ...draft,
      subject: `Om ${VALID_NUMBER}`,
      external: { 'b@y.org': { ...step, openText: '811228-9874' } },
    };
    expect(findingsOf(open)).toEqual([
      { place: 'subject', kinds: ['personalNumber'] },
      { place: 'openText', address: 'b@y.org', kinds: ['personalNumber'] },
    ]);
    expect(findingsOf(draft)).toEqual([]);
  });
});

describe('what is pointed out', () => {
  const card = '<p>4111 1111 1111 1111</p>';

  it('in a body is so at the lowest level alone, and in the mail of a host by its own body', () => {
    expect(findingsOf({ ...whole, level: 1, bodyHtml: card })).toEqual([{ place: 'body', kinds: ['card'] }]);
    expect(findingsOf({ ...whole, level: 2, bodyHtml: card })).toEqual([]);
    expect(findingsOf({ ...whole, level: 1 }, card)).toEqual([{ place: 'body', kinds: ['card'] }]);
  });

  it('of recipients comes first: who looks like somebody else; who is new is no reason to ask', () => {
    const alike: Chip = { ...chip('a@storkomun.se', 'external'), firstTime: true, resembles: 'storkommun.se' };
    const fresh: Chip = { ...chip('b@y.org', 'external'), firstTime: true };
    const draft = { ...whole, to: [alike, fresh], subject: 'PIN: 1234' };
    expect(findingsOf(draft)).toEqual([
      { place: 'recipient', address: 'a@storkomun.se', domain: 'storkommun.se' },
      { place: 'subject', kinds: ['secret'] },
    ]);
    expect(newRecipients(draft)).toEqual([fresh]);
  });

  it('is who is there already, in another case or the other field, or typed twice', () => {
    expect(repeatedIn({ ...whole, cc: [chip('c@x.se')] }, ['A@X.se', 'c@x.se', 'n@x.se', 'N@x.se', 'o@x.se'])).toEqual([
      'a@x.se',
      'c@x.se',
      'n@x.se',
    ]);
  });

  it('does not keep from sending, unless the organisation forbids the domain', () => {
    const forbidden: Chip = { ...chip('a@evil.example', 'external'), forbidden: true };
    expect(writeRefusals({ ...whole, cc: [forbidden] })).toEqual([
      { field: 'cc', reason: 'forbiddenRecipients', facts: { addresses: 'a@evil.example' } },
    ]);
  });
});

describe('answers', () => {
  const view = (address: string, kind: 'to' | 'cc') => ({ address, kind }) as never;
  const head = {
    from: { name: '', address: 's@x.se' },
    recipients: [view('me@x.se', 'to'), view('t@x.se', 'to'), view('c@x.se', 'cc')],
  } as never;

  it('go to the sender, or to everybody but oneself', () => {
    expect(replyRecipients(head, 'me@x.se', false)).toEqual({ to: ['s@x.se'], cc: [] });
    expect(replyRecipients(head, 'me@x.se', true)).toEqual({ to: ['s@x.se', 't@x.se'], cc: ['c@x.se'] });
    expect(replyRecipients(head, 'ME@x.se', true).to).toEqual(['s@x.se', 't@x.se']);
  });

  it('to one’s own message go to those who got it', () => {
    const from = { name: '', address: 'me@x.se' };
    const sent = (recipients: readonly unknown[]) => ({ role: 'sender', from, recipients }) as never;
    const people = [view('t@x.se', 'to'), view('me@x.se', 'to'), view('c@x.se', 'cc')];
    expect(replyRecipients(sent(people), 'me@x.se', false)).toEqual({ to: ['t@x.se'], cc: [] });
    expect(replyRecipients(sent(people), 'me@x.se', true)).toEqual({ to: ['t@x.se'], cc: ['c@x.se'] });
    // As mail programs do: an answer to those it was written to, to all also to the copies.
    const several = sent([view('t@x.se', 'to'), view('u@x.se', 'to'), view('c@x.se', 'cc')]);
    expect(replyRecipients(several, 'me@x.se', false)).toEqual({ to: ['t@x.se', 'u@x.se'], cc: [] });
    expect(replyRecipients(several, 'me@x.se', true)).toEqual({ to: ['t@x.se', 'u@x.se'], cc: ['c@x.se'] });
    expect(replyRecipients(sent([view('c@x.se', 'cc')]), 'me@x.se', true)).toEqual({ to: ['c@x.se'], cc: [] });
    expect(replyRecipients(sent([view('me@x.se', 'to')]), 'me@x.se', false)).toEqual({ to: ['me@x.se'], cc: [] });
    expect(replyRecipients(sent([view('t@x.se', 'to')]), 'own@x.se', true)).toEqual({ to: ['t@x.se'], cc: [] });
  });
});

describe('a message that is passed on', () => {
  const head = {
    id: 'm-1',
    assuranceLevel: 3,
    from: { name: 'Sven <b>', address: 's@x.se' },
    recipients: [
      { kind: 'to', name: 'Tove', address: 't@x.se' },
      { kind: 'bcc', name: 'Hemlig', address: 'h@x.se' },
    ],
  } as never;
  const labels = { from: 'Från', sentAt: 'Skickat', to: 'Till', copy: 'Kopia', subject: 'Ämne' };

  it('says who wrote it to whom and when, and nothing of hidden copies', () => {
    const lines = forwardedLines(head, { title: 'Vidarebefordrat', labels, at: '2 mars', subject: 'A & B' });
    expect(lines).toBe(
      '<p><strong>Vidarebefordrat</strong></p><p>Från: Sven &lt;b&gt; &lt;s@x.se&gt;<br>Skickat: 2 mars<br>Till: Tove &lt;t@x.se&gt;<br>Ämne: A &amp; B</p>',
    );
  });

  it('keeps its level, names its original, and is marked once', () => {
    const written = { subject: 'Vb: Beslut', quoteHtml: '<p>x</p>' };
    const draft = forwardDraft(emptyDraft, head, { subject: 'Beslut' }, written);
    expect(draft).toMatchObject({ subject: 'Vb: Beslut', level: 3, forwardOf: 'm-1', inReplyTo: undefined, to: [] });
    expect(forwardDraft(emptyDraft, head, { subject: 'Fwd: Beslut' }, written).subject).toBe('Fwd: Beslut');
    expect(toSendMessage(draft, 'box', [])).toMatchObject({ forwardOf: 'm-1', assuranceLevel: 3 });
    expect(
      fromDraftContent({ ...toKeptDraft(draft, []), id: 'd', revision: 1, savedAt: '', uploads: [] }).forwardOf,
    ).toBe('m-1');
  });
});
