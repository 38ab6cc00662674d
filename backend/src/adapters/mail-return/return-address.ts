/** As `newReturnToken` makes them; mail systems may write a local part in another case. */
const TOKEN = /^[0-9a-f]{40}$/;
const LOCAL_PART = 'bounces+';

/** `bounces+<token>@<domain>`: 48 octets before the @, of 64 (RFC 5321 §4.5.3.1.1). */
export const returnAddress = (token: string, domain: string): string => `${LOCAL_PART}${token}@${domain}`;

/** The token of one address, or null when it is no return address of this domain. */
export const tokenOfAddress = (address: string, domain: string): string | null => {
  const [local, host, ...more] = address.trim().toLowerCase().split('@');
  if (more.length > 0 || host !== domain.toLowerCase() || !local?.startsWith(LOCAL_PART)) return null;
  return tokenOf(local.slice(LOCAL_PART.length));
};

/** What may be a token, as we write them; null when it cannot be one. */
export const tokenOf = (text: string): string | null => {
  const token = text.trim().toLowerCase();
  return TOKEN.test(token) ? token : null;
};
