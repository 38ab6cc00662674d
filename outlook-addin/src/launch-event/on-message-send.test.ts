/** @jest-environment node */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MARK_HEADER, SESSION_DATA_KEY } from '@sefos/shared/domain/draft-mark.ts';
import { COMPOSE_COMMAND_ID, onMessageSend, type SendContext } from './on-message-send.ts';
import type { DraftItem } from './read-draft.ts';
import { textsFor } from './texts.ts';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const succeededWith = <T>(value: T) => ({ status: 'succeeded', value }) as unknown as Office.AsyncResult<T>;
const failed = { status: 'failed', error: { code: 9020 } } as unknown as Office.AsyncResult<never>;

interface Draft {
  readonly session?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly subject?: string;
  readonly html?: string;
  readonly files?: number;
}
/** How the host answers a question: at once, late, never, with an error, or by throwing. */
type Manner = 'answers' | 'fails' | 'silent' | 'throws' | 'late';
type Part = 'sessionData' | 'internetHeaders' | 'subject' | 'attachments' | 'body' | 'setSessionData';

/** Office's mail item, typed with @types/office-js, as far as the net reads it. */
function fakeItem(draft: Draft, manners: Partial<Record<Part, Manner>> = {}) {
  const session: Record<string, string> = { ...draft.session };
  const reply = <T>(part: Part, value: T, answer: (result: Office.AsyncResult<T>) => void) => {
    const manner = manners[part] ?? 'answers';
    if (manner === 'throws') throw new TypeError('not supported');
    if (manner === 'fails') answer(failed);
    if (manner === 'late') setTimeout(() => answer(succeededWith(value)), 4000);
    if (manner === 'answers') answer(succeededWith(value));
  };
  type Callback<T> = (result: Office.AsyncResult<T>) => void;
  const item = {
    sessionData: {
      getAsync: (name: string, answer: Callback<string>) => reply('sessionData', session[name] ?? '', answer),
      setAsync: (name: string, value: string, answer: Callback<undefined>) => {
        session[name] = value;
        reply('setSessionData', undefined, answer);
      },
    },
    internetHeaders: {
      getAsync: (names: string[], answer: Callback<Record<string, string>>) => {
        expect(names).toEqual([MARK_HEADER]);
        reply('internetHeaders', draft.headers ?? {}, answer);
      },
    },
    subject: { getAsync: (answer: Callback<string>) => reply('subject', draft.subject ?? 'Hej', answer) },
    body: {
      getAsync: (type: string, answer: Callback<string>) => {
        expect(type).toBe('html');
        reply('body', draft.html ?? '<p>Hej</p>', answer);
      },
    },
    getAttachmentsAsync: (answer: Callback<unknown[]>) =>
      reply('attachments', Array.from({ length: draft.files ?? 0 }), answer),
  };
  return { item: item as unknown as DraftItem, session };
}

function send(item: DraftItem | undefined, { language = 'sv-SE', set = 1.15 } = {}) {
  const completed = jest.fn<(options?: Office.SmartAlertsEventCompletedOptions) => void>();
  const context: SendContext = {
    displayLanguage: language,
    mailbox: item ? { item } : {},
    requirements: {
      isSetSupported: ((name: string, version?: string) =>
        name === 'Mailbox' && Number(version?.slice(2)) <= Math.round((set - 1) * 100)) as never,
    },
  };
  onMessageSend(context, { completed: completed as never }, () => new Date('2026-11-21T12:00:00Z'));
  return completed;
}

