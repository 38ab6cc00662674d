import type { AuditEventRow, Disclosure } from '../audit/index.ts';
import type { RecipientEventRecord } from './message.entity.ts';

/** What only the sender's side and the product on its behalf do. */
const SENDERS: ReadonlySet<string> = new Set([
  'message.sent',
  'message.recalled',
  'message.access-ended',
  'message.validity-changed',
  'message.reply-right-changed',
  'message.verification-changed',
  'message.notification-asked',
  'message.notified-by-sender',
  'message.reminded',
  'message.sender-told',
  'message.sender-notice-refused',
]);

/** What somebody with a link does and the timeline tells. */
const LINKS: ReadonlySet<string> = new Set([
  'link.opened',
  'link.downloaded',
  'link.replied',
  'link.address-wrong',
  'link.code-wrong',
  'link.wrong-person',
  'link.locked',
  'shared-link.address-wrong',
  'shared-link.locked',
]);

/** What somebody with an account does, and the line of the timeline that tells it. */
const TIMELINE: ReadonlyMap<string, string> = new Map([
  ['message.opened', 'opened'],
  ['message.downloaded', 'downloaded'],
]);

const keyOf = (kind: string, at: number): string => `${kind} ${at}`;

/** Whether it was done with the sender's copy; entries say so. */
const isSenders = ({ facts }: AuditEventRow): boolean => JSON.parse(facts).as === 'sender';

/**
 * How much of others' log entries the sender of a message may take along: those of her own side, and of everybody else what the
 * timeline tells her (opened once, not every time; nothing of what they do with their copies: forwarded, exported, deleted), without
 * its facts. Entries are asked for once each, in order.
 */
export const othersEntries = (events: readonly RecipientEventRecord[]): ((entry: AuditEventRow) => Disclosure) => {
  const lines = new Map<string, number>();
  for (const { kind, at } of events) lines.set(keyOf(kind, at), (lines.get(keyOf(kind, at)) ?? 0) + 1);
  return (entry) => {
    const { action, at } = entry;
    if (SENDERS.has(action) || isSenders(entry)) return 'facts';
    if (LINKS.has(action)) return 'act';
    const key = keyOf(TIMELINE.get(action) ?? '', at);
    const left = lines.get(key) ?? 0;
    lines.set(key, left - 1);
    return left > 0 ? 'act' : 'none';
  };
};
