import type { BodyOf, ResponseOf } from '../../../contract/endpoint.ts';
import { API_PREFIX } from '../../../contract/endpoint.ts';
import type {
  enterSharedLink,
  getLinkAbsence,
  LINK_HEADER,
  LinkCodeChallenge,
  LinkView,
  openLink,
  replyToLink,
  SharedLinkView,
} from '../../../contract/links.ts';
import type { DownloadView } from '../../../contract/messages.ts';
import type { BankIdView } from '../../../contract/sign-in.ts';
import { parseProblem, RecipientProblem } from './recipient-problem.ts';

// The contract's modules carry TypeBox; this page takes their types only, and the compiler holds the value to theirs.
const linkHeader: typeof LINK_HEADER = 'x-link';
const ANSWER_WITHIN_MS = 30_000;

export type OpenedMessage = ResponseOf<typeof openLink>;
export type Entrance = ResponseOf<typeof enterSharedLink>;
export type SenderAbsence = NonNullable<ResponseOf<typeof getLinkAbsence>['absence']>;
export type ReplyReceipt = ResponseOf<typeof replyToLink>;

type Method = 'GET' | 'POST' | 'DELETE';

/** The calls of one link. Every one rejects with a RecipientProblem, `offline` when no answer came. */
export interface RecipientApi {
  /** Undefined as long as a shared link has not led to one. */
  readonly linkId: string | undefined;
  /** Headers that a request of this link needs to change something; for uploads, which tus sends itself. */
  headers(): Readonly<Record<string, string>>;
  exchange(token: string): Promise<LinkView>;
  viewShared(messageId: string, token: string): Promise<SharedLinkView>;
  /** From here on these are the calls of the link that the address led to, if it was one. */
  enterShared(messageId: string, token: string, email: string): Promise<Entrance>;
  current(): Promise<LinkView>;
  leave(): Promise<void>;
  confirmAddress(email: string): Promise<LinkView>;
  /** To the number that the sender gave, or after a shared link to the address that was named. */
  sendCode(by: 'sms' | 'email'): Promise<LinkCodeChallenge>;
  verifyCode(by: 'sms' | 'email', challengeId: string, code: string): Promise<LinkView>;
  beginBankId(): Promise<BankIdView>;
  collectBankId(orderId: string): Promise<BankIdView>;
  cancelBankId(orderId: string): Promise<void>;
  beginOidc(): Promise<{ readonly url: string }>;
  open(): Promise<OpenedMessage>;
  /** `null` asks for everything as a zip. */
  createDownload(attachmentId: string | null): Promise<DownloadView>;
  /** The bytes of a download, into memory. @throws {RecipientProblem} as the download's address answers, or offline */
  fetchFile(download: DownloadView): Promise<ArrayBuffer>;
  /** What the sender answers by itself while she is away; null when she is not. */
  absence(): Promise<SenderAbsence | null>;
  /** The same key for the same answer: a repeated send is then one answer. */
  reply(body: BodyOf<typeof replyToLink>, idempotencyKey: string): Promise<ReplyReceipt>;
}

type Send = (method: Method, path: string, body?: object, extra?: Record<string, string>) => Promise<unknown>;

/** A client for one link over `fetch`. Remembers the CSRF token that the latest LinkView told, nothing else. */
export function makeRecipientApi(givenId: string | undefined, fetcher: typeof fetch): RecipientApi {
  let linkId = givenId;
  let csrfToken: string | undefined;
  const headers = () => ({
    ...(linkId ? { [linkHeader]: linkId } : {}),
    ...(csrfToken ? { 'x-csrf-token': csrfToken } : {}),
  });
  const once: Send = (method, path, body, extra) => send(fetcher, method, path, { ...headers(), ...extra }, body);
  const view = async (answer: Promise<unknown>) => {
    const link = (await answer) as LinkView;
    csrfToken = link.csrfToken;
    return link;
  };
  const current = () => view(once('GET', '/link'));
  // The person may have identified again in another tab: the cookie is new there, and our CSRF token old.
  const call: Send = async (...request) => {
    try {
      return await once(...request);
    } catch (error) {
      if (!(error instanceof RecipientProblem) || error.type !== 'csrf-token-invalid') throw error;
      await current();
      return once(...request);
    }
  };
  const as = <T>(answer: Promise<unknown>) => answer as Promise<T>;
  return {
    get linkId() {
      return linkId;
    },
    headers,
    exchange: (token) => view(once('POST', '/link/session', { id: linkId, token })),
    viewShared: (id, token) => as(once('POST', '/shared-link/view', { id, token })),
    enterShared: async (id, token, email) => {
      const entrance = (await once('POST', '/shared-link/enter', { id, token, email })) as Entrance;
      if (entrance.kind === 'link') {
        linkId = entrance.link.id;
        csrfToken = entrance.link.csrfToken;
      }
      return entrance;
    },
    current,
    leave: () => as(call('DELETE', '/link/session')),
    confirmAddress: (email) => view(call('POST', '/link/address', { email })),
    sendCode: (by) => as(call('POST', `/link/${by}`)),
    verifyCode: (by, challengeId, code) => view(call('POST', `/link/${by}/verify`, { challengeId, code })),
    beginBankId: () => as(call('POST', '/link/bankid')),
    collectBankId: (orderId) => as(call('POST', `/link/bankid/${orderId}/collect`)),
    cancelBankId: (orderId) => as(call('DELETE', `/link/bankid/${orderId}`)),
    beginOidc: () => as(call('POST', '/link/oidc')),
    open: () => as(call('POST', '/link/open')),
    absence: async () => ((await call('GET', '/link/absence')) as ResponseOf<typeof getLinkAbsence>).absence,
    createDownload: (attachmentId) => as(call('POST', '/link/downloads', { attachmentId })),
    fetchFile: (download) => bytesOf(fetcher, download),
    reply: (body, idempotencyKey) => as(call('POST', '/link/reply', body, { 'idempotency-key': idempotencyKey })),
  };
}

/** However long it takes on a phone: what is closed is forgotten, and a line that is gone ends by itself. */
async function bytesOf(fetcher: typeof fetch, { url }: DownloadView): Promise<ArrayBuffer> {
  let response: Response;
  try {
    response = await fetcher(url, { credentials: 'same-origin', cache: 'no-store', referrerPolicy: 'no-referrer' });
    if (response.ok) return await response.arrayBuffer();
  } catch {
    throw new RecipientProblem('offline');
  }
  throw parseProblem(await response.text());
}

async function send(
  fetcher: typeof fetch,
  method: Method,
  path: string,
  headers: Record<string, string>,
  body: object | undefined,
): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetcher(`${API_PREFIX}${path}`, {
      method,
      headers: { accept: 'application/json', ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      credentials: 'same-origin',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    text = await response.text();
  } catch {
    throw new RecipientProblem('offline');
  }
  if (!response.ok) throw parseProblem(text);
  return text ? JSON.parse(text) : undefined;
}
