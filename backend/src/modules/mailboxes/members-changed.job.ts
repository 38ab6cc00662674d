import type { AccountActor } from '../../platform/actor.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { isDomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue, type JobHandler, type JobPayload } from '../../platform/jobs/outbox.ts';
import type { MailPort } from '../../ports/mail.port.ts';
import type { AccountsService } from '../accounts/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import type { NamedMember } from './mailbox-members.repository.ts';
import type { MailboxesService } from './mailboxes.service.ts';
import { membersChangedMail } from './members-changed.mail.ts';

const JOB = 'members-changed';
const SEPARATOR = ' ';

interface MembersChange {
  readonly mailboxId: string;
  readonly there: readonly NamedMember[];
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

/**
 * The writes that tell who looks after a mailbox that its members were changed by somebody who does not: an administrator of the
 * organisation, who may let herself in. Told are those who looked after it before the change; where nobody did, all who were in it.
 */
export const membersChangedStatements = (
  actor: AccountActor,
  { mailboxId, there, added = [], removed = [] }: MembersChange,
  now: number,
): Statement[] => {
  const administrators = there.filter(({ role }) => role === 'administrator');
  if (administrators.some(({ account_id }) => account_id === actor.accountId)) return [];
  const told = (administrators.length > 0 ? administrators : there).filter(
    ({ account_id }) => account_id !== actor.accountId,
  );
  const facts = {
    ...{ mailboxId, by: actor.accountId, id: newId(now) },
    ...{ added: added.join(SEPARATOR), removed: removed.join(SEPARATOR) },
  };
  return told.map(({ account_id: to }) => enqueue(JOB, { ...facts, to }, now));
};

export interface MembersChangedParts {
  readonly accounts: Pick<AccountsService, 'find'>;
  readonly organisations: Pick<OrganisationsService, 'get'>;
  readonly mailboxes: Pick<MailboxesService, 'byId'>;
  readonly mail: MailPort;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
  readonly mailFrom: string;
}

/** Mails to those who look after function mailboxes; nobody can choose to be without them. */
export class MembersChanged {
  readonly #parts: MembersChangedParts;

  constructor(parts: MembersChangedParts) {
    this.#parts = parts;
  }

  async send(payload: JobPayload): Promise<readonly Statement[]> {
    const { accounts, organisations, mailboxes, mail, publicUrl, mailFrom } = this.#parts;
    const [mailbox, by, to] = await Promise.all([
      mailboxes.byId(String(payload.mailboxId)),
      accounts.find(String(payload.by)),
      accounts.find(String(payload.to)),
    ]);
    if (!mailbox || !by || !to || to.frozen) return [];
    const notice = membersChangedMail({
      id: `${payload.id}.${to.id}`,
      language: to.language,
      to: to.email,
      from: mailFrom,
      organisation: (await organisations.get(to.organisationId)).name,
      mailbox: mailbox.name,
      by: by.displayName,
      added: await this.#names(payload.added),
      removed: await this.#names(payload.removed),
      url: `${publicUrl}/messages/inbox`,
    });
    await mail.send({ ...notice, organisationId: to.organisationId }).catch((error: unknown) => {
      if (!isDomainError(error, 'mail-refused')) throw error;
    });
    return [];
  }

  async #names(ids: JobPayload[string] | undefined): Promise<string[]> {
    const all = String(ids ?? '')
      .split(SEPARATOR)
      .filter((id) => id !== '');
    const accounts = await Promise.all(all.map((id) => this.#parts.accounts.find(id)));
    return accounts.flatMap((account) => (account ? [account.displayName] : []));
  }
}

/** The job of changed members, for the worker. */
export const memberChangeJobs = (changes: MembersChanged): Readonly<Record<string, JobHandler>> => ({
  [JOB]: (payload) => changes.send(payload),
});
