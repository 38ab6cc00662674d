import { isDomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailMessage, MailPort } from '../../ports/mail.port.ts';
import type { OwnMailPort } from '../../ports/own-mail.port.ts';
import type { ActiveServer, MailServers } from './mail-servers.service.ts';

/** How long a server that did not answer is left alone. */
const REST_MILLISECONDS = 60_000;

export interface OrganisationMailParts {
  readonly clock: Clock;
  readonly installation: MailPort;
  readonly ownMail: OwnMailPort;
  readonly servers: Pick<MailServers, 'active' | 'failed'>;
}

/** What is wrong with the address that is written to, whichever server says so (RFC 3463 §3.2, §3.3); 5.1.7 and 5.1.8 are the sender's. */
const isAboutTheAddress = (error: unknown): boolean =>
  isDomainError(error, 'mail-refused') && /^5\.(?:1\.(?![78]$)|2\.)/.test(String(error.facts.smtpStatus ?? ''));

/**
 * Hands each mail to its organisation's own server, and to the installation's where there is none or it does not take the mail: what we
 * mail is harmless, and that it arrives counts more than which way. The installation's comes from the installation's address.
 */
export class OrganisationMail implements MailPort {
  readonly #parts: OrganisationMailParts;
  readonly #resting = new Map<string, { readonly revision: number; readonly until: number }>();

  constructor(parts: OrganisationMailParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} mail-refused, mail-unavailable */
  async send(mail: MailMessage): Promise<void> {
    const { installation, servers, clock } = this.#parts;
    const { organisationId } = mail;
    const own = organisationId === undefined ? null : await servers.active(organisationId).catch(() => null);
    if (organisationId === undefined || !own || this.#rests(organisationId, own)) return installation.send(mail);
    try {
      await this.#sendOwn(own, mail);
    } catch (error) {
      if (isAboutTheAddress(error)) throw error;
      const until = clock.now().getTime() + REST_MILLISECONDS;
      this.#resting.set(organisationId, { revision: own.revision, until });
      await servers.failed(organisationId, own.revision).catch(() => undefined);
      await installation.send(mail);
    }
  }

  close(): Promise<void> {
    return this.#parts.installation.close();
  }

  /** From its own address; what cannot be delivered comes back there. */
  #sendOwn({ server, from }: ActiveServer, { returnPath: _elsewhere, ...mail }: MailMessage): Promise<void> {
    return this.#parts.ownMail.send(server, { ...mail, from: { name: mail.from.name, address: from } });
  }

  #rests(organisationId: string, { revision }: ActiveServer): boolean {
    const resting = this.#resting.get(organisationId);
    return resting?.revision === revision && this.#parts.clock.now().getTime() < resting.until;
  }
}
