import type { AccountActor } from './actor.ts';
import { DomainError } from './errors.ts';

/** Whether somebody administers her own organisation. */
export const isOrganisationAdministrator = ({ roles }: Pick<AccountActor, 'roles'>): boolean =>
  roles.includes('organisation-administrator');

/** @throws {DomainError} not-allowed */
export const requireOrganisationAdministrator = (actor: Pick<AccountActor, 'roles'>): void => {
  if (!isOrganisationAdministrator(actor)) throw new DomainError('not-allowed');
};

/** What changes all organisations wants two factors. */
const SYSTEM_LEVEL = 2;

/** @throws {DomainError} not-allowed, step-up-required */
export const requireSystemAdministrator = ({ roles, level }: Pick<AccountActor, 'roles' | 'level'>): void => {
  if (!roles.includes('system-administrator')) throw new DomainError('not-allowed');
  if (level < SYSTEM_LEVEL) throw new DomainError('step-up-required', { level: SYSTEM_LEVEL });
};
