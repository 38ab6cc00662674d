import type { AccountActor } from './actor.ts';
import { DomainError } from './errors.ts';

/** Whether somebody administers her own organisation. */
export const isOrganisationAdministrator = ({ roles }: Pick<AccountActor, 'roles'>): boolean =>
  roles.includes('organisation-administrator');

/** @throws {DomainError} not-allowed */
export const requireOrganisationAdministrator = (actor: Pick<AccountActor, 'roles'>): void => {
  if (!isOrganisationAdministrator(actor)) throw new DomainError('not-allowed');
};
