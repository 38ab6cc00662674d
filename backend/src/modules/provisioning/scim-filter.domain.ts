/** What a directory looks for: one attribute that equals a text. */
export interface ScimFilter {
  readonly attribute: 'username' | 'externalid' | 'id' | 'displayname';
  readonly value: string;
}

const SCHEMA = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/i;
const ATTRIBUTES: Readonly<Record<string, ScimFilter['attribute']>> = {
  username: 'username',
  externalid: 'externalid',
  id: 'id',
  displayname: 'displayname',
  // An account has one address, which is its user name.
  'emails.value': 'username',
  'emails[type eq "work"].value': 'username',
};

/**
 * A filter of the kind that directories send, `attribute eq "text"` (RFC 7644 §3.4.2.2); names and operator in any case. Null for
 * any other.
 */
export const parseFilter = (text: string): ScimFilter | null => {
  const match = /^\s*(\S+|emails\[type eq "work"\]\.value)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/i.exec(text.slice(0, 1_000));
  const attribute = ATTRIBUTES[(match?.[1] ?? '').replace(SCHEMA, '').toLowerCase()];
  if (!attribute || match?.[2] === undefined) return null;
  try {
    return { attribute, value: String(JSON.parse(match[2])) };
  } catch {
    return null;
  }
};
