import type { MailReturnPort } from '../../ports/mail-return.port.ts';
import { makeImapReturn } from './imap.adapter.ts';
import { parseImapUrl } from './imap-url.ts';
import { makeSmtpReturn, type SmtpReturnOptions } from './smtp-listener.adapter.ts';

export interface MailReturnOptions extends Pick<SmtpReturnOptions, 'domain' | 'tls'> {
  /** `smtp://address:port` listens there; `imaps://…` reads a mailbox. May hold a password: never log. */
  readonly url: string;
}

/**
 * The way back that a URL says.
 * @throws {Error} a sentence that says what to change; never holds the URL
 */
export const makeMailReturn = ({ url, domain, tls }: MailReturnOptions): MailReturnPort => {
  if (/^imaps?:/i.test(url)) return makeImapReturn({ ...parseImapUrl(url), domain });
  const listen = URL.canParse(url) ? new URL(url) : undefined;
  if (listen?.protocol !== 'smtp:' || !listen.hostname || !listen.port || listen.username)
    throw new Error('MAIL_RETURN_URL must be smtp://address:port to listen on, or imaps://user:password@host/folder');
  return makeSmtpReturn({ domain, tls, host: listen.hostname.replace(/^\[|\]$/g, ''), port: Number(listen.port) });
};
