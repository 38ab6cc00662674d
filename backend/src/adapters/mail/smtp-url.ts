/** Where and how to reach the next mail server, out of an `smtp://` or `smtps://` URL. */
export interface SmtpServerAddress {
  readonly host: string;
  readonly port: number;
  readonly auth?: { readonly user: string; readonly pass: string };
  /** `implicit` from the first byte (RFC 8314), `required` by STARTTLS (RFC 3207), or `none`. */
  readonly tls: 'implicit' | 'required' | 'none';
}

const SUBMISSIONS_PORT = 465;
const SUBMISSION_PORT = 587;

/**
 * Reads `smtp://user:password@host:port` or `smtps://…`; user and password are percent-encoded. Plain `smtp` asks for
 * STARTTLS and goes no further without it, unless the host is this machine or the URL says `?tls=none`; `?tls=required`
 * asks for it on this machine too.
 * @throws {Error} a sentence that says what to change; never holds the URL, which may hold a password
 */
export const parseSmtpUrl = (value: string): SmtpServerAddress => {
  if (!URL.canParse(value)) throw new Error('SMTP_URL must be a URL such as smtp://user:password@mail.example.se:587');
  const url = new URL(value);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    throw new Error('SMTP_URL must begin with smtp:// or smtps://');
  if (url.hostname === '') throw new Error('SMTP_URL must name a host');
  const unknown = [...url.searchParams.keys()].find((name) => name !== 'tls');
  if (unknown !== undefined) throw new Error('SMTP_URL takes no other parameter than tls');
  const implicit = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (implicit ? SUBMISSIONS_PORT : SUBMISSION_PORT) : Number(url.port);
  const auth = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  const tls = tlsOf(url.searchParams.get('tls'), implicit, host);
  return url.username === '' ? { host, port, tls } : { host, port, tls, auth };
};

const tlsOf = (parameter: string | null, implicit: boolean, host: string): SmtpServerAddress['tls'] => {
  if (parameter !== null && parameter !== 'none' && parameter !== 'required') {
    throw new Error('The tls parameter of SMTP_URL must be none or required');
  }
  if (implicit) {
    if (parameter === 'none') throw new Error('SMTP_URL says both smtps and tls=none: choose one');
    return 'implicit';
  }
  return parameter ?? (isLoopback(host) ? 'none' : 'required');
};

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
