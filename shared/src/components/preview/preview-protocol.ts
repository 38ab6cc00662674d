/** Address of the page that draws files from outside, in a sandbox of its own: no origin, no network, nothing of ours in reach. */
export const PREVIEW_PATH = '/preview';

/** Larger files are downloaded instead: the whole file is in memory while it is shown. */
export const PREVIEW_BYTES_MOST = 50 * 1024 ** 2;

export type PreviewKind = 'image' | 'pdf';

const KINDS: Readonly<Record<string, PreviewKind>> = {
  'application/pdf': 'pdf',
  'image/png': 'image',
  'image/jpeg': 'image',
  'image/gif': 'image',
  'image/webp': 'image',
};

/** How a file of this type is shown; undefined for what is only downloaded. The type is the server's, by content and never by name. */
export const previewKindOf = (contentType: string): PreviewKind | undefined =>
  Object.hasOwn(KINDS, contentType) ? KINDS[contentType] : undefined;

/** What the sandbox says aloud; `{page}` and `{pages}` are filled in there. */
export interface PreviewWords {
  readonly language: string;
  readonly title: string;
  readonly page: string;
  readonly noText: string;
  readonly undrawn: string;
}

/** Into the sandbox: the file, once; then what the person presses. */
export type ToPreview =
  | { readonly type: 'open'; readonly kind: PreviewKind; readonly bytes: ArrayBuffer; readonly words: PreviewWords }
  | { readonly type: 'zoom'; readonly step: 1 | -1 };

export type PreviewFailure = 'broken' | 'encrypted' | 'tooLarge';

/** Out of the sandbox. Never believed in more than what it shows: whatever is drawn there may have taken it over. */
export type FromPreview =
  | { readonly type: 'ready' }
  | { readonly type: 'opened'; readonly pages: number }
  | { readonly type: 'at'; readonly page: number; readonly percent: number }
  | { readonly type: 'failed'; readonly reason: PreviewFailure }
  | { readonly type: 'close' };

const count = (value: unknown): number =>
  Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : 1;

/** Reads what came out of the sandbox; undefined for anything else. */
export function readFromPreview(data: unknown): FromPreview | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { type, pages, page, percent, reason } = data as Readonly<Record<string, unknown>>;
  if (type === 'ready' || type === 'close') return { type };
  if (type === 'opened') return { type, pages: count(pages) };
  if (type === 'at') return { type, page: count(page), percent: count(percent) };
  if (type !== 'failed') return undefined;
  return { type, reason: reason === 'encrypted' || reason === 'tooLarge' ? reason : 'broken' };
}
