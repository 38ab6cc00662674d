import { browserDownload, browserStorage, browserTheme, onBrowserThemeChange } from './browser.ts';
import type { Host } from './host.port.ts';

/** The browser as a host: session cookie, the machine's theme and languages, ordinary downloads. Also for our own windows beside a Microsoft host. */
export function makeWebHost(target: Window): Host {
  return {
    kind: 'web',
    identity: { kind: 'cookie' },
    program: undefined,
    basePath: '',
    theme: () => browserTheme(target),
    onThemeChange: (listener) => onBrowserThemeChange(target, listener),
    locales: () => target.navigator.languages,
    openExternal: (url) => void target.open(url, '_blank', 'noopener,noreferrer'),
    initialPath: undefined,
    lifecycle: undefined,
    canDownload: true,
    deepLink: (path) => new URL(path, target.location.origin).href,
    download: async (file) => browserDownload(target.document, file),
    composeItem: undefined,
    readItems: undefined,
    notify: () => undefined,
    notifyFailure: () => undefined,
    storage: browserStorage(target),
  };
}
