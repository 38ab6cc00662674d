import { DomainError } from '../platform/errors.ts';
import type { MailMessage, MailPort } from '../ports/mail.port.ts';

/** Keeps what it is given; `fail` makes the next server refuse (5xx) or be away. */
export class FakeMail implements MailPort {
  readonly sent: MailMessage[] = [];
  fail: 'mail-refused' | 'mail-unavailable' | null = null;
  /** Called before a mail is taken: what happens in the middle of a notification. */
  before: (() => Promise<void>) | null = null;

  async send(mail: MailMessage): Promise<void> {
    await this.before?.();
    if (this.fail) throw new DomainError(this.fail, { reason: 'smtp-550' });
    this.sent.push(mail);
  }

  async close(): Promise<void> {}

  /** Mails to one address, oldest first. */
  to(address: string): MailMessage[] {
    return this.sent.filter((mail) => mail.to === address);
  }
}
