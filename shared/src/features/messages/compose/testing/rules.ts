import type { MessageRules } from '../../../../contract/organisation.ts';

/** What holds for messages where an organisation has changed nothing. */
export const testRules: MessageRules = {
  ...{ linkDays: 30, mostLinkDays: 365, maxDownloads: null, mostDownloads: null },
  ...{ replyAllowed: true, openText: null },
};
