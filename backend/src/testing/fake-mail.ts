import { DomainError } from '../platform/errors.ts';
import type { MailMessage, MailPort } from '../ports/mail.port.ts';
import type { DeliveryStatus, MailReturnPort, TakeReturned } from '../ports/mail-return.port.ts';
import type { OwnMailPort, OwnMailServer } from '../ports/own-mail.port.ts';

/** Keeps what it is given; `fail` makes the next server refuse (5xx) or be away. */
export class FakeMail implements MailPort {
  readonly sent: MailMessage[] = [];
  fail: 'mail-refused' | 'mail-unavailable' | null = null;
  /** Whom nothing can be sent to now. */
  failFor: string | null = null;
  /** Called before a mail is taken: what happens in the middle of a notification. */
  before: (() => Promise<void>) | null = null;

  async send(mail: MailMessage): Promise<void> {
    await this.before?.();
    if (this.fail) throw new DomainError(this.fail, { reason: 'smtp-550' });
    if (this.failFor === mail.to) throw new DomainError('mail-unavailable');
    this.sent.push(mail);
  }

  async close(): Promise<void> {}

  /** Mails to one address, oldest first. */
  to(address: string): MailMessage[] {
    return this.sent.filter((mail) => mail.to === address);
  }
}

/** A way back that tests set up by `on`; until then mails have no return address. */
export class FakeMailReturn implements MailReturnPort {
  on = false;
  #take: TakeReturned | undefined;

  addressOf(token: string): string | null {
    return this.on ? `bounces+${token}@return.sefos.example` : null;
  }

  async start(take: TakeReturned): Promise<void> {
    this.#take = take;
  }

  async close(): Promise<void> {}

  /** What comes back for a mail that was sent. */
  async give({ to, returnPath }: MailMessage, status: Partial<DeliveryStatus> = {}): Promise<'taken' | 'later'> {
    if (!this.#take || !returnPath) throw new Error('this mail has no way back');
    const said = { action: 'failed' as const, code: '5.1.1', addresses: [to.toLowerCase()], ...status };
    return this.#take({ tokens: [returnPath.envelopeId], statuses: [said] });
  }
}

/** Mail servers of organisations: keeps what they are given; `fail` is thrown instead. */
export class FakeOwnMail implements OwnMailPort {
  readonly sent: { readonly server: OwnMailServer; readonly mail: MailMessage }[] = [];
  fail: DomainError | null = null;
  tries = 0;

  async send(server: OwnMailServer, mail: MailMessage): Promise<void> {
    this.tries += 1;
    if (this.fail) throw this.fail;
    this.sent.push({ server, mail });
  }
}
