export {
  type BankIdBegin,
  type BankIdCaller,
  BankIdOrders,
  type BankIdVerdict,
  type OrderPurpose,
} from './bankid-orders.service.ts';
export {
  OIDC_CALLBACK_PATH,
  type OidcCompleter,
  registerIdentificationRoutes,
  setOidcBinding,
} from './identification.routes.ts';
export { networkOf } from './network.domain.ts';
export {
  type OfferedProvider,
  type OidcBegin,
  type OidcBinding,
  type OidcFlowResult,
  OidcFlows,
  type OidcPurpose,
} from './oidc-flows.service.ts';
export { type CodeDestination, type CodePurpose, OneTimeCodes } from './one-time-codes.service.ts';
export { qrPath } from './qr-path.ts';
export { type RateLimit, RateLimiter } from './rate-limiter.service.ts';
export { sweepIdentification } from './sweep.ts';
