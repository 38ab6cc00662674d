import type { MailMessage } from './mail.port.ts';

/** A mail server that an organisation has named; always by TLS. Holds a password: never log. */
export interface OwnMailServer {
  /** A name, never an address. */
  readonly host: string;
  readonly port: number;
  /** `implicit` from the first byte (RFC 8314), or `required` by STARTTLS (RFC 3207). */
  readonly tls: 'implicit' | 'required';
  readonly login: { readonly user: string; readonly password: string } | null;
}

/** Hands mail to servers that organisations name. Whoever names one decides where we connect to: addresses inside are refused. */
export interface OwnMailPort {
  /**
   * Resolves when the server has taken responsibility (SMTP 250).
   * @throws {DomainError} mail-server-address — the name leads nowhere, or to an address that is not public
   * @throws {DomainError} mail-refused — permanent (SMTP 5xx about this mail)
   * @throws {DomainError} mail-unavailable — anything else, such as a wrong password (reason EAUTH)
   */
  send(server: OwnMailServer, mail: MailMessage): Promise<void>;
}
