/** Where the tab stands on our origin; its own paths are below. */
export const TEAMS_PATH = '/teams';

/** A path inside SEFOS from a link that anybody can write: only what cannot lead elsewhere is taken. */
export function safePath(path: string | undefined): string | undefined {
  return path && /^\/(?![/\\])[\w/\-.~%?=&]*$/.test(path) ? path : undefined;
}

/** The path below the tab that an address of ours names, undefined for the tab itself and for other addresses. */
export function pathBelowTab(url: URL, origin: string): string | undefined {
  if (url.origin !== origin || !url.pathname.startsWith(`${TEAMS_PATH}/`)) return undefined;
  const path = safePath(url.pathname.slice(TEAMS_PATH.length) + url.search);
  return path === '/' ? undefined : path;
}
