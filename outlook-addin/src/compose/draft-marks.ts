import { type DraftMark, MARK_HEADER, readMark, SESSION_DATA_KEY, writeMark } from '@sefos/shared/domain/draft-mark.ts';
import { HostError } from '@sefos/shared/host/host.port.ts';
import { asPromise } from '../office-async.ts';
import { type ComposedItem, isMessage, type Supports } from './composed-item.ts';

/** The headers of a draft, undefined where the item or the host has none. */
export const headersOf = (item: ComposedItem, supports: Supports): Office.InternetHeaders | undefined =>
  isMessage(item) && supports('1.8') ? item.internetHeaders : undefined;

/** The mark of an earlier try: the window's own data first, then what was saved with the draft. */
export async function readDraftMark(item: ComposedItem, supports: Supports): Promise<DraftMark | undefined> {
  const headers = headersOf(item, supports);
  // A key that was never set is an error in some hosts and an empty text in others.
  const inWindow = supports('1.11')
    ? await asPromise<string>((done) => item.sessionData.getAsync(SESSION_DATA_KEY, done)).catch(() => undefined)
    : undefined;
  const found = readMark(inWindow);
  if (found || !headers) return found;
  const saved = await asPromise<Record<string, string>>((done) => headers.getAsync([MARK_HEADER], done)).catch(
    () => undefined,
  );
  return readMark(Object.entries(saved ?? {}).find(([name]) => name.toLowerCase() === MARK_HEADER)?.[1]);
}

/** Marks the draft wherever the host can. @throws {HostError} when a place that the host has refused it */
export async function writeDraftMark(item: ComposedItem, supports: Supports, mark: DraftMark): Promise<void> {
  const text = writeMark(mark);
  const headers = headersOf(item, supports);
  const places: Promise<unknown>[] = [];
  if (supports('1.11')) {
    places.push(asPromise<void>((done) => item.sessionData.setAsync(SESSION_DATA_KEY, text, done)));
  }
  if (headers) places.push(asPromise<void>((done) => headers.setAsync({ [MARK_HEADER]: text }, done)));
  await everywhere(places);
}

/** Takes the mark away wherever the host can hold one. @throws {HostError} when a place that the host has refused it */
export async function clearDraftMark(item: ComposedItem, supports: Supports): Promise<void> {
  const headers = headersOf(item, supports);
  const places: Promise<unknown>[] = [];
  if (supports('1.11')) {
    // Emptied before it is removed: an empty mark is none, and some hosts refuse to remove a key that is not there.
    const emptied = asPromise<void>((done) => item.sessionData.setAsync(SESSION_DATA_KEY, '', done));
    const remove = () => asPromise<void>((done) => item.sessionData.removeAsync(SESSION_DATA_KEY, done));
    places.push(emptied.then(() => remove().catch(() => undefined)));
  }
  if (headers) places.push(asPromise<void>((done) => headers.removeAsync([MARK_HEADER], done)));
  await everywhere(places);
}

async function everywhere(places: readonly Promise<unknown>[]): Promise<void> {
  const refused = (await Promise.allSettled(places)).find((place) => place.status === 'rejected');
  if (!refused) return;
  throw refused.reason instanceof HostError ? refused.reason : new HostError('failed', 'the draft could not be marked');
}
