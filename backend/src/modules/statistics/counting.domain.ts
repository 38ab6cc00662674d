import { dayOf } from './days.domain.ts';

/** One count more, or several, of something on a day. */
export interface Tally {
  readonly organisationId: string;
  /** Empty = the organisation. */
  readonly mailboxId: string;
  readonly day: string;
  readonly metric: 'sign-in' | 'identification' | 'sent' | 'received';
  readonly kind: string;
  readonly count: number;
}

/** What of an entry of the log is counted. */
export interface CountedEvent {
  readonly organisationId: string;
  readonly at: number;
  readonly action: string;
  readonly method: string | null;
  readonly facts: string;
}

/** A mailbox that a message left or came to. */
export interface MessageEnd {
  readonly messageId: string;
  readonly at: number;
  readonly organisationId: string;
  readonly mailboxId: string;
  readonly mailboxKind: string;
  readonly direction: 'sent' | 'received';
}

const METHODS: Readonly<Record<string, 'sign-in' | 'identification'>> = {
  'sign-in.succeeded': 'sign-in',
  'session.stepped-up': 'identification',
  'link.identified': 'identification',
};

/** Entries that say that a message was sent: its id, or the message that an answer through a link belongs to. */
export const SENDING_ACTIONS = ['message.sent', 'auto-reply.sent'] as const;
export const REPLYING_ACTION = 'link.replied';
/** Every action that something is counted of. */
export const COUNTED_ACTIONS: readonly string[] = [...Object.keys(METHODS), ...SENDING_ACTIONS, REPLYING_ACTION];

/** The only type of message that there is so far. */
const MESSAGE = 'message';

/** A window that hands its session over to Teams or Outlook signs nobody in a second time. */
const isHandedOver = (facts: string): boolean => (JSON.parse(facts) as { readonly via?: unknown }).via === 'window';

/** What an entry counts by itself. */
export const tallyOfEvent = ({ organisationId, at, action, method, facts }: CountedEvent): Tally[] => {
  const metric = METHODS[action];
  if (!metric || (metric === 'sign-in' && isHandedOver(facts))) return [];
  return [{ organisationId, mailboxId: '', day: dayOf(at), metric, kind: method ?? 'unknown', count: 1 }];
};

/** What one end of a message counts: for its organisation, and for the mailbox when that is nobody's alone. */
export const talliesOfEnd = ({ organisationId, mailboxId, mailboxKind, at, direction }: MessageEnd): Tally[] => {
  const tally: Tally = { organisationId, mailboxId: '', day: dayOf(at), metric: direction, kind: MESSAGE, count: 1 };
  return mailboxKind === 'function' ? [tally, { ...tally, mailboxId }] : [tally];
};

const keyOf = ({ organisationId, mailboxId, day, metric, kind }: Tally): string =>
  [organisationId, mailboxId, day, metric, kind].join('\n');

/** Summed up, in an order that is the same for everybody who writes: nobody waits for who waits for her. */
export const summed = (tallies: readonly Tally[]): Tally[] => {
  const sums = new Map<string, Tally>();
  for (const tally of tallies) {
    const key = keyOf(tally);
    sums.set(key, { ...tally, count: (sums.get(key)?.count ?? 0) + tally.count });
  }
  return [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, tally]) => tally);
};
