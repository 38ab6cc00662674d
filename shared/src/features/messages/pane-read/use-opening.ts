import { useQueryClient } from '@tanstack/react-query';
import { useContext, useEffect, useRef, useState } from 'react';
import { isProblem } from '../../../api/problem-error.ts';
import { StepUpContext } from '../../../api/step-up.ts';
import type { MessageContent, MessageHead } from '../../../contract/messages.ts';
import { messageKeys } from '../message-keys.ts';
import { useMessageContent } from '../use-messages.ts';

export interface Opening {
  /** Opens it, or tries again; asks for a higher level first when the message needs one. */
  readonly open: () => void;
  readonly opening: boolean;
  /** Undefined until the person has opened it, and when it has become unavailable since. */
  readonly content: MessageContent | undefined;
  readonly error: Error | null;
}

/** Opening by a click, which the message's sender can see. */
export function useOpening(head: MessageHead): Opening {
  const queryClient = useQueryClient();
  const request = useContext(StepUpContext);
  const [wanted, setWanted] = useState(false);
  const [asking, setAsking] = useState(false);
  const pressed = useRef(false);
  const allowed = wanted && head.unavailable === null && !head.stepUpNeeded;
  const query = useMessageContent(head, allowed);

  // Recalled or expired since: the head says it in words.
  const isGone = isProblem(query.error, 'message-unavailable');
  useEffect(() => {
    if (isGone) void queryClient.invalidateQueries({ queryKey: messageKeys.head(head.id) });
  }, [isGone, queryClient, head.id]);

  const start = async () => {
    const below = head.stepUpNeeded || isProblem(query.error, 'step-up-required');
    if (below) {
      if (!(await request(head.assuranceLevel))) return;
      await queryClient.invalidateQueries({ queryKey: messageKeys.head(head.id) });
    }
    setWanted(true);
    if (query.error) await query.refetch();
  };
  const open = () => {
    if (pressed.current) return;
    pressed.current = true;
    setAsking(true);
    void start()
      .catch(() => undefined)
      .finally(() => {
        pressed.current = false;
        setAsking(false);
      });
  };
  return {
    open,
    opening: asking || (allowed && query.isFetching),
    content: allowed ? query.data : undefined,
    error: wanted && !query.isFetching && head.unavailable === null ? query.error : null,
  };
}
