import { isDeepStrictEqual } from 'node:util';
import type { SecondFactorChange, SecondFactorRules } from '@sefos/shared/contract/organisation-rules.ts';
import type { IdentificationMethod } from '@sefos/shared/domain/levels.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError } from '../../platform/errors.ts';
import type { OrganisationSettings, OwnFactor } from './organisations.domain.ts';
import type { Change } from './settings-rules.ts';

const OWN_FACTORS = ['passkey', 'totp', 'sms'] as const satisfies readonly OwnFactor[];

/** What an account `a` must have for each. */
const HAS: Readonly<Record<OwnFactor, string>> = {
  passkey: 'exists (select 1 from passkey p where p.account_id = a.id)',
  totp: 'exists (select 1 from totp_factor t where t.account_id = a.id and t.confirmed_at is not null)',
  sms: '(a.password_hash is not null and a.phone_sealed is not null)',
};

const FACTOR_OF: Readonly<Partial<Record<IdentificationMethod, OwnFactor>>> = {
  passkey: 'passkey',
  'password-totp': 'totp',
  'password-sms': 'sms',
};

/** Which factors of SEFOS' own an organisation's accounts may use. */
export const secondFactorRules = ({ factorsOff }: Pick<OrganisationSettings, 'factorsOff'>): SecondFactorRules => ({
  passkey: factorsOff.passkey === undefined,
  totp: factorsOff.totp === undefined,
  sms: factorsOff.sms === undefined,
});

/** Whether a session began with a factor after that was turned off: it is there to add another one, and for nothing else. */
export const isFactorMissing = (
  { factorsOff }: Pick<OrganisationSettings, 'factorsOff'>,
  session: { readonly method: IdentificationMethod; readonly startedAt: number },
): boolean => {
  const factor = FACTOR_OF[session.method];
  const offSince = factor && factorsOff[factor];
  return offSince !== undefined && session.startedAt >= offSince;
};

/** @throws {DomainError} settings-changed, factors-none */
export const secondFactorChange =
  ({ wanted, expected }: SecondFactorChange, now: number): ((settings: OrganisationSettings) => Change | null) =>
  (settings) => {
    const before = secondFactorRules(settings);
    if (!isDeepStrictEqual(before, expected)) throw new DomainError('settings-changed');
    if (!OWN_FACTORS.some((factor) => wanted[factor])) throw new DomainError('factors-none');
    if (isDeepStrictEqual(before, wanted)) return null;
    const off = OWN_FACTORS.filter((factor) => !wanted[factor]);
    const factorsOff = Object.fromEntries(off.map((factor) => [factor, settings.factorsOff[factor] ?? now]));
    return {
      changed: { factorsOff },
      facts: { setting: 'secondFactors', before: JSON.stringify(before), after: JSON.stringify(wanted) },
    };
  };

/** How many accounts that sign in with what SEFOS keeps have nothing left of what is wanted. */
export const accountsWithout = async (
  database: Database,
  organisationId: string,
  wanted: SecondFactorRules,
): Promise<number> => {
  const left = OWN_FACTORS.filter((factor) => wanted[factor]).map((factor) => HAS[factor]);
  const had = OWN_FACTORS.map((factor) => HAS[factor]);
  const row = await database.get<{ accounts: number }>(
    `select count(*) as accounts from account a where a.organisation_id = ? and a.frozen_at is null and a.removed_at is null and (${had.join(' or ')}) and not (${left.join(' or ') || '1 = 0'})`,
    organisationId,
  );
  return Number(row?.accounts ?? 0);
};
