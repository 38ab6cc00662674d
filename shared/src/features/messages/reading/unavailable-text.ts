import type { MessageHead } from '../../../contract/messages.ts';

/** The key of why a message cannot be read any more; whoever recalled it is told that she did. */
export const unavailableText = (role: MessageHead['role'], why: NonNullable<MessageHead['unavailable']>) =>
  role === 'sender' && why === 'recalled'
    ? ('messages.recalledByYou' as const)
    : (`messages.unavailableText.${why}` as const);
