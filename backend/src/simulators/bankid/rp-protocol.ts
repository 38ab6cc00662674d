import { isIP } from 'node:net';
import type { BankIdOrderBook, OrderRequest, SimulatedOrder } from './orders.ts';

/** An answer of RP API v6. */
export interface RpReply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const AUTH_FIELDS: ReadonlySet<string> = new Set([
  'endUserIp',
  'userVisibleData',
  'userVisibleDataFormat',
  'userNonVisibleData',
  'requirement',
  'returnUrl',
  'returnRisk',
  'web',
  'app',
]);
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const MAX_VISIBLE_DATA_CHARACTERS = 1_500;

/** BankID's form of an error. */
export const rpError = (status: number, errorCode: string, details: string): RpReply => ({
  status,
  body: { errorCode, details },
});
const invalid = (details: string): RpReply => rpError(400, 'invalidParameters', details);

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readVisibleText = (value: unknown): string | null | RpReply => {
  if (value === undefined) return null;
  const fits = typeof value === 'string' && value.length > 0 && value.length <= MAX_VISIBLE_DATA_CHARACTERS;
  if (!fits || !BASE64.test(value)) return invalid('Invalid userVisibleData');
  return Buffer.from(value, 'base64').toString('utf8');
};

const readRequiredPerson = (requirement: unknown): string | null | RpReply => {
  if (requirement === undefined) return null;
  if (!isRecord(requirement)) return invalid('Invalid requirement');
  const { personalNumber } = requirement;
  if (personalNumber === undefined) return null;
  const twelveDigits = typeof personalNumber === 'string' && /^\d{12}$/.test(personalNumber);
  return twelveDigits ? personalNumber : invalid('Incorrect personalNumber');
};

const isReply = (value: unknown): value is RpReply => isRecord(value) && 'status' in value && 'body' in value;

const readAuth = (body: Json): OrderRequest | RpReply => {
  const stranger = Object.keys(body).find((field) => !AUTH_FIELDS.has(field));
  if (stranger !== undefined) return invalid(`Unknown parameter ${stranger}`);
  const { endUserIp, returnUrl } = body;
  if (typeof endUserIp !== 'string' || isIP(endUserIp) === 0) return invalid('Invalid endUserIp');
  if (returnUrl !== undefined && (typeof returnUrl !== 'string' || !URL.canParse(returnUrl))) {
    return invalid('Invalid returnUrl');
  }
  const visibleText = readVisibleText(body.userVisibleData);
  if (isReply(visibleText)) return visibleText;
  const requiredPersonalNumber = readRequiredPerson(body.requirement);
  if (isReply(requiredPersonalNumber)) return requiredPersonalNumber;
  return { endUserIp, visibleText, requiredPersonalNumber, returnUrl: returnUrl ?? null };
};

const auth = (orders: BankIdOrderBook, body: Json): RpReply => {
  const request = readAuth(body);
  if (isReply(request)) return request;
  const order = orders.open(request);
  if (order === null) return rpError(400, 'alreadyInProgress', 'Order already in progress for pno');
  const { orderRef, autoStartToken, qrStartToken, qrStartSecret } = order;
  return { status: 200, body: { orderRef, autoStartToken, qrStartToken, qrStartSecret } };
};

const simulated = (what: string, order: SimulatedOrder): string =>
  Buffer.from(`Simulated ${what} of order ${order.orderRef}`, 'utf8').toString('base64');

const collect = (orders: BankIdOrderBook, orderRef: string): RpReply => {
  const order = orders.collect(orderRef);
  if (order === null) return invalid('No such order');
  const { state } = order;
  if (state.status !== 'complete') {
    return { status: 200, body: { orderRef, status: state.status, hintCode: state.hint } };
  }
  const completionData = {
    user: state.person,
    device: { ipAddress: order.endUserIp, uhi: 'SIMULATEDUHI' },
    bankIdIssueDate: '2024-02-01',
    signature: simulated('signature', order),
    ocspResponse: simulated('OCSP response', order),
  };
  return { status: 200, body: { orderRef, status: 'complete', completionData } };
};

const cancel = (orders: BankIdOrderBook, orderRef: string): RpReply =>
  orders.cancel(orderRef) ? { status: 200, body: {} } : invalid('No such order');

/** Answers one call of RP API v6: `/rp/v6.0/auth`, `collect` or `cancel`; anything else is `notFound`. */
export const answerRpCall = (orders: BankIdOrderBook, path: string, body: unknown): RpReply => {
  if (!['/rp/v6.0/auth', '/rp/v6.0/collect', '/rp/v6.0/cancel'].includes(path)) {
    return rpError(404, 'notFound', 'Not found');
  }
  if (!isRecord(body)) return invalid('Invalid JSON');
  if (path === '/rp/v6.0/auth') return auth(orders, body);
  const { orderRef } = body;
  if (typeof orderRef !== 'string') return invalid('Invalid orderRef');
  return path === '/rp/v6.0/collect' ? collect(orders, orderRef) : cancel(orders, orderRef);
};
