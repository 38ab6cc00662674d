export { AccountIdentities } from './account-identities.ts';
export { ROLES, type Role } from './accounts.domain.ts';
export { ACCOUNT_KEYS } from './accounts.keys.ts';
export type {
  FinishedFlow,
  FlowBinding,
  RateLimits,
  SignInCodes,
  SignInFlows,
  StepUpOrders,
  TellPages,
} from './accounts.ports.ts';
export { type AccountRouteParts, makeOidcCompleters, registerAccountRoutes } from './accounts.routes.ts';
export {
  type Account,
  type AccountsOptions,
  AccountsService,
  accountName,
  type CreateAccount,
  type NewAccount,
  searchKeyRows,
} from './accounts.service.ts';
export { AccountsDirectory, type DirectoryEntry } from './accounts-directory.ts';
export { endAllSignIns, endEndedSessions, endSignIns } from './ended-sessions.ts';
export { EntraSignIn, type EntraSignInParts } from './entra-sign-in.service.ts';
export { AccountNotices, accountJobs, noticeOf } from './factors/account-notices.ts';
export { registerFactorRoutes } from './factors/factor.routes.ts';
export { forgetFactors } from './factors/forget-factors.ts';
export { makeFactors } from './factors/make-factors.ts';
export { registerOwnDataRoute } from './factors/own-data.routes.ts';
export { type OwnData, OwnDataDownload } from './factors/own-data.service.ts';
export { Handover } from './handover.service.ts';
export { OidcSignIn } from './oidc-sign-in.service.ts';
export { hashPassword } from './passwords.ts';
export { SESSION_COOKIE } from './session-token.ts';
export { Sessions } from './sessions.service.ts';
export { sweepSignInWindows } from './sign-in-sweep.ts';
export { STEP_UP_DONE, StepUp } from './step-up.service.ts';
export { StepUpWindow } from './step-up-window.service.ts';
