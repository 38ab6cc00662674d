import type { KeyRing } from '../../organisations/index.ts';
import { OwnSessions } from '../own-sessions.service.ts';
import { SignIn, type SignInParts } from '../sign-in.service.ts';
import { AccountFactors, type AccountFactorsParts } from './account-factors.service.ts';
import { AccountSealing } from './account-sealing.ts';
import { Confirm } from './confirm.service.ts';
import { FactorSignIn } from './factor-sign-in.service.ts';
import { FactorTickets } from './factor-tickets.ts';
import { Passkeys } from './passkeys.ts';
import { RecoveryCodes } from './recovery-codes.ts';
import { SecondFactors } from './second-factors.ts';
import { TotpFactors } from './totp-factors.ts';
import { relyingPartyOf } from './webauthn.ts';

export type MakeFactors = Omit<SignInParts, 'factors'> &
  Pick<AccountFactorsParts, 'hasBankId' | 'tell' | 'qrOf'> & {
    readonly keyRing: KeyRing;
    /** Whose host name passkeys are for. */
    readonly publicUrl: string;
  };

/** Sign-in with everything that may follow a password, and the services by which people change that. */
export const makeFactors = ({ keyRing, publicUrl, hasBankId, tell, qrOf, ...common }: MakeFactors) => {
  const { database, clock } = common;
  const tickets = new FactorTickets({ database, clock });
  const totp = new TotpFactors({ database, clock, sealing: new AccountSealing(database, keyRing) });
  const passkeys = new Passkeys({ database, clock, party: relyingPartyOf(publicUrl) });
  const recoveryCodes = new RecoveryCodes({ database, clock });
  const factors = new SecondFactors({ ...common, tickets, totp, passkeys, recoveryCodes });
  const signIn = new SignIn({ ...common, factors });
  const confirm = new Confirm({ ...common, tickets, passkeys, factors });
  const ownSessions = new OwnSessions({ ...common, tell });
  const accountFactors = new AccountFactors({
    ...{ ...common, confirm, totp, passkeys, recoveryCodes, factors, ownSessions },
    ...{ hasBankId, tell, qrOf },
  });
  const factorSignIn = new FactorSignIn({ ...common, signIn, tickets, passkeys, factors });
  return { signIn, factorSignIn, confirm, accountFactors, ownSessions };
};
