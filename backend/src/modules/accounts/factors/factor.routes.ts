import {
  addPasskey,
  askConfirmPasskey,
  askSignInPasskey,
  beginPasskey,
  beginTotp,
  changePassword,
  confirmSession,
  confirmTotp,
  confirmWithPassword,
  getAccountFactors,
  makeRecoveryCodes,
  removePasskey,
  removeTotp,
  renamePasskey,
  sendConfirmSms,
  sendSignInSms,
  signInWithFactor,
} from '@sefos/shared/contract/account-factors.ts';
import { endOtherSessions, endOwnSession, listOwnSessions } from '@sefos/shared/contract/account-sessions.ts';
import { requireCookies } from '../../../platform/http/cookies-count.ts';
import type { Mount } from '../../../platform/http/mount.ts';
import type { OrganisationsService } from '../../organisations/index.ts';
import { sessionView } from '../accounts.presenter.ts';
import type { OwnSessions } from '../own-sessions.service.ts';
import { sessionTokenOf, setSessionCookie } from '../session-token.ts';
import type { Sessions } from '../sessions.service.ts';
import type { StepUp } from '../step-up.service.ts';
import type { AccountFactors } from './account-factors.service.ts';
import type { Confirm } from './confirm.service.ts';
import type { FactorSignIn } from './factor-sign-in.service.ts';

export interface FactorRouteParts {
  readonly sessions: Sessions;
  readonly stepUp: StepUp;
  readonly organisations: OrganisationsService;
  readonly factorSignIn: FactorSignIn;
  readonly confirm: Confirm;
  readonly accountFactors: AccountFactors;
  readonly ownSessions: OwnSessions;
}

/** Second factors and passkeys at sign-in, in one's account, and to confirm that it is she; and one's sessions. */
export const registerFactorRoutes = (mount: Mount, parts: FactorRouteParts): void => {
  registerFactorSignIn(mount, parts);
  registerConfirm(mount, parts);
  registerOwnFactors(mount, parts.accountFactors);
  registerOwnSessions(mount, parts.ownSessions);
};

const registerFactorSignIn = (mount: Mount, parts: FactorRouteParts): void => {
  const { factorSignIn } = parts;

  mount(sendSignInSms, ({ body, ip }) => factorSignIn.sendSms(body.ticket, ip));

  mount(askSignInPasskey, ({ body, ip }) => factorSignIn.askPasskey(body.ticket, ip));

  mount(signInWithFactor, async ({ body, ip, request, reply }) => {
    requireCookies(request);
    const started = await factorSignIn.complete({ ...body, replacesToken: sessionTokenOf(request) }, ip);
    setSessionCookie(reply, started.token);
    return sessionView(parts, started.sessionId);
  });
};

const registerConfirm = (mount: Mount, parts: FactorRouteParts): void => {
  const { confirm } = parts;

  mount(confirmWithPassword, ({ actor, body }) => confirm.withPassword(actor, body.password));

  mount(sendConfirmSms, ({ actor, body }) => confirm.sendSms(actor, body.ticket));

  mount(askConfirmPasskey, ({ actor }) => confirm.askPasskey(actor));

  mount(confirmSession, async ({ actor, body, reply }) => {
    setSessionCookie(reply, await confirm.complete(actor, body));
    return sessionView(parts, actor.sessionId);
  });
};

const registerOwnFactors = (mount: Mount, factors: AccountFactors): void => {
  mount(getAccountFactors, ({ actor }) => factors.view(actor));

  mount(changePassword, ({ actor, body }) => factors.changePassword(actor, body));

  mount(beginTotp, ({ actor }) => factors.beginTotp(actor));

  mount(confirmTotp, ({ actor, body }) => factors.confirmTotp(actor, body.code));

  mount(removeTotp, ({ actor }) => factors.removeTotp(actor));

  mount(beginPasskey, ({ actor }) => factors.beginPasskey(actor));

  mount(addPasskey, ({ actor, body }) => factors.addPasskey(actor, body));

  mount(renamePasskey, ({ actor, body, params }) => factors.renamePasskey(actor, params.id, body.name));

  mount(removePasskey, ({ actor, params }) => factors.removePasskey(actor, params.id));

  mount(makeRecoveryCodes, ({ actor }) => factors.makeRecoveryCodes(actor));
};

const registerOwnSessions = (mount: Mount, sessions: OwnSessions): void => {
  mount(listOwnSessions, async ({ actor }) => ({ sessions: await sessions.list(actor) }));

  mount(endOwnSession, ({ actor, params }) => sessions.end(actor, params.id));

  mount(endOtherSessions, ({ actor }) => sessions.endOthers(actor));
};
