import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { OrganisationRow } from './organisation.entity.ts';
import {
  DEFAULT_SETTINGS,
  type OrganisationSettings,
  type SignInWay,
  type SignInWays,
} from './organisations.domain.ts';

const HAS_ENTRA = "exists (select 1 from account_identity i where i.account_id = a.id and i.issuer like 'entra:%')";
/** What an account `a` must have to sign in that way. */
const NEEDS: Readonly<Record<SignInWay, string>> = {
  password: 'a.password_hash is not null',
  entra: HAS_ENTRA,
  other: `(exists (select 1 from account_identity i where i.account_id = a.id) and not ${HAS_ENTRA})`,
};

/** SQL: an account `a` is an administrator who can sign in by one of the ways. One who was invited and never came is none to rely on. */
const isAbleAdministrator = (ways: SignInWays): string => {
  const able = (Object.keys(NEEDS) as SignInWay[]).filter((way) => ways[way]).map((way) => NEEDS[way]);
  return `a.roles <> 'user' and a.roles like '%organisation-administrator%' and a.frozen_at is null and a.removed_at is null and (${able.join(' or ') || '1 = 0'})`;
};

/**
 * The write that refuses its batch unless an administrator, other than `exceptAccountId`, can sign in by one of the ways. The batch
 * must have locked the organisation's row before. @throws {DomainError} last-administrator
 */
export const requireAbleAdministrator = (
  organisationId: string,
  ways: SignInWays,
  exceptAccountId: string | null = null,
): Statement =>
  guard(
    write(
      `update organisation set name = name where id = ? and exists (select 1 from account a where a.organisation_id = organisation.id and a.id <> ? and ${isAbleAdministrator(ways)})`,
      organisationId,
      exceptAccountId ?? '',
    ),
    () => new DomainError('last-administrator'),
  );

/**
 * The writes that keep an organisation from losing its last administrator when one account no longer can be it; they belong first
 * into its batch. The first makes such batches come one after the other and sees that the ways to sign in are as they were read.
 * @throws {DomainError} not-found; last-administrator, settings-changed (by its writes)
 */
export const keepingAnAdministrator = async (
  database: Database,
  organisationId: string,
  exceptAccountId: string,
): Promise<Statement[]> => {
  const sql = 'select settings from organisation where id = ?';
  const row = await database.get<Pick<OrganisationRow, 'settings'>>(sql, organisationId);
  if (!row) throw new DomainError('not-found');
  const { signIn }: OrganisationSettings = { ...DEFAULT_SETTINGS, ...JSON.parse(row.settings) };
  const unchanged = 'update organisation set name = name where id = ? and settings = ?';
  return [
    guard(write(unchanged, organisationId, row.settings), () => new DomainError('settings-changed')),
    requireAbleAdministrator(organisationId, signIn, exceptAccountId),
  ];
};
