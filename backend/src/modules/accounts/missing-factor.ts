import type { IdentificationMethod } from '@sefos/shared/domain/levels.ts';
import { isFactorMissing, type OrganisationsService } from '../organisations/index.ts';
import type { SessionRow } from './account.entity.ts';

/** What a session began with may have been turned off before: then it is there to add another factor, and for nothing else. */
export interface MissingFactor {
  readonly factorNeeded?: true;
}

/** Whether a session lacks a factor, as its actor and its view say it. */
export const missingFactor = async (
  organisations: Pick<OrganisationsService, 'get'>,
  row: Pick<SessionRow, 'organisation_id' | 'method' | 'created_at'>,
): Promise<MissingFactor> => {
  const { settings } = await organisations.get(row.organisation_id);
  const session = { method: row.method as IdentificationMethod, startedAt: row.created_at };
  return isFactorMissing(settings, session) ? { factorNeeded: true } : {};
};
