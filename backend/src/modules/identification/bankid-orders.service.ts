import type { BankIdView } from '@sefos/shared/contract/sign-in.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { BankIdHint, BankIdOrder, BankIdPerson, BankIdPort, BankIdState } from '../../ports/bankid.port.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { KeyRing } from '../organisations/index.ts';
import { IdentificationOrderEntity, type IdentificationOrderRow } from './identification.entity.ts';
import { openOrder, sealOrder } from './order-secrets.ts';
import { qrPath } from './qr-path.ts';
import type { RateLimiter } from './rate-limiter.service.ts';

export type OrderPurpose = 'sign-in' | 'step-up' | 'link';

export interface BankIdBegin {
  readonly purpose: OrderPurpose;
  /** Who alone may collect and cancel: a session's id. */
  readonly subjectId: string;
  /** The end user's address, as BankID wants it. */
  readonly ip: string;
  /** 12 digits; BankID then refuses anybody else. Protected: never log. */
  readonly personalNumber?: string;
  /** Shown in the app. */
  readonly visibleText: string;
  readonly returnUrl?: string;
}

/** What the caller makes of the person: writes that belong with the order's end, and a refusal to throw after them. */
export interface BankIdVerdict {
  readonly statements: readonly Statement[];
  readonly refusal?: DomainError;
}

export interface BankIdCaller {
  readonly purpose: OrderPurpose;
  readonly subjectId: string;
}

interface OrderSecrets extends BankIdOrder {
  readonly startedAt: number;
}

/** BankID asks for one collect every two seconds an order; pages ask each second, for the QR code. */
const COLLECT_MILLISECONDS = 2_000;
/** BankID forgets an order well before this. */
const LIFETIME_MILLISECONDS = 10 * 60_000;
const BEGINS = { limit: 30, windowSeconds: 600 };
const NO_SECRETS = Buffer.alloc(0);
/** Until somebody has scanned the code. */
const SHOWS_QR: ReadonlySet<BankIdHint> = new Set<BankIdHint>(['outstandingTransaction', 'noClient']);

/** Thrown inside a batch when another request ended the order first. */
class OrderRace extends Error {}

const notFound = () => new DomainError('not-found');

const finish = (orderId: string, now: number, hint: BankIdHint | null): Statement =>
  guard(
    write(
      'update identification_order set finished_at = ?, hint = ?, sealed = ? where id = ? and finished_at is null',
      now,
      hint,
      NO_SECRETS,
      orderId,
    ),
    () => new OrderRace(),
  );

const endedView = (row: IdentificationOrderRow): BankIdView => ({
  orderId: row.id,
  status: row.hint === null ? 'complete' : 'failed',
  hint: row.hint,
  autoStartToken: null,
  qr: null,
});

/** BankID orders: their secrets sealed, each bound to who began it, each identifying once. */
export class BankIdOrders {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #keyRing: KeyRing;
  readonly #bankId: BankIdPort;
  readonly #limiter: RateLimiter;

  constructor(dependencies: {
    readonly database: Database;
    readonly clock: Clock;
    readonly keyRing: KeyRing;
    readonly bankId: BankIdPort;
    readonly limiter: RateLimiter;
  }) {
    this.#database = dependencies.database;
    this.#clock = dependencies.clock;
    this.#keyRing = dependencies.keyRing;
    this.#bankId = dependencies.bankId;
    this.#limiter = dependencies.limiter;
  }

