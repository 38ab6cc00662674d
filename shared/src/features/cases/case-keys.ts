import { casesKeyOf } from '../../api/cases-key.ts';

/** What a list of cases shows. */
export interface CaseFilter {
  readonly state: 'open' | 'closed';
  readonly taken: 'anybody' | 'mine' | 'others' | 'nobody';
  /** Empty = with whichever tags. */
  readonly tag: string;
}

export const EVERYTHING_OPEN: CaseFilter = { state: 'open', taken: 'anybody', tag: '' };

/** Cache keys of cases. Their lists hold no rows of messages, and are not among those. */
export const caseKeys = {
  all: casesKeyOf,
  list: (mailboxId: string, filter: CaseFilter) => [...casesKeyOf(mailboxId), 'list', filter] as const,
  counts: (mailboxId: string) => [...casesKeyOf(mailboxId), 'counts'] as const,
  ofMessage: (mailboxId: string, messageId: string) => [...casesKeyOf(mailboxId), 'message', messageId] as const,
  notes: (mailboxId: string, caseId: string) => [...casesKeyOf(mailboxId), 'notes', caseId] as const,
  history: (mailboxId: string, caseId: string) => [...casesKeyOf(mailboxId), 'history', caseId] as const,
  tags: (mailboxId: string) => [...casesKeyOf(mailboxId), 'tags'] as const,
  members: (mailboxId: string, text: string) => [...casesKeyOf(mailboxId), 'members', text] as const,
};
