import { useCallback, useEffect, useState } from 'react';
import type { MessageHead } from '../../../contract/messages.ts';

/** A reply that has been begun. `unsent`: it holds something that would be lost. `sent`: its page says that it has been sent. */
export interface BegunReply {
  readonly head: MessageHead;
  readonly subject: string;
  readonly unsent: boolean;
  readonly sent: boolean;
}

/**
 * The replies of this pane, one for each message, kept while it lives: their text, files and sending survive a change of the
 * selection. Those that hold nothing are forgotten with it.
 */
export function useReplies(currentId: string | undefined) {
  const [replies, setReplies] = useState<readonly BegunReply[]>([]);
  const begin = useCallback(
    (head: MessageHead, subject: string) =>
      setReplies((before) =>
        before.some((reply) => reply.head.id === head.id)
          ? before
          : [...before, { head, subject, unsent: false, sent: false }],
      ),
    [],
  );
  const tell = useCallback(
    (id: string, news: Partial<Pick<BegunReply, 'unsent' | 'sent'>>) =>
      setReplies((before) => before.map((reply) => (reply.head.id === id ? { ...reply, ...news } : reply))),
    [],
  );
  useEffect(() => {
    setReplies((before) => {
      const kept = before.filter((reply) => reply.unsent || reply.head.id === currentId);
      return kept.length === before.length ? before : kept;
    });
  }, [currentId]);
  return { replies, begin, tell };
}
