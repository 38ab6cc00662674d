import type { MessageHead, MessageRow } from '../../../contract/messages.ts';

const OWN = { recalled: 'messages.recalledByYou', expired: 'messages.expiredOwn' } as const;

/** The key of what stands in place of a subject that is gone: in a list, and above the message. */
export const unavailableTitle = (role: MessageHead['role'], why: NonNullable<MessageRow['unavailable']>) =>
  role === 'sender' && why === 'recalled' ? 'messages.recalledOwn' : (`messages.unavailable.${why}` as const);

/** The key of why a message cannot be read any more; its sender is told that she recalled it, others what they can do. */
export const unavailableText = (role: MessageHead['role'], why: NonNullable<MessageHead['unavailable']>) =>
  role === 'sender' && why !== 'purged' ? OWN[why] : (`messages.unavailableText.${why}` as const);
