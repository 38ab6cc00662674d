import type { MailDraft, MailFolder, MailItem } from './mail-item.ts';

/** The simulated Exchange behind the page. Every method rejects when it cannot be reached or says no. */
export interface MailboxClient {
  list(): Promise<MailItem[]>;
  save(draft: MailDraft, id: string | null): Promise<MailItem>;
  send(draft: MailDraft, id: string | null): Promise<MailItem>;
  move(id: string, folder: MailFolder, keepId: boolean): Promise<MailItem>;
  remove(id: string): Promise<void>;
}

export function makeMailboxClient(objectId: () => string): MailboxClient {
  const call = async (method: string, path: string, body?: object): Promise<Response> => {
    const answer = await fetch(`/dev/outlook/${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path.split('/')[0]} answered ${answer.status}`);
    return answer;
  };
  const mailbox = () => `mailboxes/${encodeURIComponent(objectId())}`;
  const item = (id: string) => `${mailbox()}/items/${encodeURIComponent(id.replaceAll('/', '-').replaceAll('+', '_'))}`;
  const json = async <T>(answer: Promise<Response>): Promise<T> => (await answer).json() as Promise<T>;
  return {
    list: () => json(call('GET', `${mailbox()}/items`)),
    save: (draft, id) => json(call('POST', `${mailbox()}/drafts`, { id, draft })),
    send: (draft, id) => json(call('POST', 'send', { objectId: objectId(), id, draft })),
    move: (id, folder, keepId) => json(call('POST', `${item(id)}/move`, { folder, keepId })),
    remove: async (id) => void (await call('DELETE', item(id))),
  };
}
