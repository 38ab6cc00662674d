/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { type DraftState, writeMark } from '@sefos/shared/domain/draft-mark.ts';
import { type Decision, type DraftFacts, decide } from './decision.ts';
import { NOTIFICATION_CHARACTERS } from './notification.ts';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const OTHER = '01890a5d-ac96-774b-bcce-b302099a8058';
const YEAR = 2026;
const LINK = `<a href="https://sefos.example/o/${ID}#token">Öppna meddelande</a>`;
const PNR = '811218-9876';
const bodies = {
  notification: `<p>Du har fått ett säkert meddelande</p>${LINK}`,
  edited: `<p>Hemligheten</p>`,
  long: `${LINK}${'<p>Hemligheten</p>'.repeat(NOTIFICATION_CHARACTERS)}`,
  otherLink: `<a href="https://sefos.example/o/${OTHER}#token">Öppna</a>`,
  personal: `<p>Om ${PNR}</p>`,
  personalBesideLink: `${LINK}<p>Om ${PNR}</p>`,
  picture: `${LINK}<p><img alt="" src="data:image/png;base64,iVBORw0KGgo="></p>`,
  idInTitle: `<p title="/o/${ID}#token">Hemligheten</p>`,
  textarea: `${LINK}<textarea><title></textarea>${'<p>Hemligheten</p>'.repeat(NOTIFICATION_CHARACTERS)}`,
  unknown: undefined,
} as const;
type Body = keyof typeof bodies;
const marks = {
  none: [],
  empty: ['', ' '],
  sending: ['sending'],
  sendingWithId: [writeMark({ state: 'sending', messageId: ID })],
  encrypted: [writeMark({ state: 'encrypted', messageId: ID })],
  harmless: [writeMark({ state: 'harmless', messageId: ID })],
  harmlessTwice: [writeMark({ state: 'harmless', messageId: ID }), writeMark({ state: 'harmless', messageId: ID })],
  harmlessOfTwo: [writeMark({ state: 'harmless', messageId: ID }), writeMark({ state: 'harmless', messageId: OTHER })],
  harmlessWithoutId: ['harmless'],
  halfway: [writeMark({ state: 'harmless', messageId: ID }), writeMark({ state: 'encrypted', messageId: ID })],
  unreadable: ['v2:something'],
} as const;
type Marks = keyof typeof marks;
const keysOf = <K extends string>(object: Readonly<Record<K, unknown>>) => Object.keys(object) as K[];

const facts = (part: Partial<DraftFacts> = {}): DraftFacts => ({
  marks: [],
  subject: 'Hej',
  bodyHtml: '<p>Hej</p>',
  attachmentCount: 0,
  warned: false,
  ...part,
});

/** Every combination, with the decision that the rules in words give. */
function* everyCase(): Generator<{ name: string; given: DraftFacts; expected: Decision }> {
  for (const mark of keysOf(marks))
    for (const body of keysOf(bodies))
      for (const attachmentCount of [0, 2, undefined])
        for (const subject of ['Hej', `Om ${PNR}`, undefined])
          for (const warned of [false, true]) {
            yield {
              name: JSON.stringify({ mark, body, attachmentCount, subject, warned }),
              given: { marks: marks[mark], bodyHtml: bodies[body], attachmentCount, subject, warned },
              expected: expectedOf(mark, body, attachmentCount, subject, warned),
            };
          }
}

function expectedOf(mark: Marks, body: Body, files: number | undefined, subject: string | undefined, warned: boolean) {
  if (mark === 'none' || mark === 'empty') {
    const personal = body === 'personal' || body === 'personalBesideLink' || subject?.includes(PNR) === true;
    return personal && !warned ? 'personal-number' : 'allow';
  }
  if (['sending', 'sendingWithId', 'encrypted', 'halfway', 'unreadable'].includes(mark)) return 'unfinished';
  if (mark === 'harmlessOfTwo' || mark === 'harmlessWithoutId' || files === 2) return 'changed';
  if (body !== 'notification' && body !== 'unknown') return 'changed';
  if (subject?.includes(PNR)) return 'changed';
  return body === 'unknown' || files === undefined || subject === undefined ? 'unchecked' : 'allow';
}

describe('the decision to let a draft leave', () => {
  it('is as the rules say for every combination of what the host answers', () => {
    let count = 0;
    for (const { name, given, expected } of everyCase()) {
      expect({ name, decision: decide(given, YEAR) }).toEqual({ name, decision: expected });
      count += 1;
    }
    expect(count).toBe(11 * 10 * 3 * 3 * 2);
  });

  it('lets a marked draft leave only when it is known to be the harmless mail and nothing more', () => {
    for (const { name, given } of everyCase()) {
      const marked = given.marks.some((text) => text.trim() !== '');
      if (!marked || decide(given, YEAR) !== 'allow') continue;
      expect({ name, body: given.bodyHtml, files: given.attachmentCount, subject: given.subject }).toEqual({
        name,
        body: bodies.notification,
        files: 0,
        subject: 'Hej',
      });
    }
  });

  it.each<DraftState>(['sending', 'encrypted'])('stops a draft marked %s even when nothing else is known', (state) => {
    const silent = facts({ marks: [state], subject: undefined, bodyHtml: undefined, attachmentCount: undefined });
    expect(decide(silent, YEAR)).toBe('unfinished');
  });

  it('lets a draft leave of which the host says nothing at all', () => {
    const silent = facts({ subject: undefined, bodyHtml: undefined, attachmentCount: undefined });
    expect(decide(silent, YEAR)).toBe('allow');
  });

  it('ignores a personnummer that stands where nobody reads it', () => {
    expect(decide(facts({ bodyHtml: `<img alt="x" src="cid:${PNR}@x"><!-- ${PNR} -->` }), YEAR)).toBe('allow');
  });

  it('takes a notification of exactly the longest length, and none longer', () => {
    const text = 'Öppna meddelande'.length;
    const body = (length: number) => `${LINK}${'x'.repeat(length - text)}`;
    const marked = (length: number) => facts({ marks: marks.harmless, bodyHtml: body(length) });
    expect(decide(marked(NOTIFICATION_CHARACTERS), YEAR)).toBe('allow');
    expect(decide(marked(NOTIFICATION_CHARACTERS + 1), YEAR)).toBe('changed');
  });
});
