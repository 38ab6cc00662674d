import { decode, visibleText } from './visible-text.ts';

/** Visible characters of a notification at most: ours has about 700, and a signature may be added. */
export const NOTIFICATION_CHARACTERS = 1500;

/** A tag that was cut off within a value, which then holds a ">": what follows is not what it seems. */
const CUT_OFF = /=\s*(?:"[^"]*|'[^']*)>$/;
/** A picture that travels in the mail itself, in whatever attribute. */
const PICTURE = /[=("'\s,](?:data|cid|blob):/i;

/** A link's tag up to the fragment of our address, read attribute by attribute, so that no other value can play it. */
const linkTo = (messageId: string): RegExp =>
  new RegExp(
    `^<a(?:\\s+[^\\s"'<>/=]+(?:\\s*=\\s*(?:"[^"]*"|'[^']*'|[^\\s"'=<>]+))?)*?\\s+href\\s*=\\s*["']https?://[^"'\\s?#]*/o/${messageId}#`,
    'i',
  );

/** The body's text when the body can be the notification of the message and no more; undefined when it cannot. */
export function notificationText(bodyHtml: string, messageId: string): string | undefined {
  // The id comes from the draft: nothing of it may be read as a pattern.
  const link = /^[\w-]+$/.test(messageId) ? linkTo(messageId) : undefined;
  let isLinked = false;
  let isForeign = false;
  const text = visibleText(bodyHtml, (tag) => {
    if (CUT_OFF.test(tag) || PICTURE.test(decode(tag).replace(/[\t\r\n]/g, ''))) isForeign = true;
    if (link?.test(tag)) isLinked = true;
  });
  const length = text.replace(/\s+/g, ' ').trim().length;
  return isLinked && !isForeign && length <= NOTIFICATION_CHARACTERS ? text : undefined;
}