  /**
   * Starts an order; the subject's earlier ones end.
   * @throws {DomainError} identification-unavailable, too-many-requests
   */
  async begin(order: BankIdBegin): Promise<BankIdView> {
    const { purpose, subjectId, ip, personalNumber, visibleText, returnUrl } = order;
    await this.#limiter.hit('bankid-begin', `${purpose}:${subjectId}`, BEGINS);
    await this.#endEarlier(order);
    const started = await this.#bankId
      .start({
        endUserIp: ip,
        visibleText,
        ...(personalNumber === undefined ? {} : { personalNumber }),
        ...(returnUrl === undefined ? {} : { returnUrl }),
      })
      .catch((error: unknown) => {
        throw isDomainError(error) ? new DomainError('identification-unavailable') : error;
      });
    const now = this.#clock.now().getTime();
    const id = newId(now);
    const secrets: OrderSecrets = { ...started, startedAt: now };
    await this.#database.commit([
      insert(IdentificationOrderEntity, {
        id,
        kind: 'bankid',
        purpose,
        subject_id: subjectId,
        sealed: await sealOrder(this.#keyRing, id, secrets),
        created_at: now,
        expires_at: now + LIFETIME_MILLISECONDS,
        hint: 'outstandingTransaction',
      }),
    ]);
    return this.#pendingView(id, secrets, 'outstandingTransaction', now);
  }

  /**
   * Where the order stands. `person` is given to one call alone, together with the writes of `decide`, which are committed
   * with the order's end; when `decide` refuses the person, its refusal is thrown after that and the order has failed.
   * @throws {DomainError} not-found — unknown, expired, or somebody else's; what `decide` refuses with
   */
  async collect(
    orderId: string,
    caller: BankIdCaller & { readonly decide?: (person: BankIdPerson) => Promise<BankIdVerdict> },
  ): Promise<{ readonly view: BankIdView; readonly person?: BankIdPerson }> {
    const row = await this.#find(orderId, caller);
    if (row.finished_at !== null) return { view: endedView(row) };
    const secrets = await openOrder<OrderSecrets>(this.#keyRing, row.id, row.sealed);
    const now = this.#clock.now().getTime();
    const hint = (row.hint ?? 'unknown') as BankIdHint;
    if (!(await this.#mayCollect(orderId, now))) return { view: this.#pendingView(orderId, secrets, hint, now) };
    const state = await this.#ask(secrets.orderRef, hint);
    if (state.status === 'pending') {
      await this.#remember(orderId, state.hint, hint);
      return { view: this.#pendingView(orderId, secrets, state.hint, this.#clock.now().getTime()) };
    }
    const person = state.status === 'complete' ? state.person : undefined;
    const verdict = person ? await caller.decide?.(person) : undefined;
    const ending = state.status === 'failed' ? state.hint : verdict?.refusal ? 'unknown' : null;
    try {
      await this.#database.commit([finish(orderId, now, ending), ...(verdict?.statements ?? [])]);
    } catch (error) {
      // Another request ended the order: it alone has the person.
      if (error instanceof OrderRace) return { view: endedView(await this.#find(orderId, caller)) };
      throw error;
    }
    if (verdict?.refusal) throw verdict.refusal;
    const view = endedView({ ...row, hint: ending });
    return person ? { view, person } : { view };
  }

  /** Ends the order here and at BankID; one that has ended is left as it is. @throws {DomainError} not-found */
  async cancel(orderId: string, caller: BankIdCaller): Promise<void> {
    const row = await this.#find(orderId, caller);
    if (row.finished_at === null) await this.#end(row);
  }

  async #find(orderId: string, caller: BankIdCaller): Promise<IdentificationOrderRow> {
    const row = await this.#database.get<IdentificationOrderRow>(
      "select * from identification_order where id = ? and kind = 'bankid' and purpose = ? and subject_id = ? and expires_at > ?",
      orderId,
      caller.purpose,
      caller.subjectId,
      this.#clock.now().getTime(),
    );
    if (!row) throw notFound();
    return row;
  }

  /** Takes the next turn to ask BankID: one every two seconds, whatever the number of pages and processes. */
  async #mayCollect(orderId: string, now: number): Promise<boolean> {
    const rows = await this.#database.write(
      'update identification_order set collected_at = ? where id = ? and finished_at is null and (collected_at is null or collected_at <= ?) returning id',
      now,
      orderId,
      now - COLLECT_MILLISECONDS,
    );
    return rows.length > 0;
  }

  async #ask(orderRef: string, hint: BankIdHint): Promise<BankIdState> {
    try {
      return await this.#bankId.collect(orderRef);
    } catch (error) {
      if (isDomainError(error, 'bankid-order-not-found')) return { status: 'failed', hint: 'expiredTransaction' };
      // A hiccup on the way: the page asks again in a second, and the order's own end is near.
      if (isDomainError(error, 'bankid-unavailable')) return { status: 'pending', hint };
      throw error;
    }
  }

  async #remember(orderId: string, hint: BankIdHint, before: BankIdHint): Promise<void> {
    if (hint === before) return;
    await this.#database.commit([
      write('update identification_order set hint = ? where id = ? and finished_at is null', hint, orderId),
    ]);
  }

  #pendingView(orderId: string, secrets: OrderSecrets, hint: BankIdHint, now: number): BankIdView {
    const elapsedSeconds = Math.max(0, Math.floor((now - secrets.startedAt) / 1000));
    return {
      orderId,
      status: 'pending',
      hint,
      autoStartToken: secrets.autoStartToken,
      qr: SHOWS_QR.has(hint) ? qrPath(this.#bankId.qrData(secrets, elapsedSeconds)) : null,
    };
  }

  async #endEarlier({ purpose, subjectId }: BankIdCaller): Promise<void> {
    const rows = await this.#database.all<IdentificationOrderRow>(
      "select * from identification_order where kind = 'bankid' and purpose = ? and subject_id = ? and finished_at is null and expires_at > ?",
      purpose,
      subjectId,
      this.#clock.now().getTime(),
    );
    for (const row of rows) await this.#end(row);
  }

  async #end(row: IdentificationOrderRow): Promise<void> {
    try {
      await this.#database.commit([finish(row.id, this.#clock.now().getTime(), 'cancelled')]);
    } catch (error) {
      if (error instanceof OrderRace) return;
      throw error;
    }
    const { orderRef } = await openOrder<OrderSecrets>(this.#keyRing, row.id, row.sealed);
    // It has ended for us; BankID lets it expire when this does not arrive.
    await this.#bankId.cancel(orderRef).catch((error: unknown) => {
      if (!isDomainError(error)) throw error;
    });
  }
}
