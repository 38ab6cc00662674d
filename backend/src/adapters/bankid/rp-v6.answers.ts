import { DomainError } from '../../platform/errors.ts';
import type { BankIdHint, BankIdOrder, BankIdPerson, BankIdState } from '../../ports/bankid.port.ts';
import type { RpAnswer } from './rp-v6.transport.ts';

const HINTS: ReadonlySet<string> = new Set<Exclude<BankIdHint, 'unknown'>>([
  'outstandingTransaction',
  'noClient',
  'started',
  'userMrtd',
  'userCallConfirm',
  'userSign',
  'expiredTransaction',
  'certificateErr',
  'userCancel',
  'cancelled',
  'startFailed',
  'userDeclinedCall',
  'notSupportedByUserApp',
  'transactionRiskBlocked',
]);

/** Error codes of RP API v6 by what they mean to us; BankID may add others without notice. */
const UNAVAILABLE: ReadonlySet<string> = new Set(['requestTimeout', 'internalError', 'Maintenance', 'maintenance']);
const REFUSED: ReadonlySet<string> = new Set([
  'invalidParameters',
  'unauthorized',
  'notFound',
  'methodNotAllowed',
  'unsupportedMediaType',
]);

const isHint = (value: unknown): value is BankIdHint => typeof value === 'string' && HINTS.has(value);
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
const filled = (value: unknown): value is string => typeof value === 'string' && value.length > 0;
const malformed = (): DomainError => new DomainError('bankid-unavailable', { code: 'malformed-answer' });

/** Only codes that we know become facts: `details` and new codes are BankID's text and may name a person. */
const errorCodeOf = (answer: RpAnswer): string => {
  const { errorCode } = record(answer.body);
  if (!filled(errorCode)) return 'unknown';
  const known = errorCode === 'alreadyInProgress' || UNAVAILABLE.has(errorCode) || REFUSED.has(errorCode);
  return known ? errorCode : 'unknown';
};

const isFleeting = (answer: RpAnswer, code: string): boolean =>
  UNAVAILABLE.has(code) || answer.status >= 500 || answer.status === 408 || answer.status === 429;

/** @throws {DomainError} bankid-already-in-progress, bankid-refused (facts.code), bankid-unavailable (facts.code) */
export const readOrder = (answer: RpAnswer): BankIdOrder => {
  if (answer.status !== 200) {
    const code = errorCodeOf(answer);
    if (code === 'alreadyInProgress') throw new DomainError('bankid-already-in-progress');
    throw new DomainError(isFleeting(answer, code) ? 'bankid-unavailable' : 'bankid-refused', { code });
  }
  const { orderRef, autoStartToken, qrStartToken, qrStartSecret } = record(answer.body);
  if (!filled(orderRef) || !filled(autoStartToken) || !filled(qrStartToken) || !filled(qrStartSecret)) {
    throw malformed();
  }
  return { orderRef, autoStartToken, qrStartToken, qrStartSecret };
};

const readPerson = (completionData: unknown): BankIdPerson => {
  const { personalNumber, name, givenName, surname } = record(record(completionData).user);
  if (!filled(personalNumber) || !/^\d{12}$/.test(personalNumber)) throw malformed();
  if (typeof name !== 'string' || typeof givenName !== 'string' || typeof surname !== 'string') throw malformed();
  return { personalNumber, name, givenName, surname };
};

/**
 * State of an order; a hint that BankID added after this was written becomes `unknown`.
 * @throws {DomainError} bankid-order-not-found, bankid-unavailable (facts.code)
 */
export const readState = (answer: RpAnswer): BankIdState => {
  if (answer.status !== 200) {
    const code = errorCodeOf(answer);
    if (code === 'invalidParameters') throw new DomainError('bankid-order-not-found');
    throw new DomainError('bankid-unavailable', { code });
  }
  const { status, hintCode, completionData } = record(answer.body);
  const hint = isHint(hintCode) ? hintCode : 'unknown';
  if (status === 'pending' || status === 'failed') return { status, hint };
  if (status === 'complete') return { status, person: readPerson(completionData) };
  throw malformed();
};

/** An order that is gone already is what the caller wanted. @throws {DomainError} bankid-unavailable (facts.code) */
export const readCancelled = (answer: RpAnswer): void => {
  if (answer.status === 200) return;
  const code = errorCodeOf(answer);
  if (code !== 'invalidParameters') throw new DomainError('bankid-unavailable', { code });
};
