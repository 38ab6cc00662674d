import { MARK_HEADER, SESSION_DATA_KEY } from '@sefos/shared/domain/draft-mark.ts';
import type { DraftFacts } from './decision.ts';

/** Key in the session's data: a personnummer has been pointed out in this window. */
export const WARNED_KEY = 'sefos-warned';

/** The parts of Office's mail item that the net reads. */
export type DraftItem = Pick<
  Office.MessageCompose,
  'subject' | 'body' | 'sessionData' | 'internetHeaders' | 'getAttachmentsAsync'
>;

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Answer<T> = (result: Pick<Office.AsyncResult<T>, 'status' | 'value'>) => void;

/** Compared as text: the enum's own object is not there in every engine that runs this. */
export const succeeded = (result: { readonly status: Office.AsyncResultStatus }): boolean =>
  String(result.status) === 'succeeded';

/** One question to the host: an error, also a thrown one, is an answer without a value. */
type Question = (done: () => void) => void;

function ask<T>(call: (answer: Answer<T>) => void, take: (value: T) => void): Question {
  return (done) => {
    let answered = false;
    const end = () => {
      if (!answered) done();
      answered = true;
    };
    try {
      call((result) => {
        if (!answered && succeeded(result)) take(result.value);
        end();
      });
    } catch {
      end();
    }
  };
}

function headerOf(headers: Record<string, string> | undefined, name: string): string {
  for (const key of Object.keys(headers || {})) {
    if (key.toLowerCase() === name) return String(headers?.[key]);
  }
  return '';
}

/**
 * Asks everything at once; calls back once, with what is known when all has been answered or `deadlineMs` have passed.
 * Callbacks instead of promises: Outlook's own script engine is old.
 */
export function readDraft(item: DraftItem, deadlineMs: number, onFacts: (facts: DraftFacts) => void): void {
  const marks: string[] = [];
  const facts: Writable<DraftFacts> = {
    marks,
    subject: undefined,
    bodyHtml: undefined,
    attachmentCount: undefined,
    warned: false,
  };
  const mark = (text: unknown) => {
    if (typeof text === 'string' && text !== '') marks.push(text);
  };
  const questions: readonly Question[] = [
    ask<string>((answer) => item.sessionData.getAsync(SESSION_DATA_KEY, answer), mark),
    ask<Record<string, string>>(
      (answer) => item.internetHeaders.getAsync([MARK_HEADER], answer),
      (headers) => mark(headerOf(headers, MARK_HEADER)),
    ),
    ask<string>(
      (answer) => item.sessionData.getAsync(WARNED_KEY, answer),
      (text) => {
        facts.warned = !!text;
      },
    ),
    ask<string>(
      (answer) => item.subject.getAsync(answer),
      (text) => {
        facts.subject = text;
      },
    ),
    ask<Office.AttachmentDetailsCompose[]>(
      (answer) => item.getAttachmentsAsync(answer),
      (attachments) => {
        facts.attachmentCount = attachments.length;
      },
    ),
    ask<string>(
      (answer) => item.body.getAsync('html', answer),
      (html) => {
        facts.bodyHtml = html;
      },
    ),
  ];
  let left = questions.length;
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    onFacts(facts);
  };
  const timer = setTimeout(end, deadlineMs);
  for (const question of questions) {
    question(() => {
      left -= 1;
      if (left === 0) end();
    });
  }
}
