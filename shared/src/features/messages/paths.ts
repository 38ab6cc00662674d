import type { Folder, MessageHead, MessageRow } from '../../contract/messages.ts';

export const FOLDERS = ['inbox', 'sent', 'links', 'archive', 'deleted'] as const satisfies readonly Folder[];

export const isFolder = (value: string | undefined): value is Folder =>
  (FOLDERS as readonly (string | undefined)[]).includes(value);

/** Addresses of the screens about messages. */
export const paths = {
  folder: (folder: Folder) => `/messages/${folder}`,
  message: (folder: Folder, messageId: string) => `/messages/${folder}/${messageId}`,
  link: (messageId: string, rowId: string) => `/messages/links/${messageId}/${rowId}`,
  drafts: '/messages/drafts',
  compose: '/compose',
  draft: (draftId: string) => `/compose?draft=${draftId}`,
  reply: (messageId: string, everybody: boolean) => `/compose?reply=${messageId}${everybody ? '&all=1' : ''}`,
  forward: (messageId: string) => `/compose?forward=${messageId}`,
  /** A message with nothing around it. */
  alone: (messageId: string) => `/messages/read/${messageId}`,
  /** For colleagues of the sender, where the whole organisation may open it. */
  shared: (messageId: string) => `/messages/shared/${messageId}`,
  functionMailboxes: '/function-mailboxes',
  functionMailbox: (mailboxId: string) => `/function-mailboxes/${mailboxId}`,
  contacts: '/contacts',
  print: (messageId: string) => `/messages/print/${messageId}`,
};

/** Where a row leads. */
export const rowPath = (folder: Folder, row: MessageRow): string =>
  folder === 'links' ? paths.link(row.messageId, row.id) : paths.message(folder, row.messageId);

/** The folder in which one has a message. */
export const folderOf = ({ role }: Pick<MessageHead, 'role'>): Folder => (role === 'sender' ? 'sent' : 'inbox');

/** Where one reads a message that one has. */
export const pathOf = (head: Pick<MessageHead, 'id' | 'role'>): string =>
  head.role === 'colleague' ? paths.shared(head.id) : paths.message(folderOf(head), head.id);
