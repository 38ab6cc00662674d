import { useCallback, useEffect, useRef, useState } from 'react';
import { isHostError } from '../../../host/host.port.ts';
import type { HostReadItems, HostReadMail, HostSelection } from '../../../host/read-item.port.ts';
import { type MailTarget, messageIdOf } from './message-id.ts';

/** What the pane knows of the mail program's selection. `key` tells mails apart. */
export type SelectedMail =
  | { readonly kind: 'looking' }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly count: number }
  | { readonly kind: 'failed'; readonly offline: boolean }
  | { readonly kind: 'mail'; readonly key: string; readonly target: MailTarget };

/** The header answers fast and settles it; the body, which may be large, is read only without one. @throws {HostError} */
async function targetOf(mail: HostReadMail, origin: string): Promise<MailTarget> {
  let failure: unknown;
  const headers = await mail.headers().catch((error: unknown) => {
    failure = error;
    return new Map<string, string>();
  });
  const named = messageIdOf(headers, '', origin);
  if (named.kind !== 'none') return named;
  const linked = messageIdOf(headers, await mail.bodyHtml(), origin);
  // Without its headers an ordinary-looking mail may be one of ours.
  if (linked.kind === 'none' && failure !== undefined) throw failure;
  return linked;
}

/** Follows the selection. An answer about a mail that is no longer selected is never shown. */
export function useSelectedMail(items: HostReadItems | undefined, origin: string) {
  const [selected, setSelected] = useState<SelectedMail>({ kind: 'looking' });
  const round = useRef(0);
  const shown = useRef<SelectedMail>(selected);

  const look = useCallback(
    async (again: boolean) => {
      round.current += 1;
      const mine = round.current;
      const show = (next: SelectedMail) => {
        if (round.current !== mine) return;
        shown.current = next;
        setSelected(next);
      };
      try {
        const selection: HostSelection = items ? await items.selection() : { kind: 'none' };
        if (selection.kind !== 'one') return show(selection);
        const { mail } = selection;
        // Outlook tells of one change twice, and of changes that leave the mail as it was.
        if (!again && shown.current.kind === 'mail' && shown.current.key === mail.key) return;
        show({ kind: 'looking' });
        show({ kind: 'mail', key: mail.key, target: await targetOf(mail, origin) });
      } catch (error) {
        show({ kind: 'failed', offline: isHostError(error, 'offline') });
      }
    },
    [items, origin],
  );

  useEffect(() => {
    void look(false);
    const stop = items?.onChange(() => void look(false));
    return () => {
      round.current += 1;
      stop?.();
    };
  }, [items, look]);

  const retry = useCallback(() => {
    setSelected({ kind: 'looking' });
    void look(true);
  }, [look]);
  return { selected, retry };
}
