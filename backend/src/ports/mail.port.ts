/** A mail to one address. `messageId` (RFC 5322, with angle brackets) is the same for every retry, so that receivers can drop a repeat. */
export interface MailMessage {
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string;
  readonly to: string;
  /**
   * Where it is returned when it cannot be delivered (the envelope's sender, RFC 5321 §4.4), and an id that the notification
   * of that says back (ENVID, RFC 3461 §4.4). `from` when left out.
   */
  readonly returnPath?: { readonly address: string; readonly envelopeId: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** On whose behalf: where the organisation has a mail server of its own, that sends it. The installation's when left out. */
  readonly organisationId?: string;
}

/** Hands mail to the next server. */
export interface MailPort {
  /**
   * Resolves when the next server has taken responsibility (SMTP 250).
   * @throws {DomainError} mail-refused — permanent (SMTP 5xx): the recipient's timeline says bounced
   * @throws {DomainError} mail-unavailable — transient: try again later
   */
  send(mail: MailMessage): Promise<void>;
  close(): Promise<void>;
}
