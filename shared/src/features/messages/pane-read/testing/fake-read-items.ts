import type { HostReadItems, HostReadMail, HostSelection } from '../../../../host/read-item.port.ts';

export interface FakeReadItems extends HostReadItems {
  /** Selects something else in the mail program. */
  select(selection: HostSelection): void;
}

/** A mail program whose selection a test changes. */
export function fakeReadItems(first: HostSelection = { kind: 'none' }): FakeReadItems {
  let selection = first;
  const listeners = new Set<() => void>();
  return {
    selection: async () => selection,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    select: (next) => {
      selection = next;
      // Outlook tells twice: of the item and of the selected items.
      for (const listener of [...listeners, ...listeners]) listener();
    },
  };
}

/** A selected mail; `headers` and `bodyHtml` may be replaced. */
export const oneMail = (key: string, parts: Partial<HostReadMail> = {}): HostSelection => ({
  kind: 'one',
  mail: { key, subject: '', headers: async () => new Map(), bodyHtml: async () => '<p>Hej</p>', ...parts },
});

/** A selected mail whose header names a message. */
export const mailOf = (messageId: string): HostSelection =>
  oneMail(`mail of ${messageId}`, { headers: async () => new Map([['x-sefos-message', messageId]]) });
