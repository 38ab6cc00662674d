import type { RecipientEnvironment } from '@sefos/shared/features/recipient/environment.ts';
import { browserStorage, browserTheme, followDownload, onBrowserThemeChange } from '@sefos/shared/host/browser.ts';

const LINK_PATH = /^\/m\/([0-9a-f-]{36})\/?$/;
const SHARED_PATH = /^\/o\/([0-9a-f-]{36})\/?$/;

/** Takes the token out of the address bar and the history entry; undefined when there is none. */
function takeToken(target: Window): string | undefined {
  const token = target.location.hash.slice(1);
  if (token || target.location.search) target.history.replaceState(null, '', target.location.pathname);
  return token || undefined;
}

/** A narrower touch screen than this is held in a hand, whatever the browser calls itself ("desktop site"). */
const HAND_HELD = '(pointer: coarse) and (max-width: 699.98px)';

/** Whether the BankID app is probably on this device. An iPad calls itself a Mac, but has fingers. */
function deviceOf(target: Window): 'phone' | 'computer' {
  const { userAgent, maxTouchPoints } = target.navigator;
  if (target.matchMedia(HAND_HELD).matches) return 'phone';
  const tablet = /Macintosh/.test(userAgent) && maxTouchPoints > 1;
  return tablet || /Android|iPhone|iPad|iPod/.test(userAgent) ? 'phone' : 'computer';
}

/** The browser as the recipient's page needs it. Call it first of all: it is what hides the token. */
export function makeRecipientEnvironment(target: Window): RecipientEnvironment {
  const result = new URLSearchParams(target.location.search).get('result') ?? undefined;
  const token = takeToken(target);
  return {
    linkId: LINK_PATH.exec(target.location.pathname)?.[1],
    sharedId: SHARED_PATH.exec(target.location.pathname)?.[1],
    token,
    result,
    onToken: (listener) => {
      const opened = () => {
        const next = takeToken(target);
        if (next) listener(next);
      };
      target.addEventListener('hashchange', opened);
      return () => target.removeEventListener('hashchange', opened);
    },
    fetch: target.fetch.bind(target),
    device: deviceOf(target),
    locales: target.navigator.languages,
    storage: browserStorage(target),
    theme: () => browserTheme(target),
    onThemeChange: (listener) => onBrowserThemeChange(target, listener),
    navigate: (url) => target.location.assign(url),
    download: (file) => followDownload(target.document, file),
    moveTo: (path) => target.history.replaceState(null, '', path),
    print: () => target.print(),
    reload: () => target.location.reload(),
  };
}
