import type { MailboxRetention } from '@sefos/shared/contract/organisation.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { isOrganisationAdministrator, requireOrganisationAdministrator } from '../../platform/authorise.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor } from '../audit/index.ts';
import type { RateLimiter } from '../identification/index.ts';
import type { SettingsService } from '../organisations/index.ts';
import { type MessageAccess, unavailability } from './message-access.ts';
import { messageNotFound, messageUnavailable } from './messages.errors.ts';
import type { RetentionAddress, RetentionRepository } from './retention.repository.ts';
import type { RetentionService } from './retention.service.ts';
import { RetentionCount, type RetentionPreview } from './retention-preview.ts';

/** Enough to say that it is a lot; more is counted by the command. */
const MOST_COUNTED = 20_000;
const MOST_LISTED = 100;
const PREVIEWS = { limit: 30, windowSeconds: 60 };

export interface RetentionAdministrationParts {
  readonly clock: Clock;
  readonly access: MessageAccess;
  readonly limiter: RateLimiter;
  readonly settings: SettingsService;
  readonly retention: RetentionService;
  readonly repository: RetentionRepository;
}

const present = ({ address, name, retention_days }: RetentionAddress): MailboxRetention => ({
  ...{ address, name },
  days: retention_days,
});

/** Retention in the hands of people: of an organisation's administrators, and of whoever has a message that must stay. */
export class RetentionAdministration {
  readonly #parts: RetentionAdministrationParts;

  constructor(parts: RetentionAdministrationParts) {
    this.#parts = parts;
  }

  /**
   * What would go now with other days: of the organisation (null = as it is), or of the mailbox with an address (null = the
   * organisation's). @throws {DomainError} not-allowed, not-found, too-many-requests
   */
  async preview(
    actor: AccountActor,
    { days, address }: { readonly days: number | null; readonly address?: string },
  ): Promise<RetentionPreview> {
    const { settings, retention, repository, limiter, clock } = this.#parts;
    const { retentionDays } = await settings.get(actor);
    await limiter.hit('retention-preview', actor.accountId, PREVIEWS);
    if (address === undefined) return retention.preview(actor.organisationId, days ?? retentionDays, MOST_COUNTED);
    const { id } = await this.#mailbox(actor, address);
    const count = new RetentionCount(repository, clock.now().getTime(), MOST_COUNTED);
    return count.mailbox({ id, retention_days: days }, retentionDays);
  }

  /** The mailbox with an address, or without one the first that have days of their own. @throws {DomainError} not-allowed */
  async mailboxes(actor: AccountActor, address: string | undefined): Promise<MailboxRetention[]> {
    requireOrganisationAdministrator(actor);
    const { repository } = this.#parts;
    if (address === undefined) return (await repository.deciding(actor.organisationId, MOST_LISTED)).map(present);
    const found = await repository.mailboxAt(actor.organisationId, normaliseEmail(address) ?? '');
    return found ? [present(found)] : [];
  }

  /** @throws {DomainError} not-allowed, not-found, settings-changed */
  async saveMailbox(
    actor: AccountActor,
    change: { readonly address: string; readonly days: number | null; readonly expected: number | null },
  ): Promise<MailboxRetention> {
    requireOrganisationAdministrator(actor);
    const mailbox = await this.#mailbox(actor, change.address);
    const keeper = { organisationId: actor.organisationId, actor: accountActor(actor) };
    const { days, expected } = change;
    if (!(await this.#parts.retention.setMailboxDays(keeper, mailbox.address, days, expected)))
      throw new DomainError('settings-changed');
    return present({ ...mailbox, retention_days: days });
  }

  /**
   * Keeps a message of the own organisation, or no longer: whoever has it, herself or with others, and administrators, whose decision
   * stands above hers.
   * @throws {DomainError} not-found, not-allowed, message-unavailable
   */
  async hold(actor: AccountActor, messageId: string, held: boolean): Promise<void> {
    const { retention } = this.#parts;
    if (actor.entered?.role === 'delegate') throw new DomainError('not-allowed');
    const keeper = { organisationId: actor.organisationId, actor: accountActor(actor) };
    const isAdministrator = isOrganisationAdministrator(actor);
    if (!isAdministrator) await this.#requireHolder(actor, messageId);
    const by = isAdministrator ? keeper : { ...keeper, asHolder: true as const };
    const outcome = held ? await retention.hold(by, messageId) : await retention.release(by, messageId);
    if (outcome === 'not-found') throw messageNotFound();
    if (outcome === 'gone') throw messageUnavailable('purged');
    if (outcome === 'not-allowed') throw new DomainError('not-allowed');
  }

  /** From whom it was taken decides nothing about it any more: to let it go would take it from those who have it. */
  async #requireHolder(actor: AccountActor, messageId: string): Promise<void> {
    const { message, recipient } = await this.#parts.access.find(actor, messageId);
    if (message.organisation_id !== actor.organisationId) throw new DomainError('not-allowed');
    const gone = unavailability(message, recipient);
    if (gone) throw messageUnavailable(gone);
  }

  async #mailbox(actor: AccountActor, address: string): Promise<RetentionAddress> {
    const found = await this.#parts.repository.mailboxAt(actor.organisationId, normaliseEmail(address) ?? '');
    if (!found) throw new DomainError('not-found');
    return found;
  }
}
