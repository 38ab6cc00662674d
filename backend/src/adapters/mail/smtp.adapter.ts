import nodemailer from 'nodemailer';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailMessage, MailPort } from '../../ports/mail.port.ts';
import { toSafeMail } from './smtp-message.ts';
import { parseSmtpUrl } from './smtp-url.ts';

/** DomainKeys Identified Mail (RFC 6376): the key whose public half is at `selector._domainkey.domain`. */
export interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  /** RSA (2,048 bits or more) or Ed25519, PEM. */
  readonly privateKeyPem: string;
}

export interface SmtpMailOptions {
  /** See `parseSmtpUrl`. Holds a password: never log. */
  readonly url: string;
  readonly clock: Clock;
  readonly dkim?: DkimKey;
  /** Authorities trusted for this server in place of Node's own list, PEM. */
  readonly caPem?: string;
  /** Name in EHLO; the machine's own unless told. */
  readonly clientName?: string;
  /** Connections kept open at most; 5 unless told. */
  readonly maxConnections?: number;
  /** Longest wait for a connection, a greeting or DNS; 10 seconds unless told. */
  readonly connectTimeoutMs?: number;
  /** Longest wait for one mail from queue to 250; 120 seconds unless told. */
  readonly sendTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
const SEND_TIMEOUT_MS = 120_000;
const MAX_CONNECTIONS = 5;
/** 5xx answers that are about our account or the session, not about the mail: somebody can repair them. */
const ABOUT_OUR_ACCESS = new Set([503, 530, 534, 535, 538]);

/**
 * Hands mail to the next server over pooled SMTP connections. Nothing is logged, neither here nor by nodemailer, and
 * errors hold SMTP codes only, never the server's words, which often repeat the address.
 * @throws {Error} when the URL is wrong: a sentence that says what to change
 */
export const makeSmtpMail = (options: SmtpMailOptions): MailPort => {
  const transport = makeTransport(options);
  const sendTimeoutMs = options.sendTimeoutMs ?? SEND_TIMEOUT_MS;
  const underWay = new Set<Promise<void>>();

  const send = async (mail: MailMessage): Promise<void> => {
    const safe = toSafeMail(mail);
    try {
      await transport.sendMail({
        ...safe,
        text: mail.text,
        html: mail.html,
        date: options.clock.now(),
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: AbortSignal.timeout(sendTimeoutMs),
      });
    } catch (error) {
      throw toDomainError(error);
    }
  };

  return {
    send: (mail) => {
      const sending = send(mail);
      const settled = sending.then(
        () => undefined,
        () => undefined,
      );
      underWay.add(settled);
      void settled.then(() => underWay.delete(settled));
      return sending;
    },
    close: async () => {
      // What is under way ends by itself, within its time limit; only then are the connections closed.
      await Promise.all(underWay);
      transport.close();
    },
  };
};

const makeTransport = (options: SmtpMailOptions) => {
  const { host, port, auth, tls } = parseSmtpUrl(options.url);
  const connectTimeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  return nodemailer.createTransport({
    pool: true,
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'none',
    tls: { minVersion: 'TLSv1.2', ...(options.caPem === undefined ? {} : { ca: options.caPem }) },
    ...(auth ? { auth } : {}),
    ...(options.clientName === undefined ? {} : { name: options.clientName }),
    ...(options.dkim ? { dkim: dkimOf(options.dkim) } : {}),
    maxConnections: options.maxConnections ?? MAX_CONNECTIONS,
    // A connection that the server closed while idle: once again over a new one; then the caller decides.
    maxRequeues: 1,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    dnsTimeout: connectTimeoutMs,
    socketTimeout: options.sendTimeoutMs ?? SEND_TIMEOUT_MS,
    logger: false,
  });
};

const dkimOf = (key: DkimKey) => ({
  domainName: key.domain,
  keySelector: key.selector,
  privateKey: key.privateKeyPem,
});

/** What nodemailer attaches to its errors. */
interface SmtpFailure {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
}

/** What a failure of nodemailer means to the caller: SMTP codes only. */
export const toDomainError = (error: unknown): DomainError => {
  const failure: SmtpFailure = error ?? {};
  const reason = typeof failure.code === 'string' ? failure.code : 'unknown';
  const aboutTheMail = reason === 'EENVELOPE' || reason === 'EMESSAGE';
  if (typeof failure.responseCode !== 'number') {
    // What nodemailer itself would not put on the wire (an envelope, a size beyond the server's) stays wrong.
    return new DomainError(aboutTheMail ? 'mail-refused' : 'mail-unavailable', { reason });
  }
  const smtpCode = failure.responseCode;
  const permanent = smtpCode >= 500 && smtpCode <= 599 && !ABOUT_OUR_ACCESS.has(smtpCode);
  const facts = { reason, smtpCode, ...enhancedStatus(failure.response) };
  return new DomainError(permanent && aboutTheMail ? 'mail-refused' : 'mail-unavailable', facts);
};

/** The enhanced status code (RFC 3463), such as 5.1.1. */
const enhancedStatus = (response: unknown): { readonly smtpStatus?: string } => {
  const status = typeof response === 'string' ? /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] : undefined;
  return status === undefined ? {} : { smtpStatus: status };
};
