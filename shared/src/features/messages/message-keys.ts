import type { Folder } from '../../contract/messages.ts';

/** Marks the keys of what a message says, which is asked for by a person only. */
export const CONTENT = 'content';

/** Cache keys of everything about messages. */
export const messageKeys = {
  all: ['messages'] as const,
  mailboxes: ['messages', 'mailboxes'] as const,
  lists: ['messages', 'list'] as const,
  list: (mailboxId: string, folder: Folder) => ['messages', 'list', mailboxId, folder] as const,
  drafts: (mailboxId: string) => ['messages', 'list', mailboxId, 'drafts'] as const,
  head: (id: string) => ['messages', 'head', id] as const,
  content: (id: string) => ['messages', CONTENT, id] as const,
  timeline: (id: string) => ['messages', 'timeline', id] as const,
  levels: ['messages', 'levels'] as const,
};
