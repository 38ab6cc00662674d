const ID = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';
/** Words of our own routes and ids, as whole segments; a token is longer than any word. */
const KNOWN = new RegExp(`^(?:/(?:${ID}|[a-z0-9.-]{0,24})(?=[/?#]|$))+`);
const WHOLE_ID = new RegExp(`^${ID}$`);

/** Whether this is an id as we make them, in the one spelling that links have. */
export const isId = (text: unknown): boolean => typeof text === 'string' && WHOLE_ID.test(text);

/**
 * A request's path as it may stand in the log: without its query, and cut where anything begins that is neither a word of a route
 * nor an id. Programs on a link's way write its `#` as `%23`, and then the token stands in the path.
 */
export const pathForLog = (url: string): string => {
  const known = KNOWN.exec(url)?.[0] ?? '';
  const rest = url.slice(known.length);
  return rest === '' || rest.startsWith('?') || rest.startsWith('#') ? known : `${known}…`;
};
