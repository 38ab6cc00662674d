import { DomainError } from '../../platform/errors.ts';
import type { Organisation, SignInWay } from '../organisations/index.ts';
import type { AccountProvider } from './accounts.domain.ts';
import type { Account } from './accounts.service.ts';

/** Which way a sign-in at a provider is. */
export const wayOf = (provider: AccountProvider): SignInWay => (provider === 'entra' ? 'entra' : 'other');

/** Refuses who has shown who she is and may not come in, or not that way. @throws {DomainError} account-frozen, sign-in-way-off */
export const requireMaySignIn = (
  account: Pick<Account, 'frozen'>,
  organisation: Pick<Organisation, 'frozen' | 'settings'>,
  way: SignInWay,
): void => {
  if (account.frozen || organisation.frozen) throw new DomainError('account-frozen');
  if (!organisation.settings.signIn[way]) throw new DomainError('sign-in-way-off');
};