const encrypted = { session: { [SESSION_DATA_KEY]: `encrypted ${ID}` } };
const harmless = {
  session: { [SESSION_DATA_KEY]: `harmless ${ID}` },
  headers: { 'X-SEFOS-Draft': `harmless ${ID}` },
  html: `<a href="https://sefos.example/o/${ID}#t">Öppna meddelande</a>`,
};
const personal = { subject: 'Om 811218-9876' };

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('the net at Send', () => {
  it('runs where there is no window and no document', () => {
    expect({ window: typeof window, document: typeof document }).toEqual({
      window: 'undefined',
      document: 'undefined',
    });
  });

  it('lets ordinary and harmless mail go at once', () => {
    for (const draft of [{}, harmless]) {
      const completed = send(fakeItem(draft).item);
      expect(completed.mock.calls).toEqual([[{ allowEvent: true }]]);
      expect(jest.getTimerCount()).toBe(0);
    }
  });

  it('stops the plain draft of an encrypted message and offers its pane', () => {
    const completed = send(fakeItem(encrypted).item);
    expect(completed.mock.calls).toEqual([
      [
        {
          allowEvent: false,
          errorMessage: textsFor('sv').unfinished,
          commandId: COMPOSE_COMMAND_ID,
          cancelLabel: 'Kryptera',
        },
      ],
    ]);
  });

  it('reads the mark from the header of a draft that was opened on another device', () => {
    const completed = send(fakeItem({ headers: { 'X-Sefos-Draft': `encrypted ${ID}` } }).item);
    expect(completed.mock.calls[0]?.[0]?.allowEvent).toBe(false);
  });

  it.each([
    { ...harmless, files: 1 },
    { ...harmless, html: '<p>Hemligt</p>' },
  ])('stops a harmless draft that has got text or files again', (draft) => {
    expect(send(fakeItem(draft).item).mock.calls[0]?.[0]).toMatchObject({
      allowEvent: false,
      errorMessage: textsFor('sv').changed,
    });
  });

  it('asks about a personnummer, and lets the person send anyway', () => {
    expect(send(fakeItem(personal).item).mock.calls[0]?.[0]).toEqual({
      allowEvent: false,
      errorMessage: textsFor('sv')['personal-number'],
      commandId: COMPOSE_COMMAND_ID,
      cancelLabel: 'Kryptera',
      sendModeOverride: 'promptUser',
    });
  });

  it('warns once of a personnummer where the dialog cannot send anyway, then lets the draft go', () => {
    const { item, session } = fakeItem(personal);
    const texts = textsFor('sv');
    expect(send(item, { set: 1.12 }).mock.calls).toEqual([
      [{ allowEvent: false, errorMessage: `${texts['personal-number']} ${texts.again}` }],
    ]);
    expect(Object.keys(session)).toEqual(['sefos-warned']);
    expect(send(item, { set: 1.12 }).mock.calls).toEqual([[{ allowEvent: true }]]);
  });

  it.each<Manner>(['fails', 'throws', 'silent', 'late'])(
    'never holds plain mail for good when remembering the warning %s',
    (manner) => {
      const completed = send(fakeItem(personal, { setSessionData: manner }).item, { set: 1.12 });
      jest.advanceTimersByTime(5000);
      expect(completed.mock.calls).toEqual([[{ allowEvent: true }]]);
    },
  );

  it.each<Manner>(['silent', 'late'])('decides after 3.5 seconds when the host is %s', (manner) => {
    const all = { subject: manner, body: manner, attachments: manner } as const;
    const marked = send(fakeItem(encrypted, all).item);
    const unmarked = send(fakeItem({}, { ...all, sessionData: manner, internetHeaders: manner }).item);
    const checked = send(fakeItem(harmless, all).item);
    jest.advanceTimersByTime(3499);
    expect([marked, unmarked, checked].map((completed) => completed.mock.calls.length)).toEqual([0, 0, 0]);
    jest.advanceTimersByTime(1);
    expect(marked.mock.calls[0]?.[0]?.allowEvent).toBe(false);
    expect(unmarked.mock.calls).toEqual([[{ allowEvent: true }]]);
    expect(checked.mock.calls).toEqual([[{ allowEvent: false, errorMessage: textsFor('sv').unchecked }]]);
    jest.advanceTimersByTime(10_000);
    for (const completed of [marked, unmarked, checked]) expect(completed).toHaveBeenCalledTimes(1);
  });

  it.each<Manner>(['fails', 'throws'])('stops marked drafts and lets others go when the host %s', (manner) => {
    const broken = { body: manner, attachments: manner, subject: manner } as const;
    expect(send(fakeItem(encrypted, broken).item).mock.calls[0]?.[0]?.allowEvent).toBe(false);
    expect(send(fakeItem(harmless, broken).item).mock.calls[0]?.[0]?.allowEvent).toBe(false);
    expect(send(fakeItem({}, { ...broken, sessionData: manner, internetHeaders: manner }).item).mock.calls).toEqual([
      [{ allowEvent: true }],
    ]);
  });

  it('still finds the mark in one place when the other cannot be read', () => {
    const inHeader = fakeItem({ headers: { 'x-sefos-draft': 'sending' } }, { sessionData: 'throws' }).item;
    const inSession = fakeItem(encrypted, { internetHeaders: 'fails' }).item;
    for (const item of [inHeader, inSession]) expect(send(item).mock.calls[0]?.[0]?.allowEvent).toBe(false);
  });

  it('answers when there is no item', () => {
    expect(send(undefined).mock.calls).toEqual([[{ allowEvent: true }]]);
  });
});

describe('texts of the net', () => {
  it.each([
    ['sv-SE', 'Kryptera'],
    ['en-US', 'Encrypt'],
    ['fi-FI', 'Salaa'],
    ['de-DE', 'Kryptera'],
    [undefined, 'Kryptera'],
  ])('follow the display language %s', (language, open) => expect(textsFor(language).open).toBe(open));

  it.each(['sv', 'en', 'fi'])('fit in the dialog in %s', (language) => {
    const { open, again, ...messages } = textsFor(language);
    expect(open.length).toBeLessThanOrEqual(20);
    for (const text of Object.values(messages)) expect(`${text} ${again}`.length).toBeLessThanOrEqual(500);
  });
});
