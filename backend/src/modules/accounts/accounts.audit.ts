import { hashToken } from '../../crypto/index.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { audit } from '../audit/index.ts';
import { INSTALLATION } from '../organisations/index.ts';
import type { Account } from './accounts.service.ts';

export interface SignInOutcome {
  readonly action:
    | 'sign-in.code-sent'
    | 'sign-in.succeeded'
    | 'sign-in.failed'
    | 'identity.joined'
    | 'session.stepped-up'
    | 'session.step-up-failed'
    | 'session.handover-begun'
    | 'session.ended';
  readonly ip: string;
  readonly method: string;
  readonly level?: number;
  /** Of a bearer session. */
  readonly host?: string;
  /** Why it failed: a problem's name. */
  readonly reason?: string;
  /** The session was begun in a window, which has logged its own sign-in. */
  readonly via?: 'window';
  /** What of a token was wrong, for the log alone. */
  readonly detail?: string;
}

/** The write that logs what happened to an account, or to an address that is nobody's (its hash, in the installation's log). */
export const accountEntry = (
  who: Pick<Account, 'id' | 'organisationId'> | { readonly unknownEmail: string | null },
  { action, ip, method, level, host, reason, via, detail }: SignInOutcome,
  now: number,
): Statement => {
  const facts = {
    ...(reason === undefined ? {} : { reason }),
    ...(detail === undefined ? {} : { detail }),
    ...(host === undefined || host === 'web' ? {} : { host }),
    ...(via === undefined ? {} : { via }),
  };
  const how = { ip, method, ...(level === undefined ? {} : { level }) };
  if ('id' in who) {
    const { id, organisationId } = who;
    // Until somebody is identified, an account is what was tried, not who did it.
    const isKnown = action !== 'sign-in.failed' && action !== 'sign-in.code-sent';
    const actor = isKnown ? { kind: 'account' as const, id, ...how } : { kind: 'anonymous' as const, ...how };
    return audit({ organisationId, action, actor, target: { kind: 'account', id }, facts }, now);
  }
  const target =
    who.unknownEmail === null
      ? {}
      : { target: { kind: 'email-hash', id: hashToken(who.unknownEmail).toString('base64url') } };
  return audit({ organisationId: INSTALLATION, action, actor: { kind: 'anonymous', ...how }, ...target, facts }, now);
};
