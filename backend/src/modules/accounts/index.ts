export { ROLES, type Role } from './accounts.domain.ts';
export { ACCOUNT_KEYS } from './accounts.keys.ts';
export type {
  FinishedFlow,
  FlowBinding,
  RateLimits,
  SignInCodes,
  SignInFlows,
  StepUpOrders,
} from './accounts.ports.ts';
export { type AccountRouteParts, makeOidcCompleters, registerAccountRoutes } from './accounts.routes.ts';
export {
  type Account,
  type AccountsOptions,
  AccountsService,
  type CreateAccount,
  type NewAccount,
} from './accounts.service.ts';
export { AccountsDirectory, type DirectoryEntry } from './accounts-directory.ts';
export { OidcSignIn } from './oidc-sign-in.service.ts';
export { SESSION_COOKIE, Sessions } from './sessions.service.ts';
export { SignIn } from './sign-in.service.ts';
export { STEP_UP_DONE, StepUp } from './step-up.service.ts';
