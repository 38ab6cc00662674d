import type { Clock } from '../../ports/clock.port.ts';
import type { CapturedOutbox, OutboxEntry } from '../outbox.ts';
import { capturedItemId, newItemId, toItemId } from './item-id.ts';
import type { MailAddress, MailboxOwner, MailDraft, MailFolder, MailItem } from './mail-item.ts';

export interface MailboxStoreOptions {
  readonly outbox: CapturedOutbox;
  readonly clock: Clock;
  /** Undefined = nobody has this object id. */
  readonly ownerOf: (objectId: string) => MailboxOwner | undefined;
}

const address = (emailAddress: string, displayName = emailAddress): MailAddress => ({
  emailAddress,
  displayName,
  recipientType: 'user',
});

/** The mailboxes of the simulated Exchange, in memory: what people write and, in the inbox, what the outbox has captured for them. */
export class MailboxStore {
  readonly #options: MailboxStoreOptions;
  /** By owner; oldest first. */
  readonly #items = new Map<string, Map<string, MailItem>>();
  /** Ids of captured mail that is no longer in an inbox. */
  readonly #taken = new Set<string>();
  /** Ids of items that were never sent, wherever they lie. */
  readonly #drafts = new Set<string>();

  constructor(options: MailboxStoreOptions) {
    this.#options = options;
  }

  ownerOf(objectId: string): MailboxOwner | undefined {
    return this.#options.ownerOf(objectId.toLowerCase());
  }

  /** Everything of one person, newest first. */
  list(owner: MailboxOwner): MailItem[] {
    const own = [...this.#of(owner.objectId).values()];
    return [...own, ...this.#captured(owner)].sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  get(owner: MailboxOwner, id: string): MailItem | undefined {
    const itemId = toItemId(id);
    return this.#of(owner.objectId).get(itemId) ?? this.#captured(owner).find((item) => item.id === itemId);
  }

  /** Saves a draft; with an id that is (still) there the same item, else a new one, as Outlook does. */
  save(owner: MailboxOwner, draft: MailDraft, id?: string): MailItem {
    const before = id === undefined ? undefined : this.#of(owner.objectId).get(toItemId(id));
    const saved = this.#put(owner, draft, before?.folder ?? 'drafts', before);
    this.#drafts.add(saved.id);
    return saved;
  }

  /** Keeps a copy of what was sent and takes the draft away. */
  sent(owner: MailboxOwner, draft: MailDraft, draftId: string | undefined): MailItem {
    if (draftId !== undefined) this.#of(owner.objectId).delete(toItemId(draftId));
    return this.#put(owner, draft, 'sent');
  }

  /**
   * Moves an item; undefined when it is not there. An item that Exchange moves gets a new id (immutable ids are asked for
   * explicitly, which Office.js does not do): `keepId` is for trying the other way.
   */
  move(owner: MailboxOwner, id: string, folder: MailFolder, keepId = false): MailItem | undefined {
    const item = this.get(owner, id);
    if (!item) return undefined;
    this.removeMessage(owner.objectId, item.id);
    const moved: MailItem = { ...item, folder, id: keepId ? item.id : newItemId(), at: this.#now() };
    this.#of(owner.objectId).set(moved.id, moved);
    if (this.#drafts.delete(item.id)) this.#drafts.add(moved.id);
    return moved;
  }

  /** Whether an item was never sent, by its id in Exchange's or Graph's form; null when it is not there. */
  isDraft(objectId: string, id: string): boolean | null {
    const owner = this.ownerOf(objectId);
    const item = owner && this.get(owner, id);
    return item ? this.#drafts.has(item.id) : null;
  }

  /** Removes an item for good, by its id in Exchange's or Graph's form; false when it was not there. */
  removeMessage(objectId: string, id: string): boolean {
    const owner = this.ownerOf(objectId);
    const item = owner && this.get(owner, id);
    if (!item) return false;
    // A captured mail stays in the outbox; it only leaves the inbox.
    if (!this.#of(owner.objectId).delete(item.id)) this.#taken.add(item.id);
    return true;
  }

  #put(owner: MailboxOwner, draft: MailDraft, folder: MailFolder, before?: MailItem): MailItem {
    const id = before?.id ?? newItemId();
    const item: MailItem = {
      ...draft,
      id,
      folder,
      from: address(owner.email, owner.displayName),
      internetMessageId: before?.internetMessageId ?? `<${id.slice(-20).replace(/[+/=]/g, '0')}@outlook.example>`,
      conversationId: before?.conversationId ?? id.slice(0, 60),
      at: this.#now(),
    };
    this.#of(owner.objectId).set(id, item);
    return item;
  }

  #captured(owner: MailboxOwner): MailItem[] {
    return this.#options.outbox
      .list({ channel: 'mail', to: owner.email })
      .map((entry) => fromCaptured(owner, entry))
      .filter(({ id }) => !this.#taken.has(id) && !this.#of(owner.objectId).has(id));
  }

  #of(objectId: string): Map<string, MailItem> {
    const key = objectId.toLowerCase();
    const items = this.#items.get(key) ?? new Map<string, MailItem>();
    this.#items.set(key, items);
    return items;
  }

  #now(): string {
    return this.#options.clock.now().toISOString();
  }
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const fromCaptured = (owner: MailboxOwner, entry: OutboxEntry): MailItem => {
  const [, name, email] = /^(.*) <([^<>]+)>$/.exec(entry.from) ?? [];
  const id = capturedItemId(owner.objectId, entry.id);
  return {
    id,
    kind: 'message',
    folder: 'inbox',
    subject: entry.subject,
    from: address(email ?? entry.from, name),
    to: entry.to.map((to) => address(to)),
    cc: [],
    bcc: [],
    bodyHtml: entry.html || `<pre>${escapeHtml(entry.text)}</pre>`,
    headers: entry.headers,
    attachments: entry.attachments.map(({ filename, contentType, sizeBytes }) => ({
      name: filename,
      contentType,
      sizeBytes,
      isInline: false,
      contentId: '',
      kind: 'file',
      contentBase64: '',
      url: '',
    })),
    start: '',
    end: '',
    location: '',
    internetMessageId: entry.headers['message-id'] ?? '',
    conversationId: id.slice(0, 60),
    at: entry.at,
  };
};
