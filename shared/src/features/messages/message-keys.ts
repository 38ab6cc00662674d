import { ruleKeys } from '../../api/rule-keys.ts';
import type { Folder, SearchMessages } from '../../contract/messages.ts';

/** What narrows or turns a folder's list; as the server is asked. */
export type ListSearch = Omit<SearchMessages, 'folder' | 'cursor' | 'limit'>;

/** Marks the keys of what a message says, which is asked for by a person only. */
export const CONTENT = 'content';

/** Cache keys of everything about messages. */
export const messageKeys = {
  all: ['messages'] as const,
  mailboxes: ['messages', 'mailboxes'] as const,
  lists: ['messages', 'list'] as const,
  list: (mailboxId: string, folder: Folder) => ['messages', 'list', mailboxId, folder] as const,
  /** Below the folder's own key: what makes the folder old makes this old too. Never leaves memory. */
  search: (mailboxId: string, folder: Folder, search: ListSearch) =>
    ['messages', 'list', mailboxId, folder, search] as const,
  drafts: (mailboxId: string) => ['messages', 'list', mailboxId, 'drafts'] as const,
  head: (id: string) => ['messages', 'head', id] as const,
  content: (id: string) => ['messages', CONTENT, id] as const,
  threads: ['messages', 'thread'] as const,
  thread: (id: string) => ['messages', 'thread', id] as const,
  timeline: (id: string) => ['messages', 'timeline', id] as const,
  /** Below the timeline's: what makes that old makes this old too. */
  organisationReaders: (id: string) => ['messages', 'timeline', id, 'organisation'] as const,
  ...ruleKeys,
};
