import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isDomainError } from '../platform/errors.ts';
import type { BankIdHint, BankIdPerson, BankIdPort, BankIdState } from './bankid.port.ts';

/** The other end of the port under test: what the person does in the app, and how BankID behaves. */
export interface BankIdHarness {
  readonly bankid: BankIdPort;
  /** What the app shows for a pending order; null when the order is unknown. */
  shown(orderRef: string): { readonly visibleText: string | null } | null;
  identify(orderRef: string, person: BankIdPerson): void;
  hint(orderRef: string, hint: BankIdHint): void;
  failNext(status: number, errorCode: string): void;
  close(): Promise<void>;
}

const ANNA: BankIdPerson = {
  personalNumber: '199001012385',
  name: 'Anna Åkesson',
  givenName: 'Anna',
  surname: 'Åkesson',
};
const BO: BankIdPerson = { personalNumber: '198505052386', name: 'Bo Ek', givenName: 'Bo', surname: 'Ek' };
const PENDING: readonly BankIdHint[] = [
  'outstandingTransaction',
  'noClient',
  'started',
  'userMrtd',
  'userCallConfirm',
  'userSign',
];
const FAILED: readonly BankIdHint[] = [
  'expiredTransaction',
  'certificateErr',
  'userCancel',
  'cancelled',
  'startFailed',
  'userDeclinedCall',
  'notSupportedByUserApp',
  'transactionRiskBlocked',
];
/** BankID's error codes for a start, with what the port makes of them. */
const START_ERRORS: readonly (readonly [number, string, string, string])[] = [
  [400, 'invalidParameters', 'bankid-refused', 'invalidParameters'],
  [401, 'unauthorized', 'bankid-refused', 'unauthorized'],
  [403, 'unauthorized', 'bankid-refused', 'unauthorized'],
  [404, 'notFound', 'bankid-refused', 'notFound'],
  [405, 'methodNotAllowed', 'bankid-refused', 'methodNotAllowed'],
  [415, 'unsupportedMediaType', 'bankid-refused', 'unsupportedMediaType'],
  [400, 'inventedLater', 'bankid-refused', 'unknown'],
  [408, 'requestTimeout', 'bankid-unavailable', 'requestTimeout'],
  [500, 'internalError', 'bankid-unavailable', 'internalError'],
  [503, 'Maintenance', 'bankid-unavailable', 'Maintenance'],
  [502, 'inventedLater', 'bankid-unavailable', 'unknown'],
];

const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => (isDomainError(error) ? { type: error.type, ...error.facts } : error),
  );

/** The tests that every adapter of {@link BankIdPort} must pass. */
export const describeBankIdPort = (name: string, open: () => Promise<BankIdHarness>): void => {
  describe(`BankIdPort: ${name}`, () => {
    let harness: BankIdHarness;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(async () => harness.close());
    const start = (order: { personalNumber?: string; visibleText?: string; returnUrl?: string } = {}) =>
      harness.bankid.start({ endUserIp: '192.0.2.10', ...order });
    const collect = (orderRef: string): Promise<BankIdState> => harness.bankid.collect(orderRef);

    it('starts an order with four tokens that all differ', async () => {
      const order = await start();
      expect(new Set(Object.values(order)).size).toBe(4);
      expect(await collect(order.orderRef)).toEqual({ status: 'pending', hint: 'outstandingTransaction' });
    });

    it('shows the visible text in the app letter by letter', async () => {
      const text = 'Legitimera dig för att läsa meddelandet från Storkommun.\nÄr det inte du? Avbryt!';
      const { orderRef } = await start({ visibleText: text });
      expect(harness.shown(orderRef)).toMatchObject({ visibleText: text });
    });

    it('takes a visible text of 1,125 bytes and refuses one of 1,126', async () => {
      await expect(start({ visibleText: 'x'.repeat(1_125) })).resolves.toBeDefined();
      expect(await failure(start({ visibleText: 'x'.repeat(1_126) }))).toEqual({
        type: 'bankid-refused',
        code: 'visible-text-too-long',
      });
    });

    it('gives the person when the order is complete, and only once', async () => {
      const { orderRef } = await start();
      harness.identify(orderRef, ANNA);
      expect(await collect(orderRef)).toEqual({ status: 'complete', person: ANNA });
      expect(await failure(collect(orderRef))).toEqual({ type: 'bankid-order-not-found' });
    });

    it.each(PENDING)('reports the pending hint %s', async (hint) => {
      const { orderRef } = await start();
      harness.hint(orderRef, hint);
      expect(await collect(orderRef)).toEqual({ status: 'pending', hint });
    });

    it.each(FAILED)('reports the failed hint %s', async (hint) => {
      const { orderRef } = await start();
      harness.hint(orderRef, hint);
      expect(await collect(orderRef)).toEqual({ status: 'failed', hint });
    });

    it('lets nobody but the required person complete an order', async () => {
      const wrong = await start({ personalNumber: ANNA.personalNumber });
      harness.identify(wrong.orderRef, BO);
      expect(await collect(wrong.orderRef)).toMatchObject({ status: 'failed' });
      const right = await start({ personalNumber: ANNA.personalNumber });
      harness.identify(right.orderRef, ANNA);
      expect(await collect(right.orderRef)).toEqual({ status: 'complete', person: ANNA });
    });

    it('refuses a second order for a person who has one, and the first is cancelled', async () => {
      const first = await start({ personalNumber: BO.personalNumber });
      expect(await failure(start({ personalNumber: BO.personalNumber }))).toEqual({
        type: 'bankid-already-in-progress',
      });
      expect(await collect(first.orderRef)).toEqual({ status: 'failed', hint: 'cancelled' });
      await expect(start({ personalNumber: BO.personalNumber })).resolves.toBeDefined();
    });

    it('cancels an order, and cancelling again is no error', async () => {
      const { orderRef } = await start();
      await harness.bankid.cancel(orderRef);
      expect(await failure(collect(orderRef))).toEqual({ type: 'bankid-order-not-found' });
      await expect(harness.bankid.cancel(orderRef)).resolves.toBeUndefined();
    });

    it('refuses a personal number that is not 12 digits', async () => {
      expect(await failure(start({ personalNumber: '9001012385' }))).toMatchObject({ type: 'bankid-refused' });
    });

    it.each(START_ERRORS)('turns a start answered %i %s into %s (%s)', async (status, errorCode, type, code) => {
      harness.failNext(status, errorCode);
      expect(await failure(start())).toEqual({ type, code });
    });

    it.each([
      [503, 'Maintenance', 'Maintenance'],
      [400, 'inventedLater', 'unknown'],
      [401, 'unauthorized', 'unauthorized'],
    ])('turns a collect answered %i %s into bankid-unavailable', async (status, errorCode, code) => {
      const { orderRef } = await start();
      harness.failNext(status, errorCode);
      expect(await failure(collect(orderRef))).toEqual({ type: 'bankid-unavailable', code });
    });

    it('makes a new QR content each second that BankID can recompute', async () => {
      const order = await start();
      for (const seconds of [0, 1, 29, 179]) {
        const code = createHmac('sha256', order.qrStartSecret).update(String(seconds)).digest('hex');
        expect(harness.bankid.qrData(order, seconds)).toBe(`bankid.${order.qrStartToken}.${seconds}.${code}`);
      }
    });
  });
};
