import {
  beginBankIdStepUp,
  beginHandover,
  beginOidcSignIn,
  beginOidcStepUp,
  collectBankIdStepUp,
  collectOidcStepUp,
  enterStepUpWindow,
  exchangeHandover,
  getSession,
  getStepUpCode,
  type HostSession,
  resendSignInCode,
  signInMethods,
  signInWithEntra,
  signInWithPassword,
  signOut,
  updateAccount,
  verifySignInCode,
} from '@sefos/shared/contract/sign-in.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../platform/errors.ts';
import { requireCookies } from '../../platform/http/cookies-count.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import type { FinishedFlow, FlowBinding } from './accounts.ports.ts';
import { sessionView } from './accounts.presenter.ts';
import type { AccountsService } from './accounts.service.ts';
import type { EntraSignIn } from './entra-sign-in.service.ts';
import type { Handover } from './handover.service.ts';
import type { OidcSignIn } from './oidc-sign-in.service.ts';
import {
  bearerTokenOf,
  clearSessionCookie,
  sendRenewedToken,
  sessionTokenOf,
  setSessionCookie,
} from './session-token.ts';
import type { Sessions } from './sessions.service.ts';
import type { SignIn, StartedSession } from './sign-in.service.ts';
import { STEP_UP_DONE, type StepUp } from './step-up.service.ts';
import { setStepUpCookie, stepUpCookieOf } from './step-up-cookie.ts';
import type { StepUpWindow } from './step-up-window.service.ts';

export interface AccountRouteParts {
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly oidcSignIn: OidcSignIn;
  readonly entraSignIn: EntraSignIn;
  readonly handover: Handover;
  readonly stepUp: StepUp;
  readonly stepUpWindow: StepUpWindow;
  /** Demo or test mode: the sign-in page says so. */
  readonly demo: boolean;
  /** Binds an OpenID flow to the browser that begins it (identification's setOidcBinding). */
  readonly setOidcBinding: (reply: FastifyReply, binding: FlowBinding) => void;
}

/** Sign-in, session, step-up and one's own account. */
export const registerAccountRoutes = (mount: Mount, parts: AccountRouteParts): void => {
  registerSignInRoutes(mount, parts);
  registerHostSignInRoutes(mount, parts);
  registerStepUpRoutes(mount, parts);

  mount(getSession, ({ actor }) => sessionView(parts, actor.sessionId));

  mount(signOut, async ({ actor, reply }) => {
    await parts.sessions.end(actor);
    // A frame that signs out says nothing of the browser that it runs in.
    if (actor.host === 'web') clearSessionCookie(reply);
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
    requireCookies(request);
    const started = await signIn.withCode({ ...body, replacesToken: sessionTokenOf(request) }, ip);
    setSessionCookie(reply, started.token);
    return sessionView(parts, started.sessionId);
  });

  mount(beginOidcSignIn, async ({ body, request, reply }) => {
    requireCookies(request);
    const { url, binding } = await oidcSignIn.begin(body.provider, body.returnTo);
    parts.setOidcBinding(reply, binding);
    return { url };
  });
};

const registerStepUpRoutes = (mount: Mount, parts: AccountRouteParts): void => {
  const { stepUp, stepUpWindow } = parts;

  mount(beginBankIdStepUp, ({ actor }) => stepUp.beginBankId(actor));

  mount(collectBankIdStepUp, async ({ actor, params, reply }) => {
    const { view, token } = await stepUp.collectBankId(actor, params.id);
    if (token) sendRenewedToken(reply, actor, token);
    return view;
  });

  mount(beginOidcStepUp, async ({ actor, body: { provider, challenge }, reply }) => {
    if (actor.host !== 'web') {
      if (challenge === undefined) throw new DomainError('invalid-request');
      return { url: await stepUpWindow.begin(actor, provider, challenge) };
    }
    const begun = { subjectId: actor.sessionId, language: actor.language, returnTo: STEP_UP_DONE };
    const { url, binding } = await stepUp.beginOidc(begun, provider);
    parts.setOidcBinding(reply, binding);
    return { url };
  });

  mount(enterStepUpWindow, async ({ body: { challenge, page }, request, reply }) => {
    requireCookies(request);
    const { url, binding, browser } = await stepUpWindow.enter(challenge, page);
    parts.setOidcBinding(reply, binding);
    setStepUpCookie(reply, challenge, browser);
    return { url };
  });

  mount(getStepUpCode, async ({ body, request }) => {
    requireCookies(request);
    return stepUpWindow.code(body, stepUpCookieOf(request, body.challenge));
  });

  mount(collectOidcStepUp, async ({ actor, body, reply }) => {
    sendRenewedToken(reply, actor, await stepUpWindow.collect(actor, body));
  });
};

/** Sign-in of the frames in Teams and Outlook. */
const registerHostSignInRoutes = (mount: Mount, parts: AccountRouteParts): void => {
  const { entraSignIn, handover } = parts;
  const hostSession = async ({ token, sessionId }: StartedSession): Promise<HostSession> => ({
    token,
    session: await sessionView(parts, sessionId),
  });

  mount(signInWithEntra, async ({ body, ip, request }) =>
    hostSession(await entraSignIn.signIn({ ...body, replacesToken: bearerTokenOf(request) }, ip)),
  );

  mount(beginHandover, ({ actor, body }) => handover.begin(actor, body));

  mount(exchangeHandover, async ({ body, ip, request }) =>
    hostSession(await handover.exchange({ ...body, replacesToken: bearerTokenOf(request) }, ip)),
  );
};

type Completer = (flow: FinishedFlow, request: FastifyRequest, reply: FastifyReply) => Promise<string>;

/** What the OpenID callback does for accounts, by purpose; each answers the path to go to. */
export const makeOidcCompleters = (
  parts: Pick<AccountRouteParts, 'oidcSignIn' | 'stepUp' | 'stepUpWindow'>,
): { readonly 'sign-in': Completer; readonly 'step-up': Completer } => ({
  'sign-in': async (flow, request, reply) => {
    const { token } = await parts.oidcSignIn.complete(flow, request.ip, sessionTokenOf(request));
    setSessionCookie(reply, token);
    return flow.returnTo;
  },
  'step-up': async (flow, request, reply) => {
    if (await parts.stepUpWindow.complete(flow, request.ip)) return flow.returnTo;
    setSessionCookie(reply, await parts.stepUp.completeOidc(flow, request.ip));
    return flow.returnTo;
  },
});
