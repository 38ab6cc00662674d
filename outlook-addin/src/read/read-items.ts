import { HostError, isHostError } from '@sefos/shared/host/host.port.ts';
import type { HostReadItems, HostReadMail, HostSelection } from '@sefos/shared/host/read-item.port.ts';
import { asPromise } from '../office-async.ts';
import { parseHeaders } from './parse-headers.ts';

/** The parts of a mail item in read mode that we use. */
export type ReadItem = Pick<Office.MessageRead, 'itemId' | 'subject' | 'body' | 'getAllInternetHeadersAsync'>;

/** The parts of Office.js that we use; `item` is null when nothing or several mails are selected. */
export interface ReadOffice {
  readonly context: {
    readonly mailbox: Pick<Office.Mailbox, 'addHandlerAsync' | 'getSelectedItemsAsync'> & {
      readonly item?: ReadItem | null | undefined;
    };
    readonly requirements: Pick<Office.RequirementSetSupport, 'isSetSupported'>;
  };
  readonly EventType: {
    readonly ItemChanged: Office.EventType | string;
    readonly SelectedItemsChanged: Office.EventType | string;
  };
}

export interface ReadItemsOptions {
  /** For headers and body. */
  readonly waitMs?: number;
  /** For how many are selected: the pane shows nothing before. */
  readonly selectionWaitMs?: number;
}

/** One question; a network that is gone often shows as no answer at all. @throws {HostError} offline, failed, timeout, unsupported */
const ask = <T>(call: Parameters<typeof asPromise<T>>[0], waitMs: number): Promise<T> =>
  asPromise<T>(call, waitMs).catch((error: unknown) => {
    const gone = isHostError(error, 'timeout') && !navigator.onLine;
    throw gone ? new HostError('offline', 'Office.js: no answer, no network') : error;
  });

/** What is selected in Outlook, and every change of it while the pane stays open (pinned). */
export function makeReadItems(office: ReadOffice, options: ReadItemsOptions = {}): HostReadItems {
  const { waitMs = 10_000, selectionWaitMs = 3_000 } = options;
  const { mailbox, requirements } = office.context;
  const supports = (version: string) => requirements.isSetSupported('Mailbox', version);
  const currentItem = () => office.context.mailbox.item ?? undefined;

  /** Answers of an item that is no longer shown may be those of the next one: Office.js has only one item. */
  const still = <T>(key: string, answer: T): T => {
    if (currentItem()?.itemId !== key) throw new HostError('failed', 'another mail has been selected');
    return answer;
  };

  const mailOf = (item: ReadItem): HostReadMail => {
    const key = item.itemId;
    return {
      key,
      subject: item.subject,
      headers: async () => {
        if (!supports('1.8') || typeof item.getAllInternetHeadersAsync !== 'function') return new Map();
        const text = await ask<string>((answer) => item.getAllInternetHeadersAsync(answer), waitMs);
        return parseHeaders(still(key, text));
      },
      bodyHtml: async () => {
        const html = await ask<string>((answer) => item.body.getAsync('html', answer), waitMs);
        return still(key, html);
      },
    };
  };

  /** How many mails are selected; undefined where the host cannot say, as for a mail in a window of its own. */
  const countSelected = async (): Promise<number | undefined> => {
    if (!supports('1.13')) return undefined;
    const selected = await ask<Office.SelectedItemDetails[]>(
      (answer) => mailbox.getSelectedItemsAsync(answer),
      selectionWaitMs,
    ).catch(() => undefined);
    return selected?.length;
  };

  const selection = async (): Promise<HostSelection> => {
    const count = (await countSelected()) ?? 0;
    if (count > 1) return { kind: 'several', count };
    const item = currentItem();
    return item ? { kind: 'one', mail: mailOf(item) } : { kind: 'none' };
  };

  const listeners = new Set<() => void>();
  let following = false;
  const add = (type: Office.EventType | string, tell: () => void) => {
    // Refused: the pane then shows what it was opened for, and opening it again works.
    void ask<void>((answer) => mailbox.addHandlerAsync(type, tell, answer), waitMs).catch(() => undefined);
  };
  /** Office.js takes away all handlers of a kind or none, so it gets one of ours, which stays. */
  const follow = () => {
    if (following) return;
    following = true;
    const tell = () => {
      for (const listener of listeners) listener();
    };
    if (supports('1.5')) add(office.EventType.ItemChanged, tell);
    if (supports('1.13')) add(office.EventType.SelectedItemsChanged, tell);
  };

  return {
    selection,
    onChange: (listener) => {
      follow();
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
