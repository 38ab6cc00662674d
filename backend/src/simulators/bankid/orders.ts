import { randomBytes, randomUUID } from 'node:crypto';
import type { BankIdHint, BankIdPerson } from '../../ports/bankid.port.ts';
import type { Clock } from '../../ports/clock.port.ts';

/** How long BankID waits, in seconds from the start of an order. */
export interface BankIdLifetimes {
  /** Until an app has picked the order up; then it fails with `startFailed`. */
  readonly startWithinSeconds: number;
  /** Until the person has identified; then it fails with `expiredTransaction`. */
  readonly lifetimeSeconds: number;
}

/** What BankID itself does: 30 seconds to start, 3 minutes in all. */
export const BANKID_LIFETIMES: BankIdLifetimes = { startWithinSeconds: 30, lifetimeSeconds: 180 };
/** A newcomer to the demo has to find the page first. */
export const DEMO_LIFETIMES: BankIdLifetimes = { startWithinSeconds: 300, lifetimeSeconds: 300 };

/** Uncollected results are kept this long: "completed orders up to 3 minutes, failed orders up to 5 minutes". */
const KEPT_SECONDS = { complete: 180, failed: 300 } as const;

export const PENDING_HINTS = [
  'outstandingTransaction',
  'noClient',
  'started',
  'userMrtd',
  'userCallConfirm',
  'userSign',
] as const satisfies readonly BankIdHint[];

export const FAILED_HINTS = [
  'userCancel',
  'cancelled',
  'expiredTransaction',
  'certificateErr',
  'startFailed',
  'userDeclinedCall',
  'notSupportedByUserApp',
  'transactionRiskBlocked',
] as const satisfies readonly BankIdHint[];

export type PendingHint = (typeof PENDING_HINTS)[number];
export type FailedHint = (typeof FAILED_HINTS)[number];

export type SimulatedState =
  | { readonly status: 'pending'; readonly hint: PendingHint }
  | { readonly status: 'failed'; readonly hint: FailedHint; readonly at: Date }
  | { readonly status: 'complete'; readonly person: BankIdPerson; readonly at: Date };

/** What the relying party asked for. */
export interface OrderRequest {
  readonly endUserIp: string;
  readonly visibleText: string | null;
  readonly requiredPersonalNumber: string | null;
  readonly returnUrl: string | null;
}

export interface SimulatedOrder extends OrderRequest {
  readonly orderRef: string;
  readonly autoStartToken: string;
  readonly qrStartToken: string;
  readonly qrStartSecret: string;
  readonly startedAt: Date;
  state: SimulatedState;
}

/** Names one order; the newest pending one when both are missing. */
export interface OrderSelector {
  readonly orderRef?: string;
  readonly autoStartToken?: string;
}

const elapsedSeconds = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;

/** BankID's orders, kept in memory, with BankID's rules about time, uniqueness and collecting once. */
export class BankIdOrderBook {
  readonly #orders = new Map<string, SimulatedOrder>();
  readonly #clock: Clock;
  readonly #lifetimes: BankIdLifetimes;

  constructor(clock: Clock, lifetimes: BankIdLifetimes) {
    this.#clock = clock;
    this.#lifetimes = lifetimes;
  }

  /**
   * A new order, or null when one for the same personal number is pending: then that one is cancelled and none is
   * made ("400 alreadyInProgress: The order is aborted. No order is created").
   */
  open(request: OrderRequest): SimulatedOrder | null {
    const same = this.pending().filter(
      ({ requiredPersonalNumber }) =>
        requiredPersonalNumber !== null && requiredPersonalNumber === request.requiredPersonalNumber,
    );
    for (const order of same) this.#fail(order, 'cancelled');
    if (same.length > 0) return null;
    const order: SimulatedOrder = {
      ...request,
      orderRef: randomUUID(),
      autoStartToken: randomUUID(),
      qrStartToken: randomUUID(),
      qrStartSecret: randomBytes(16).toString('hex'),
      startedAt: this.#clock.now(),
      state: { status: 'pending', hint: 'outstandingTransaction' },
    };
    this.#orders.set(order.orderRef, order);
    return order;
  }

  /** The order's state; a result is handed out once. Null when there is no such order (any more). */
  collect(orderRef: string): SimulatedOrder | null {
    this.#passTime();
    const order = this.#orders.get(orderRef) ?? null;
    if (order && order.state.status !== 'pending') this.#orders.delete(orderRef);
    return order;
  }

  /** The relying party's cancel: false when there is no such pending order. */
  cancel(orderRef: string): boolean {
    this.#passTime();
    return this.#orders.get(orderRef)?.state.status === 'pending' && this.#orders.delete(orderRef);
  }

  /** Pending orders, newest first. */
  pending(): readonly SimulatedOrder[] {
    this.#passTime();
    return [...this.#orders.values()].filter(({ state }) => state.status === 'pending').reverse();
  }

  /** The pending order that is meant, or null. */
  find(selector: OrderSelector): SimulatedOrder | null {
    const { orderRef, autoStartToken } = selector;
    const fits = (order: SimulatedOrder): boolean =>
      (orderRef === undefined || order.orderRef === orderRef) &&
      (autoStartToken === undefined || order.autoStartToken === autoStartToken);
    return this.pending().find(fits) ?? null;
  }

  /**
   * The person identifies in the app. Of an order for somebody else BankID says only "If a BankID with another
   * personal number attempts to sign the transaction, it fails" (RP API v6, requirement.personalNumber); the hint that
   * fits its table is `startFailed`, "the user did not provide their ID".
   */
  identify(order: SimulatedOrder, person: BankIdPerson): SimulatedState {
    if (order.requiredPersonalNumber !== null && order.requiredPersonalNumber !== person.personalNumber) {
      this.#fail(order, 'startFailed');
    } else {
      order.state = { status: 'complete', person, at: this.#clock.now() };
    }
    return order.state;
  }

  /** Moves a pending order to a hint: onwards for a pending one, to its end for a failed one. */
  hint(order: SimulatedOrder, hint: PendingHint | FailedHint): SimulatedState {
    const pendingHint = PENDING_HINTS.find((known) => known === hint);
    const failedHint = FAILED_HINTS.find((known) => known === hint);
    if (pendingHint) order.state = { status: 'pending', hint: pendingHint };
    if (failedHint) this.#fail(order, failedHint);
    return order.state;
  }

  #fail(order: SimulatedOrder, hint: FailedHint): void {
    order.state = { status: 'failed', hint, at: this.#clock.now() };
  }

  #passTime(): void {
    const now = this.#clock.now();
    for (const order of this.#orders.values()) {
      const { state } = order;
      if (state.status === 'pending') this.#endIfLate(order, state.hint, elapsedSeconds(order.startedAt, now));
      else if (elapsedSeconds(state.at, now) >= KEPT_SECONDS[state.status]) this.#orders.delete(order.orderRef);
    }
  }

  #endIfLate(order: SimulatedOrder, hint: PendingHint, age: number): void {
    if (age >= this.#lifetimes.lifetimeSeconds) this.#fail(order, 'expiredTransaction');
    else if (hint === 'outstandingTransaction' && age >= this.#lifetimes.startWithinSeconds) {
      this.#fail(order, 'startFailed');
    }
  }
}
