import {
  beginBankIdStepUp,
  beginOidcSignIn,
  beginOidcStepUp,
  collectBankIdStepUp,
  getSession,
  resendSignInCode,
  signInMethods,
  signInWithPassword,
  signOut,
  updateAccount,
  verifySignInCode,
} from '@sefos/shared/contract/sign-in.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Mount } from '../../platform/http/mount.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import type { FinishedFlow, FlowBinding } from './accounts.ports.ts';
import { sessionView } from './accounts.presenter.ts';
import type { AccountsService } from './accounts.service.ts';
import type { OidcSignIn } from './oidc-sign-in.service.ts';
import { clearSessionCookie, sessionTokenOf, setSessionCookie } from './session-cookie.ts';
import type { Sessions } from './sessions.service.ts';
import type { SignIn } from './sign-in.service.ts';
import type { StepUp } from './step-up.service.ts';

export interface AccountRouteParts {
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly oidcSignIn: OidcSignIn;
  readonly stepUp: StepUp;
  /** Demo or test mode: the sign-in page says so. */
  readonly demo: boolean;
  /** Binds an OpenID flow to the browser that begins it (identification's setOidcBinding). */
  readonly setOidcBinding: (reply: FastifyReply, binding: FlowBinding) => void;
}

/** Sign-in, session, step-up and one's own account. */
export const registerAccountRoutes = (mount: Mount, parts: AccountRouteParts): void => {
  registerSignInRoutes(mount, parts);
  registerStepUpRoutes(mount, parts);

  mount(getSession, ({ actor }) => sessionView(parts, actor.sessionId));

  mount(signOut, async ({ actor, reply }) => {
    await parts.sessions.end(actor);
    clearSessionCookie(reply);
  });

  mount(updateAccount, async ({ actor, body }) => {
    await parts.accounts.updatePreferences(actor.accountId, body);
    return sessionView(parts, actor.sessionId);
  });
};

const registerSignInRoutes = (mount: Mount, parts: AccountRouteParts): void => {
  const { signIn, oidcSignIn } = parts;

  mount(signInMethods, async () => ({ password: true, oidc: oidcSignIn.offered(), demo: parts.demo }));

  mount(signInWithPassword, ({ body, ip }) => signIn.withPassword(body, ip));

  mount(resendSignInCode, ({ body, ip }) => signIn.resendCode(body.challengeId, ip));

  mount(verifySignInCode, async ({ body, ip, request, reply }) => {
    const started = await signIn.withCode({ ...body, replacesToken: sessionTokenOf(request) }, ip);
    setSessionCookie(reply, started.token);
    return sessionView(parts, started.sessionId);
  });

  mount(beginOidcSignIn, async ({ body, reply }) => {
    const { url, binding } = await oidcSignIn.begin(body.provider, body.returnTo);
    parts.setOidcBinding(reply, binding);
    return { url };
  });
};

const registerStepUpRoutes = (mount: Mount, parts: AccountRouteParts): void => {
  const { stepUp } = parts;

  mount(beginBankIdStepUp, ({ actor }) => stepUp.beginBankId(actor));

  mount(collectBankIdStepUp, async ({ actor, params, reply }) => {
    const { view, token } = await stepUp.collectBankId(actor, params.id);
    if (token) setSessionCookie(reply, token);
    return view;
  });

  mount(beginOidcStepUp, async ({ actor, body, reply }) => {
    const { url, binding } = await stepUp.beginOidc(actor, body.provider);
    parts.setOidcBinding(reply, binding);
    return { url };
  });
};

type Completer = (flow: FinishedFlow, request: FastifyRequest, reply: FastifyReply) => Promise<string>;

/** What the OpenID callback does for accounts, by purpose; each answers the path to go to. */
export const makeOidcCompleters = (
  parts: Pick<AccountRouteParts, 'oidcSignIn' | 'stepUp'>,
): { readonly 'sign-in': Completer; readonly 'step-up': Completer } => ({
  'sign-in': async (flow, request, reply) => {
    const { token } = await parts.oidcSignIn.complete(flow, request.ip, sessionTokenOf(request));
    setSessionCookie(reply, token);
    return flow.returnTo;
  },
  'step-up': async (flow, request, reply) => {
    setSessionCookie(reply, await parts.stepUp.completeOidc(flow, request.ip));
    return flow.returnTo;
  },
});
