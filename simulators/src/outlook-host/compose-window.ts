import { EMPTY_DRAFT, type MailDraft, type MailFile, type MailItem } from './mail-item.ts';

/** An attachment as it is in this window: its id is another in the next. */
export interface OpenAttachment extends MailFile {
  readonly id: string;
}

type Fields = Omit<MailDraft, 'attachments' | 'kind'>;
export type ComposePart = keyof Fields | 'attachments' | 'notifications' | 'saved';

const open = (file: MailFile): OpenAttachment => ({ ...file, id: btoa(crypto.randomUUID()) });

/** A mail or appointment that is being written, with what add-ins keep in its window. */
export class ComposeWindow {
  readonly kind: MailDraft['kind'];
  readonly sessionData = new Map<string, string>();
  readonly notifications = new Map<string, string>();
  /** The id of the saved draft. */
  savedId: string | null;
  #fields: Fields;
  #attachments: readonly OpenAttachment[];
  readonly #listeners = new Set<(part: ComposePart) => void>();

  constructor(draft: Partial<MailDraft> = {}, saved: MailItem | null = null) {
    const { attachments, kind, ...fields } = { ...EMPTY_DRAFT, ...draft };
    this.kind = kind;
    this.savedId = saved?.id ?? null;
    this.#attachments = attachments.map(open);
    const { subject, to, cc, bcc, bodyHtml, headers, start, end, location } = fields;
    this.#fields = { subject, to, cc, bcc, bodyHtml, headers, start, end, location };
  }

  get fields(): Fields {
    return this.#fields;
  }

  get attachments(): readonly OpenAttachment[] {
    return this.#attachments;
  }

  /** Called after every change, with what changed. */
  onChange(listener: (part: ComposePart) => void): void {
    this.#listeners.add(listener);
  }

  set<Name extends keyof Fields>(name: Name, value: Fields[Name]): void {
    this.#fields = { ...this.#fields, [name]: value };
    this.tell(name);
  }

  /** The person's typing: kept without telling the view, which has it already. */
  typed(name: 'subject' | 'bodyHtml' | 'start' | 'end' | 'location', value: string): void {
    this.#fields = { ...this.#fields, [name]: value };
  }

  attach(file: MailFile): OpenAttachment {
    const attachment = open(file);
    this.#attachments = [...this.#attachments, attachment];
    this.tell('attachments');
    return attachment;
  }

  /** False when there is no such attachment in this window. */
  detach(id: string): boolean {
    const left = this.#attachments.filter((attachment) => attachment.id !== id);
    const isThere = left.length < this.#attachments.length;
    this.#attachments = left;
    if (isThere) this.tell('attachments');
    return isThere;
  }

  draft(): MailDraft {
    const attachments = this.#attachments.map(({ id: _id, ...file }) => file);
    return { kind: this.kind, ...this.#fields, attachments };
  }

  tell(part: ComposePart): void {
    for (const listener of this.#listeners) listener(part);
  }
}
