import { systemTheme } from '../theme/resolve-theme.ts';
import type { ThemeName } from '../theme/themes.ts';
import { type HostDownload, HostError } from './host.port.ts';

const THEME_QUERIES = ['(forced-colors: active)', '(prefers-contrast: more)', '(prefers-color-scheme: dark)'] as const;

/** What this browser asks for in light, dark or contrast. */
export function browserTheme(target: Window): ThemeName {
  return systemTheme((query) => target.matchMedia(query).matches);
}

/** Calls back when the browser's wish changes; returns the way to stop. */
export function onBrowserThemeChange(target: Window, listener: (theme: ThemeName) => void): () => void {
  const lists = THEME_QUERIES.map((query) => target.matchMedia(query));
  const changed = () => listener(browserTheme(target));
  for (const list of lists) list.addEventListener('change', changed);
  return () => {
    for (const list of lists) list.removeEventListener('change', changed);
  };
}

/** Starts the browser's own download of an address on our origin, which its cookie opens; the server sends it as an attachment. */
export function followDownload(target: Document, file: Pick<HostDownload, 'url' | 'fileName'>): void {
  const anchor = target.createElement('a');
  anchor.href = file.url;
  anchor.download = file.fileName;
  anchor.rel = 'noopener';
  target.body.append(anchor);
  anchor.click();
  anchor.remove();
}

/** A refusal comes at once or, after all that was checked when the ticket was made, not at all. */
const REFUSED_WITHIN_MS = 1500;
/** Taking the frame away stops an answer that has not begun; a download that has goes on. */
const FRAME_KEPT_MS = 60_000;

/**
 * Posts the ticket from a form, into a frame that nobody sees: a file leaves no trace there, a refusal is a page. Resolves when
 * none has come. @throws {HostError} failed
 */
function postDownload(target: Document, url: string, ticket: string): Promise<void> {
  const frame = target.createElement('iframe');
  const form = target.createElement('form');
  const field = target.createElement('input');
  frame.hidden = true;
  frame.name = `download-${crypto.randomUUID()}`;
  Object.assign(form, { method: 'post', action: url, target: frame.name, hidden: true });
  Object.assign(field, { type: 'hidden', name: 'ticket', value: ticket });
  form.append(field);
  target.body.append(frame, form);
  form.submit();
  form.remove();
  return new Promise((resolve, reject) => {
    const kept = setTimeout(() => frame.remove(), FRAME_KEPT_MS);
    const begun = setTimeout(resolve, REFUSED_WITHIN_MS);
    frame.addEventListener('load', () => {
      // Every frame begins with an empty page of our own, and some browsers tell of that too.
      if (frame.contentDocument?.URL === 'about:blank') return;
      clearTimeout(kept);
      clearTimeout(begun);
      frame.remove();
      reject(new HostError('failed', 'the download was refused'));
    });
  });
}

/** Starts the browser's own download of a file: by the cookie, or where there is none by its ticket. @throws {HostError} failed */
export async function browserDownload(target: Document, { url, fileName, ticket }: HostDownload): Promise<void> {
  if (ticket === null) followDownload(target, { url, fileName });
  else await postDownload(target, url, ticket);
}

/** This window's storage, undefined where the browser or an embedding frame refuses it. */
export function browserStorage(target: Window): Storage | undefined {
  try {
    return target.localStorage;
  } catch {
    return undefined;
  }
}
