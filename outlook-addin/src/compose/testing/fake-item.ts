import type { ComposedItem } from '../composed-item.ts';

type Done = (result: { status: string; value?: unknown; error?: { code: number; name?: string } }) => void;

/** A draft behind callbacks, as Office.js has it; `errors` by method, `silent` methods never answer. */
export interface FakeDraft {
  to: unknown[];
  cc: unknown[];
  bcc: unknown[];
  subject: string;
  body: string;
  bodyType: string;
  attachments: {
    id: string;
    name: string;
    size: number;
    isInline: boolean;
    attachmentType: string;
    contentId?: string;
  }[];
  contents: Record<string, { format: string; content: string }>;
  sessionData: Record<string, string>;
  headers: Record<string, string>;
  errors: Record<string, { code: number; name?: string } | undefined>;
  silent: string[];
  readonly calls: unknown[][];
}

export const newDraft = (part: Partial<FakeDraft> = {}): FakeDraft => ({
  to: [{ emailAddress: 'anna@example.se', displayName: 'Anna', recipientType: 'user' }],
  cc: [],
  bcc: [],
  subject: 'Beslut',
  body: '<p>Hej</p>',
  bodyType: 'html',
  attachments: [],
  contents: {},
  sessionData: {},
  headers: {},
  errors: {},
  silent: [],
  calls: [],
  ...part,
});

function makeMethods(draft: FakeDraft) {
  /** The last parameter is the callback. */
  return (name: string, work: (...given: never[]) => unknown) =>
    (...given: unknown[]) => {
      const done = given.at(-1) as Done;
      const parameters = given.slice(0, -1);
      draft.calls.push([name, ...parameters]);
      if (draft.silent.includes(name)) return;
      const error = draft.errors[name];
      // Office.js answers later, never at once.
      queueMicrotask(() =>
        done(error ? { status: 'failed', error } : { status: 'succeeded', value: work(...(parameters as never[])) }),
      );
    };
}

/** A fake of Office's composed item over a draft. */
export function fakeItem(draft: FakeDraft, itemType: 'message' | 'appointment' = 'message'): ComposedItem {
  const method = makeMethods(draft);
  const field = (name: 'to' | 'cc' | 'bcc') => ({
    getAsync: method(`${name}.get`, () => draft[name]),
    setAsync: method(`${name}.set`, (people: unknown[]) => {
      draft[name] = people;
    }),
  });
  const people =
    itemType === 'message'
      ? { to: field('to'), cc: field('cc'), bcc: field('bcc') }
      : { requiredAttendees: field('to'), optionalAttendees: field('cc') };
  const messageOnly = {
    internetHeaders: {
      getAsync: method('headers.get', (names: string[]) =>
        Object.fromEntries(Object.entries(draft.headers).filter(([name]) => names.includes(name))),
      ),
      setAsync: method('headers.set', (headers: Record<string, string>) => void Object.assign(draft.headers, headers)),
      removeAsync: method('headers.remove', (names: string[]) => {
        for (const name of names) delete draft.headers[name];
      }),
    },
    sendAsync: method('send', () => undefined),
    closeAsync: method('close', () => undefined),
  };
  const item = {
    itemType,
    ...people,
    ...(itemType === 'message' ? messageOnly : {}),
    subject: {
      getAsync: method('subject.get', () => draft.subject),
      setAsync: method('subject.set', (subject: string) => {
        draft.subject = subject;
      }),
    },
    body: {
      getAsync: method('body.get', () => draft.body),
      getTypeAsync: method('body.type', () => draft.bodyType),
      setAsync: method('body.set', (body: string) => {
        draft.body = body;
      }),
    },
    sessionData: {
      getAsync: method('session.get', (name: string) => draft.sessionData[name] ?? ''),
      setAsync: method('session.set', (name: string, value: string) => {
        draft.sessionData[name] = value;
      }),
      removeAsync: method('session.remove', (name: string) => {
        delete draft.sessionData[name];
      }),
    },
    getAttachmentsAsync: method('attachments', () => draft.attachments),
    getAttachmentContentAsync: method('content', (id: string) => draft.contents[id]),
    removeAttachmentAsync: method('remove', (id: string) => {
      draft.attachments = draft.attachments.filter((file) => file.id !== id);
    }),
    saveAsync: method('save', () => 'AAMk/draft+1='),
  };
  return item as unknown as ComposedItem;
}
