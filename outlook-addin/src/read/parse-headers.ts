/**
 * Internet headers as Outlook gives them (RFC 5322 §2.2) by lower-case name: folded lines are one line, and a header that stands
 * several times has its different values on lines of their own, in order.
 */
export function parseHeaders(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (name === '') continue;
    const value = line.slice(colon + 1).trim();
    const before = headers.get(name);
    if (before === undefined) headers.set(name, value);
    else if (!before.split('\n').includes(value)) headers.set(name, `${before}\n${value}`);
  }
  return headers;
}
