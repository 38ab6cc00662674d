/** What everything about cases stands under in the cache: they show messages, so that what makes those old makes these old. */
export const casesKey = ['cases'] as const;

/** The same of one mailbox. */
export const casesKeyOf = (mailboxId: string) => [...casesKey, mailboxId] as const;
