import type { ChangeLicence, LicenceTerms, LicenceView } from '@sefos/shared/contract/installation.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireOrganisationAdministrator, requireSystemAdministrator } from '../../platform/authorise.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { OrganisationLicenceEntity, type OrganisationLicenceRow } from './installation.entity.ts';
import { inBothLogs } from './installation.log.ts';

/** What a licence counts, and the rows that are counted. */
const COUNTED = {
  accounts: 'account c where c.organisation_id = ? and c.removed_at is null',
  functionMailboxes: "mailbox c where c.organisation_id = ? and c.kind = 'function' and c.removed_at is null",
} as const;
export type Licensed = keyof typeof COUNTED;
const COLUMNS: Readonly<Record<Licensed, string>> = { accounts: 'accounts', functionMailboxes: 'function_mailboxes' };

export interface LicencesParts {
  readonly database: Database;
  readonly clock: Clock;
}

const termsOf = (row: OrganisationLicenceRow | undefined): LicenceTerms | null =>
  row
    ? {
        accounts: row.accounts,
        functionMailboxes: row.function_mailboxes,
        endsAt: row.ends_at === null ? null : new Date(row.ends_at).toISOString(),
        contact: row.contact,
      }
    : null;

const NOTHING_USED: LicenceView['used'] = { accounts: 0, functionMailboxes: 0 };

const isSame = (one: LicenceTerms | null, other: LicenceTerms | null): boolean =>
  one === null || other === null
    ? one === other
    : one.accounts === other.accounts &&
      one.functionMailboxes === other.functionMailboxes &&
      one.contact === other.contact &&
      (one.endsAt === null || other.endsAt === null
        ? one.endsAt === other.endsAt
        : Date.parse(one.endsAt) === Date.parse(other.endsAt));

/** How much organisations may use. Only adding is ever refused (docs/adr/0039-installation.md). */
export class Licences {
  readonly #parts: LicencesParts;

  constructor(parts: LicencesParts) {
    this.#parts = parts;
  }

  /** Of the actor's own organisation. @throws {DomainError} not-allowed */
  async own(actor: AccountActor): Promise<LicenceView> {
    requireOrganisationAdministrator(actor);
    const { organisationId } = actor;
    return (await this.of([organisationId])).get(organisationId) ?? { terms: null, used: NOTHING_USED };
  }

  /** Of some organisations: three queries, however many there are. */
  async of(organisationIds: readonly string[]): Promise<ReadonlyMap<string, LicenceView>> {
    if (organisationIds.length === 0) return new Map();
    const marks = organisationIds.map(() => '?').join(', ');
    const { database } = this.#parts;
    const count = (rows: string) =>
      database.all<{ organisation_id: string; n: number }>(
        `select organisation_id, count(*) as n from ${rows.replace('organisation_id = ?', `organisation_id in (${marks})`)} group by organisation_id`,
        ...organisationIds,
      );
    const [licences, accounts, mailboxes] = await Promise.all([
      database.all<OrganisationLicenceRow>(
        `select * from organisation_licence where organisation_id in (${marks})`,
        ...organisationIds,
      ),
      count(COUNTED.accounts),
      count(COUNTED.functionMailboxes),
    ]);
    const of = (rows: readonly { organisation_id: string; n: number }[], id: string) =>
      Number(rows.find((row) => row.organisation_id === id)?.n ?? 0);
    return new Map(
      organisationIds.map((id) => [
        id,
        {
          terms: termsOf(licences.find((row) => row.organisation_id === id)),
          used: { accounts: of(accounts, id), functionMailboxes: of(mailboxes, id) },
        },
      ]),
    );
  }

  /** @throws {DomainError} not-allowed, step-up-required, not-found, settings-changed */
  async change(actor: AccountActor, organisationId: string, { terms, expected }: ChangeLicence): Promise<void> {
    requireSystemAdministrator(actor);
    const { database, clock } = this.#parts;
    const organisation = await database.get('select id from organisation where id = ?', organisationId);
    if (!organisation) throw new DomainError('not-found');
    const row = await database.get<OrganisationLicenceRow>(
      'select * from organisation_licence where organisation_id = ?',
      organisationId,
    );
    const before = termsOf(row);
    const after = terms && { ...terms, contact: cleanLine(terms.contact) };
    if (!isSame(before, expected)) throw new DomainError('settings-changed');
    if (isSame(before, after)) return;
    await database.commit([
      guard(saved(organisationId, row, after), () => new DomainError('settings-changed')),
      ...inBothLogs(
        actor,
        organisationId,
        { action: 'organisation.licence-changed', facts: { before: logged(before), after: logged(after) } },
        clock.now().getTime(),
      ),
    ]);
  }

  /**
   * The writes that refuse a batch which adds more than the licence allows; they stand behind the insert. The first makes such
   * batches of an organisation come one after the other, so that the second sees what the one before has added. Where there is
   * no licence they touch nothing.
   * @throws {DomainError} licence-full, licence-ended
   */
  room(organisationId: string, licensed: Licensed, nowMs: number): Statement[] {
    const touched = 'update organisation_licence set revision = revision where organisation_id = ?';
    return [
      write(touched, organisationId),
      guard(
        write(`${touched} and ends_at <= ?`, organisationId, nowMs),
        () => new DomainError('licence-ended', { licensed }),
        0,
      ),
      guard(
        write(
          `${touched} and ${COLUMNS[licensed]} < (select count(*) from ${COUNTED[licensed]})`,
          organisationId,
          organisationId,
        ),
        () => new DomainError('licence-full', { licensed }),
        0,
      ),
    ];
  }
}

const logged = (terms: LicenceTerms | null): string | null => (terms === null ? null : JSON.stringify(terms));

/** From exactly the revision that was read. */
const saved = (
  organisationId: string,
  row: OrganisationLicenceRow | undefined,
  terms: LicenceTerms | null,
): Statement => {
  if (terms === null)
    return write(
      'delete from organisation_licence where organisation_id = ? and revision = ?',
      organisationId,
      row?.revision ?? 0,
    );
  const values = {
    accounts: terms.accounts,
    function_mailboxes: terms.functionMailboxes,
    ends_at: terms.endsAt === null ? null : Date.parse(terms.endsAt),
    contact: terms.contact,
  };
  if (!row)
    return insert(OrganisationLicenceEntity, { organisation_id: organisationId, ...values, revision: 1 }, 'nothing');
  return write(
    'update organisation_licence set accounts = ?, function_mailboxes = ?, ends_at = ?, contact = ?, revision = ? where organisation_id = ? and revision = ?',
    ...Object.values(values),
    row.revision + 1,
    organisationId,
    row.revision,
  );
};
