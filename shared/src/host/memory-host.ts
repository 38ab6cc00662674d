import type { ThemeName } from '../theme/themes.ts';
import type { Host, HostDownload } from './host.port.ts';

/** A host that lives in memory: for tests, and for trying screens without a browser's help. */
export interface MemoryHost extends Host {
  readonly opened: readonly string[];
  readonly downloads: readonly HostDownload[];
  readonly notified: readonly string[];
  /** Changes the theme as a person would in Teams. */
  setTheme(theme: ThemeName): void;
}

/** A memory host; every part can be replaced. */
export function makeMemoryHost(overrides: Partial<Host> = {}): MemoryHost {
  let theme: ThemeName = 'light';
  const listeners = new Set<(theme: ThemeName) => void>();
  const opened: string[] = [];
  const downloads: HostDownload[] = [];
  const notified: string[] = [];
  return {
    kind: 'memory',
    identity: { kind: 'cookie' },
    program: undefined,
    basePath: '',
    theme: () => theme,
    onThemeChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    locales: () => ['sv'],
    openExternal: (url) => void opened.push(url),
    initialPath: undefined,
    lifecycle: undefined,
    canDownload: true,
    deepLink: (path) => `memory:${path}`,
    download: async (file) => void downloads.push(file),
    composeItem: undefined,
    readItems: undefined,
    notify: (state) => void notified.push(state),
    notifyFailure: (reason) => void notified.push(`failure: ${reason}`),
    storage: undefined,
    ...overrides,
    opened,
    downloads,
    notified,
    setTheme: (next) => {
      theme = next;
      for (const listener of listeners) listener(next);
    },
  };
}
