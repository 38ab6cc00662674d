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

/** Starts the browser's own download of an address on our origin; the server sends it as an attachment. */
export function browserDownload(target: Document, file: HostDownload): void {
  if (file.ticket !== null) return postDownload(target, file.url, file.ticket);
  const anchor = target.createElement('a');
  anchor.href = file.url;
  anchor.download = file.fileName;
  anchor.rel = 'noopener';
  target.body.append(anchor);
  anchor.click();
  anchor.remove();
}

const DOWNLOAD_FRAME = 'sefos-download';

/** Posts the ticket from a form, so that it stands in no address; a refusal lands in a hidden frame and leaves the screens alone. */
function postDownload(target: Document, url: string, ticket: string): void {
  if (!target.querySelector(`iframe[name="${DOWNLOAD_FRAME}"]`)) {
    const frame = target.createElement('iframe');
    frame.name = DOWNLOAD_FRAME;
    frame.hidden = true;
    frame.title = 'SEFOS';
    target.body.append(frame);
  }
  const form = target.createElement('form');
  form.method = 'post';
  form.action = url;
  form.target = DOWNLOAD_FRAME;
  form.hidden = true;
  const field = target.createElement('input');
  field.type = 'hidden';
  field.name = 'ticket';
  field.value = ticket;
  form.append(field);
  target.body.append(form);
  form.submit();
  form.remove();
}

/** This window's storage, undefined where the browser or an embedding frame refuses it. */
export function browserStorage(target: Window): Storage | undefined {
  try {
    return target.localStorage;
  } catch {
    return undefined;
  }
}
