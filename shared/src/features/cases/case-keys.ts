/** What a list of cases shows. */
export interface CaseFilter {
  readonly state: 'open' | 'closed';
  readonly taken: 'anybody' | 'mine' | 'others' | 'nobody';
  /** Empty = with whichever tags. */
  readonly tag: string;
}

export const EVERYTHING_OPEN: CaseFilter = { state: 'open', taken: 'anybody', tag: '' };

/** Cache keys of cases. Those of lists are below the mailbox's inbox: what makes that old makes them old too. */
export const caseKeys = {
  lists: (mailboxId: string) => ['messages', 'list', mailboxId, 'inbox', 'cases'] as const,
  list: (mailboxId: string, filter: CaseFilter) => ['messages', 'list', mailboxId, 'inbox', 'cases', filter] as const,
  counts: (mailboxId: string) => ['messages', 'list', mailboxId, 'inbox', 'cases', 'counts'] as const,
  all: (mailboxId: string) => ['cases', mailboxId] as const,
  ofMessage: (mailboxId: string, messageId: string) => ['cases', mailboxId, 'message', messageId] as const,
  notes: (mailboxId: string, caseId: string) => ['cases', mailboxId, 'notes', caseId] as const,
  history: (mailboxId: string, caseId: string) => ['cases', mailboxId, 'history', caseId] as const,
  tags: (mailboxId: string) => ['cases', mailboxId, 'tags'] as const,
  members: (mailboxId: string, text: string) => ['cases', mailboxId, 'members', text] as const,
};
