import type { DraftMark } from '../../../../domain/draft-mark.ts';
import type {
  ComposeAbilities,
  HostAddress,
  HostAttachment,
  HostComposeItem,
  HostMail,
} from '../../../../host/compose-item.port.ts';
import { HostError } from '../../../../host/host.port.ts';

type Method = Exclude<keyof HostComposeItem, 'surface' | 'abilities' | 'restId'>;

/** A mail program's draft in memory; everything that happened to it can be asked for. */
export interface MemoryItem extends HostComposeItem {
  /** What the draft holds now. */
  mail: HostMail;
  draftMark: DraftMark | undefined;
  /** Mails that left. */
  readonly sent: HostMail[];
  saved: HostMail | undefined;
  discarded: boolean;
  readonly calls: Method[];
  readonly headers: Record<string, string>;
  /** The next call of a method throws this instead. */
  failNext(method: Method, error: HostError): void;
  /** Runs before the method does its work. */
  before(method: Method, act: () => void): void;
}

export const person = (emailAddress: string, displayName = ''): HostAddress => ({
  emailAddress,
  displayName,
  isList: false,
});

export const attachment = (fileName: string, part: Partial<HostAttachment> = {}): HostAttachment => ({
  id: fileName,
  fileName,
  sizeBytes: 3,
  isInline: false,
  contentId: undefined,
  kind: 'file',
  content: async () => new Blob([fileName]),
  ...part,
});

/** A mail that can be sent as it is. */
export const plainMail = (part: Partial<HostMail> = {}): HostMail => ({
  to: [person('anna@storkommun.example', 'Anna')],
  copy: [],
  blindCopy: [],
  subject: 'Beslut',
  bodyHtml: '<p>Hemlig text</p>',
  attachments: [],
  ...part,
});

/** Everything that Outlook can do at 1.15. */
export const ALL: ComposeAbilities = { attachments: true, headers: true, send: true, close: true };

export function makeMemoryItem(
  mail: HostMail = plainMail(),
  abilities: ComposeAbilities = ALL,
  surface: HostComposeItem['surface'] = 'message',
): MemoryItem {
  const failures = new Map<Method, HostError>();
  const acts = new Map<Method, () => void>();
  const calls: Method[] = [];
  async function call<T>(method: Method, work: () => T): Promise<T> {
    calls.push(method);
    const act = acts.get(method);
    acts.delete(method);
    act?.();
    const failure = failures.get(method);
    failures.delete(method);
    if (failure) throw failure;
    return work();
  }
  const change = (part: Partial<HostMail>) => {
    item.mail = { ...item.mail, ...part };
  };
  const item: MemoryItem = {
    surface,
    abilities,
    mail,
    draftMark: undefined,
    sent: [],
    saved: undefined,
    discarded: false,
    calls,
    headers: {},
    failNext: (method, error) => void failures.set(method, error),
    before: (method, act) => void acts.set(method, act),
    read: () => call('read', () => item.mail),
    save: () =>
      call('save', () => {
        item.saved = item.mail;
        return 'AAMkAD-draft-1';
      }),
    restId: (id) => `rest-${id}`,
    mark: () => call('mark', () => item.draftMark),
    setMark: (mark) =>
      call('setMark', () => {
        item.draftMark = mark;
      }),
    clearMark: () =>
      call('clearMark', () => {
        item.draftMark = undefined;
      }),
    setSubject: (subject) => call('setSubject', () => change({ subject })),
    setBody: (bodyHtml) => call('setBody', () => change({ bodyHtml })),
    setHeaders: (headers) => call('setHeaders', () => void Object.assign(item.headers, headers)),
    removeAttachment: (id) =>
      call('removeAttachment', () => {
        const attachments = item.mail.attachments.filter((file) => file.id !== id);
        item.mail = { ...item.mail, attachments };
      }),
    clearRecipients: () => call('clearRecipients', () => change({ to: [], copy: [], blindCopy: [] })),
    send: () => call('send', () => void item.sent.push(item.mail)),
    discard: () =>
      call('discard', () => {
        item.discarded = true;
      }),
  };
  return item;
}

export const offline = () => new HostError('offline', 'no network');
export const refused = () => new HostError('failed', 'Office.js: 9000');
