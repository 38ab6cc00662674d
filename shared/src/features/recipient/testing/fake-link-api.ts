import type { LinkView, SharedLinkView } from '../../../contract/links.ts';
import type { OpenedMessage } from '../api/recipient-api.ts';
import type { RecipientEnvironment } from '../environment.ts';

export const LINK_ID = '0198c0de-0000-7000-8000-000000000001';
const id = (last: number) => `0198c0de-0000-7000-8000-${String(last).padStart(12, '0')}`;

export const LINK: LinkView = {
  id: LINK_ID,
  step: 'address',
  organisation: { name: 'Storkommun', switchboard: '08-123 456 00' },
  senderName: 'Anna Handläggare',
  language: 'sv',
  method: 'email',
  maskedPhone: null,
  assuranceLevel: 1,
  sentAt: '2026-11-21T13:03:00Z',
  expiresAt: '2026-12-21T13:03:00Z',
  opened: false,
  replyAllowed: true,
  replied: false,
  readReceipt: false,
  organisationMayOpen: false,
  csrfToken: 'csrf-1',
};

export const SHARED: SharedLinkView = {
  id: id(5),
  organisation: LINK.organisation,
  senderName: LINK.senderName,
  language: 'sv',
  sentAt: LINK.sentAt,
  expiresAt: LINK.expiresAt,
};

export const MESSAGE: OpenedMessage = {
  subject: 'Beslut om plats',
  bodyHtml: '<p>Hej! <strong>Beslutet</strong> är klart.</p><img src="x" onerror="alert(1)"><script>alert(2)</script>',
  attachments: [
    { id: id(700), name: 'beslut.pdf', sizeBytes: 482_133, contentType: 'application/pdf' },
    { id: id(701), name: 'karta.png', sizeBytes: 1_200_000, contentType: 'image/png' },
  ],
  from: { name: 'Anna Handläggare', address: 'handlaggare@storkommun.example' },
};

/** What one call answers: a body, a problem, or no answer at all. */
export type Answer =
  | { readonly body: unknown }
  | { readonly problem: string; readonly facts?: Record<string, unknown> }
  | 'no-answer';

export interface FakeCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A stand-in for the API: answers "METHOD /path" from a table, a list one after the other (the last one stays). */
export function makeFakeApi(table: Record<string, Answer | readonly Answer[]>) {
  const calls: FakeCall[] = [];
  const asked = new Map<string, number>();
  const fetcher = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const path = String(input).replace('/api/v1', '');
    const method = init.method ?? 'GET';
    const key = `${method} ${path}`;
    calls.push({ method, path, headers: new Headers(init.headers), body: init.body && JSON.parse(String(init.body)) });
    const found = table[key];
    const turn = asked.get(key) ?? 0;
    asked.set(key, turn + 1);
    const answer = Array.isArray(found)
      ? (found[Math.min(turn, found.length - 1)] as Answer)
      : (found as Answer | undefined);
    return respond(answer ?? { problem: 'internal-error' });
  };
  return {
    fetch: fetcher as typeof fetch,
    calls,
    paths: () => calls.map((call) => `${call.method} ${call.path}`),
    table,
  };
}

function respond(answer: Answer): Response {
  if (answer === 'no-answer') throw new TypeError('Failed to fetch');
  const make = (status: number, body: unknown) =>
    ({
      ok: status < 400,
      status,
      text: async () => (body === undefined ? '' : JSON.stringify(body)),
      arrayBuffer: async () => new ArrayBuffer(4),
    }) as Response;
  if ('body' in answer) return make(200, answer.body);
  const type = `urn:sefos:problem:${answer.problem}`;
  return make(422, { type, title: answer.problem, status: 422, instance: 'req-1', facts: answer.facts });
}

/** An environment for tests, and what the page did with it. */
export function makeFakeEnvironment(fetcher: typeof fetch, overrides: Partial<RecipientEnvironment> = {}) {
  const done: string[] = [];
  const listeners = new Set<(token: string) => void>();
  const environment: RecipientEnvironment = {
    linkId: LINK_ID,
    sharedId: undefined,
    token: 't'.repeat(43),
    result: undefined,
    onToken: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    fetch: fetcher,
    device: 'computer',
    locales: ['sv-SE'],
    storage: undefined,
    theme: () => 'light',
    onThemeChange: () => () => undefined,
    navigate: (url) => void done.push(`navigate ${url}`),
    download: (file) => void done.push(`download ${file.url}`),
    moveTo: (path) => void done.push(`moveTo ${path}`),
    print: () => void done.push('print'),
    reload: () => void done.push('reload'),
    ...overrides,
  };
  return {
    environment,
    done,
    /** The mail's link is opened again in this tab. */
    openAgain: (token: string) => {
      for (const listener of listeners) listener(token);
    },
  };
}
