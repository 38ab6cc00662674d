import { type DraftRow, listDrafts } from '@sefos/shared/contract/drafts.ts';
import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import {
  getTimeline,
  listMessages,
  type MessageRow,
  type RecipientInput,
  type SendMessage,
  sendMessage,
  type Timeline,
} from '@sefos/shared/contract/messages.ts';
import { getSession, type SessionView, signInWithPassword, verifySignInCode } from '@sefos/shared/contract/sign-in.ts';
import { TUS_VERSION, UPLOADS_PATH } from '@sefos/shared/contract/uploads.ts';
import { ApiClient, ApiProblem } from './api-client.ts';
import { check, need } from './check.ts';
import type { Outbox } from './outbox.ts';

export const PASSWORD = 'SEFOS-demo-1';

export const PEOPLE = {
  hanna: { email: 'handlaggare@storkommun.example', name: 'Hanna Handläggare', phone: '+46701740601' },
  kalle: { email: 'kollega@storkommun.example', name: 'Kalle Kollega', phone: '+46701740602' },
  olga: { email: 'orgadmin@storkommun.example', name: 'Olga Orgadmin', phone: '+46701740603' },
  lisa: { email: 'handlaggare@lillkommun.example', name: 'Lisa Lill', phone: '+46701740604' },
  sture: { email: 'sysadmin@sefos.example', name: 'Sture Sysadmin', phone: '+46701740605' },
} as const;
export type PersonKey = keyof typeof PEOPLE;

/** Personal numbers of the demo's account holders, as BankID knows them. */
export const BANKID_OF = {
  hanna: { personalNumber: '198507099805', givenName: 'Hanna', surname: 'Handläggare' },
  kalle: { personalNumber: '199006292388', givenName: 'Kalle', surname: 'Kollega' },
} as const;

/** Signs in with password and SMS code over the API. */
export const signInByApi = async (url: string, outbox: Outbox, person: PersonKey): Promise<Account> => {
  const client = new ApiClient(url);
  const { email, phone } = PEOPLE[person];
  const before = await outbox.to(phone);
  const challenge = await client.call(signInWithPassword, { body: { email, password: PASSWORD } });
  if (!('challengeId' in challenge)) throw new Error('asked for another factor than SMS');
  const { challengeId } = challenge;
  const code = await outbox.code(phone, before);
  return new Account(client, await client.call(verifySignInCode, { body: { challengeId, code } }));
};

export interface Draft {
  readonly to: readonly RecipientInput[];
  readonly subject: string;
  readonly bodyHtml?: string;
  readonly level?: 1 | 2 | 3;
  readonly replyAllowed?: boolean;
  readonly attachmentIds?: readonly string[];
  readonly validUntil?: string;
  readonly maxDownloads?: number;
  readonly readReceipt?: boolean;
  readonly audience?: SendMessage['audience'];
  /** `sender`: her own mail program tells the recipients, by one link for all. */
  readonly notification?: SendMessage['notification'];
}

/** One account's session over the API: prepares what a journey needs and looks afterwards. */
export class Account {
  readonly client: ApiClient;
  readonly session: SessionView;

  constructor(client: ApiClient, session: SessionView) {
    this.client = client;
    this.session = session;
  }

  refresh(): Promise<SessionView> {
    return this.client.call(getSession);
  }

  bodyOf(draft: Draft): SendMessage {
    return {
      mailboxId: this.session.mailboxId,
      recipients: [...draft.to],
      subject: draft.subject,
      bodyHtml: draft.bodyHtml ?? '<p>Hej!</p>',
      attachmentIds: [...(draft.attachmentIds ?? [])],
      assuranceLevel: draft.level ?? 1,
      replyAllowed: draft.replyAllowed ?? true,
      ...(draft.maxDownloads ? { maxDownloads: draft.maxDownloads } : {}),
      ...(draft.readReceipt ? { readReceipt: true } : {}),
      ...(draft.audience ? { audience: draft.audience } : {}),
      ...(draft.validUntil ? { validUntil: draft.validUntil } : {}),
      ...(draft.notification ? { notification: draft.notification } : {}),
    };
  }

  async send(draft: Draft): Promise<string> {
    return (await this.client.call(sendMessage, { body: this.bodyOf(draft) })).id;
  }

  /** All rows of a folder. */
  async rows(folder: 'inbox' | 'sent' | 'links'): Promise<MessageRow[]> {
    const rows: MessageRow[] = [];
    let cursor: string | null = null;
    do {
      const page: { rows: MessageRow[]; nextCursor: string | null } = await this.client.call(listMessages, {
        params: { id: this.session.mailboxId },
        query: { folder, limit: 50, ...(cursor ? { cursor } : {}) },
      });
      rows.push(...page.rows);
      cursor = page.nextCursor;
    } while (cursor);
    return rows;
  }

  /** The drafts that were saved last. */
  async drafts(): Promise<readonly DraftRow[]> {
    const page = await this.client.call(listDrafts, { params: { id: this.session.mailboxId }, query: {} });
    return page.rows;
  }

  timeline(messageId: string): Promise<Timeline> {
    return this.client.call(getTimeline, { params: { id: messageId } });
  }

  /** Kinds of the events of one recipient, oldest first. */
  async events(messageId: string, address: string): Promise<string[]> {
    const entry = (await this.timeline(messageId)).find(({ recipient }) => recipient.address === address);
    return need(entry, `${address} in the timeline`).events.map(({ kind }) => kind);
  }

  upload(name: string, content: Buffer | string): Promise<string> {
    return uploadWith(this.client, name, content);
  }
}

/** Uploads by tus 1.0 in one part; answers the attachment's id. */
export const uploadWith = async (client: ApiClient, name: string, content: Buffer | string): Promise<string> => {
  const bytes = Buffer.from(content);
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const created = await client.fetch(API_PREFIX + UPLOADS_PATH, {
    method: 'POST',
    headers: {
      'tus-resumable': TUS_VERSION,
      'upload-length': String(bytes.length),
      'upload-metadata': `filename ${encoded(name)},filetype ${encoded('application/octet-stream')}`,
    },
  });
  const location = created.headers.get('location');
  check(created.status === 201 && location, `Creating an upload answered ${created.status}: ${await created.text()}`);
  const path = new URL(location, client.url).pathname;
  const patched = await client.fetch(path, {
    method: 'PATCH',
    headers: {
      'tus-resumable': TUS_VERSION,
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    body: bytes,
  });
  check(patched.status === 204, `Uploading answered ${patched.status}: ${await patched.text()}`);
  return path.split('/').at(-1) ?? '';
};

/** Short ways to write recipients. */
export const to = {
  account: (person: PersonKey): RecipientInput => ({ address: PEOPLE[person].email, kind: 'to' }),
  email: (address: string, openText?: string): RecipientInput => ({
    address,
    kind: 'to',
    external: { method: 'email', language: 'sv', ...(openText ? { openText } : {}) },
  }),
  sms: (address: string, phone: string): RecipientInput => ({
    address,
    kind: 'to',
    external: { method: 'sms', phone, language: 'sv' },
  }),
  bankId: (address: string, personalNumber: string): RecipientInput => ({
    address,
    kind: 'to',
    external: { method: 'bankid', personalNumber, language: 'sv' },
  }),
};

/** The problem type that a call is refused with, or `none`. */
export const refusalOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'none';
  } catch (error) {
    if (error instanceof ApiProblem) return error.type;
    throw error;
  }
};
