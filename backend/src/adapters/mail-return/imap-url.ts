import type { ImapReturnOptions } from './imap.adapter.ts';

const IMAPS_PORT = 993;

/**
 * Reads `imaps://user:password@host:port/folder`; user and password are percent-encoded, the folder is INBOX when there is
 * none. `imap://` goes to this machine alone.
 * @throws {Error} a sentence that says what to change; never holds the URL, which holds a password
 */
export const parseImapUrl = (
  value: string,
): Pick<ImapReturnOptions, 'host' | 'port' | 'tls' | 'user' | 'password' | 'folder'> => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  const loopback = /^(localhost|::1|127(\.\d{1,3}){3})$/.test(host);
  if (!url || !(url.protocol === 'imaps:' || (url.protocol === 'imap:' && loopback)) || !host)
    throw new Error('MAIL_RETURN_URL must be a URL such as imaps://user:password@mail.example.se/INBOX');
  const [user, password, folder] = [url.username, url.password, url.pathname.slice(1)].map(decodeURIComponent);
  if (!user || !password) throw new Error('MAIL_RETURN_URL needs a user and a password');
  if (!/^[ -~]*$/.test(folder ?? '')) throw new Error('MAIL_RETURN_URL names a folder that is not plain ASCII');
  const tls = url.protocol === 'imaps:';
  return { host, port: Number(url.port) || (tls ? IMAPS_PORT : 143), tls, user, password, folder: folder || 'INBOX' };
};
