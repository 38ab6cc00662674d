import type { Signature } from '@sefos/shared/contract/signatures.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { MailboxesService } from '../mailboxes/index.ts';
import { type MailboxTextsRepository, saveText } from './mailbox-texts.repository.ts';
import type { TextSealing } from './text-sealing.ts';

export interface SignaturesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MailboxTextsRepository;
  readonly mailboxes: MailboxesService;
  readonly sealing: TextSealing;
  /** Reduces an editor's HTML to what a message may hold. @throws {DomainError} body-too-large */
  readonly sanitise: (html: string) => string;
}

/** The signature of each mailbox: its holder writes it, in a function mailbox whoever looks after it; composers put it into what is written there. */
export class SignaturesService {
  readonly #parts: SignaturesParts;

  constructor(parts: SignaturesParts) {
    this.#parts = parts;
  }

  /** Off and empty until it is written. @throws {DomainError} not-found */
  async get(actor: AccountActor, mailboxId: string): Promise<Signature> {
    const { mailboxes, repository, sealing } = this.#parts;
    await mailboxes.requireUser(actor, mailboxId);
    const row = await repository.find(mailboxId, 'signature');
    if (!row) return { enabled: false, bodyHtml: '' };
    return { enabled: row.enabled === 1, bodyHtml: await sealing.open(row) };
  }

  /** What a mailbox signs with, for what it sends by itself; empty while the signature is off. */
  async of(mailboxId: string): Promise<string> {
    const { repository, sealing } = this.#parts;
    const row = await repository.find(mailboxId, 'signature');
    return row?.enabled === 1 ? sealing.open(row) : '';
  }

  /** @throws {DomainError} not-found, not-allowed, body-too-large */
  async save(actor: AccountActor, mailboxId: string, { enabled, bodyHtml }: Signature): Promise<Signature> {
    const { database, clock, mailboxes, sealing, sanitise } = this.#parts;
    const { organisationId } = await mailboxes.requireKeeper(actor, mailboxId);
    const saved = { enabled, bodyHtml: sanitise(bodyHtml) };
    const place = { organisation_id: organisationId, mailbox_id: mailboxId, kind: 'signature' };
    const sealed = await sealing.seal(place, saved.bodyHtml);
    const now = clock.now().getTime();
    await database.commit([
      saveText({
        ...place,
        ...sealed,
        enabled: enabled ? 1 : 0,
        starts_at: null,
        ends_at: null,
        period_id: null,
        saved_at: now,
      }),
      audit(
        {
          organisationId,
          action: 'signature.changed',
          actor: accountActor(actor),
          target: { kind: 'mailbox', id: mailboxId },
          facts: { enabled },
        },
        now,
      ),
    ]);
    return saved;
  }
}
