import { useCallback, useEffect, useRef, useState } from 'react';
import { type DraftMark, writeMark } from '../../../domain/draft-mark.ts';
import type { HostComposeItem } from '../../../host/compose-item.port.ts';
import { HostError, type HostErrorCode } from '../../../host/host.port.ts';
import { isLong, type PaneItem, toPaneItem } from './pane-item.ts';

export type ItemReading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly code: HostErrorCode }
  | ({ readonly kind: 'ready' } & Reading);
export interface Reading {
  readonly item: PaneItem;
  readonly mark: DraftMark | undefined;
}

/** A reading that was begun before there was a screen. */
export interface BegunReading {
  readonly running: Promise<ItemReading>;
  /** What it came to, if that is known already. */
  readonly known: ItemReading | undefined;
}

/** Gives it once, because what was read grows old. */
export type TakeBegun = () => BegunReading | undefined;

/** Reads all of the mail that is being written. @throws {HostError} */
async function readAll(source: HostComposeItem): Promise<Reading> {
  const [mail, mark] = await Promise.all([source.read(), source.mark()]);
  const sanitiser = isLong(mail)
    ? await import(/* webpackChunkName: "sanitise" */ '../../../components/sanitise.ts')
    : undefined;
  return { item: toPaneItem(mail, sanitiser?.sanitise), mark };
}

// Ids of attachments live as long as the host likes: a file is read by the newest.
const idsOf = ({ mail }: PaneItem) => mail.attachments.map(({ id }) => id).join('\n');
const markOf = ({ mark }: Reading) => (mark ? writeMark(mark) : '');
const isSame = (one: Reading, other: Reading) =>
  one.item.fingerprint === other.item.fingerprint &&
  idsOf(one.item) === idsOf(other.item) &&
  markOf(one) === markOf(other);
const codeOf = (error: unknown): HostErrorCode => (error instanceof HostError ? error.code : 'failed');

const readItem = (source: HostComposeItem): Promise<ItemReading> =>
  readAll(source).then(
    (read): ItemReading => ({ kind: 'ready', ...read }),
    (error: unknown): ItemReading => ({ kind: 'failed', code: codeOf(error) }),
  );

/** Begins to read while there is no screen yet. */
export function beginReading(source: HostComposeItem): BegunReading {
  let known: ItemReading | undefined;
  const running = readItem(source).then((reading) => {
    known = reading;
    return reading;
  });
  return {
    running,
    get known() {
      return known;
    },
  };
}

/**
 * The mail that is being written, read again when the pane gets the focus while `following`: what is shown is what will be sent.
 * A failed reading in the background keeps what was read before. `begun`: the reading that was begun before the screen.
 */
export function usePaneItem(source: HostComposeItem | undefined, following: boolean, begun: BegunReading | undefined) {
  const [reading, setReading] = useState<ItemReading>(
    () => begun?.known ?? (source ? { kind: 'loading' } : { kind: 'failed', code: 'unsupported' }),
  );
  const first = useRef(begun);
  const running = useRef<Promise<ItemReading>>(undefined);

  const read = useCallback((): Promise<ItemReading> => {
    if (!source) return Promise.resolve({ kind: 'failed', code: 'unsupported' });
    running.current ??= (first.current?.running ?? readItem(source)).finally(() => {
      running.current = undefined;
    });
    first.current = undefined;
    return running.current;
  }, [source]);

  /** Shows what was read; a reading that changed nothing changes nothing on the screen either. */
  const show = useCallback((next: ItemReading, quiet: boolean) => {
    setReading((before) => {
      if (before.kind !== 'ready') return next;
      if (next.kind !== 'ready') return quiet ? before : next;
      return isSame(before, next) ? before : next;
    });
  }, []);

  useEffect(() => {
    let current = true;
    void read().then((next) => current && show(next, false));
    return () => {
      current = false;
    };
  }, [read, show]);

  useEffect(() => {
    if (!following) return;
    let current = true;
    const again = () => void read().then((next) => current && show(next, true));
    window.addEventListener('focus', again);
    return () => {
      current = false;
      window.removeEventListener('focus', again);
    };
  }, [following, read, show]);

  const readAgain = useCallback(async () => {
    const next = await read();
    show(next, false);
    return next;
  }, [read, show]);
  return { reading, readAgain };
}
