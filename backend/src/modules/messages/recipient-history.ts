import { domainOf } from '@sefos/shared/domain/email.ts';
import type { Database } from '../../platform/database/database.ts';
import { insert, type Statement } from '../../platform/database/statements.ts';
import { WrittenDomainEntity } from './message.entity.ts';
import type { PlannedRecipient } from './messages.policy.ts';

/** Domains of a mailbox that a new one is compared with: the latest. */
const MOST_DOMAINS = 2_000;

/** A mailbox as somebody sees it: what was sent before `since` is not there for her (0 = all is). */
export interface SeenMailbox {
  readonly id: string;
  readonly since: number;
}

/** Remembers where a mailbox has now written to, for the batch that delivers the message. */
export const writtenTo = (
  { id, organisationId }: { readonly id: string; readonly organisationId: string },
  recipients: readonly PlannedRecipient[],
  now: number,
): Statement[] => {
  const others = recipients.filter(({ mailbox }) => mailbox?.organisationId !== organisationId);
  // In one order, so that two batches never wait for each other.
  const domains = [...new Set(others.map(({ address }) => domainOf(address)))].sort();
  return domains.map((domain) => insert(WrittenDomainEntity, { mailbox_id: id, domain, created_at: now }, 'nothing'));
};

/** To whom and where a mailbox has written before: its own sendings alone. */
export class RecipientHistory {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Those of the addresses that the mailbox has written to. */
  async writtenTo({ id, since }: SeenMailbox, addresses: readonly string[]): Promise<ReadonlySet<string>> {
    if (addresses.length === 0) return new Set();
    const asked = addresses.map(() => 'select cast(? as varchar(255)) as address').join(' union all ');
    const rows = await this.#database.all<{ readonly address: string }>(
      `select asked.address from (${asked}) asked where exists (select 1 from recipient r where r.sender_mailbox_id = ? and r.address = asked.address and r.delivered_at >= ?)`,
      ...addresses,
      id,
      since,
    );
    return new Set(rows.map(({ address }) => address));
  }

  /** The domains that the mailbox has written to, the latest first. */
  async domains({ id, since }: SeenMailbox): Promise<readonly string[]> {
    const rows = await this.#database.all<{ readonly domain: string }>(
      'select domain from written_domain where mailbox_id = ? and created_at >= ? order by created_at desc limit ?',
      id,
      since,
      MOST_DOMAINS,
    );
    return rows.map(({ domain }) => domain);
  }
}
