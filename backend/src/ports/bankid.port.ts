/** Who BankID identified. `personalNumber` is 12 digits. Protected: never log. */
export interface BankIdPerson {
  readonly personalNumber: string;
  readonly name: string;
  readonly givenName: string;
  readonly surname: string;
}

/** Hint codes of RP API v6; every one has a text in every language. */
export type BankIdHint =
  | 'outstandingTransaction'
  | 'noClient'
  | 'started'
  | 'userMrtd'
  | 'userCallConfirm'
  | 'userSign'
  | 'expiredTransaction'
  | 'certificateErr'
  | 'userCancel'
  | 'cancelled'
  | 'startFailed'
  | 'userDeclinedCall'
  | 'notSupportedByUserApp'
  | 'transactionRiskBlocked'
  | 'unknown';

export interface BankIdOrder {
  readonly orderRef: string;
  readonly autoStartToken: string;
  readonly qrStartToken: string;
  /** Secret: HMAC key of the animated QR; stays on the server. */
  readonly qrStartSecret: string;
}

export type BankIdState =
  | { readonly status: 'pending'; readonly hint: BankIdHint }
  | { readonly status: 'failed'; readonly hint: BankIdHint }
  | { readonly status: 'complete'; readonly person: BankIdPerson };

/** BankID relying-party API v6. */
export interface BankIdPort {
  /**
   * Starts an authentication. `personalNumber` (12 digits) makes BankID refuse anybody else.
   * @throws {DomainError} bankid-unavailable, bankid-already-in-progress, bankid-refused
   */
  start(order: {
    readonly endUserIp: string;
    readonly personalNumber?: string;
    /** Shown in the app, plain text, at most 1,125 bytes of UTF-8: RP API v6 allows 1,500 characters of base64. */
    readonly visibleText?: string;
    readonly returnUrl?: string;
  }): Promise<BankIdOrder>;
  /** At most every second an order. @throws {DomainError} bankid-unavailable, bankid-order-not-found */
  collect(orderRef: string): Promise<BankIdState>;
  /** Ends a pending order; an order that is already gone is no error. @throws {DomainError} bankid-unavailable */
  cancel(orderRef: string): Promise<void>;
  /**
   * Content of the animated QR code `elapsedSeconds` (whole seconds, from 0) after `start` answered: a new one each
   * second. The only thing derived from `qrStartSecret` that may leave the server.
   */
  qrData(order: Pick<BankIdOrder, 'qrStartToken' | 'qrStartSecret'>, elapsedSeconds: number): string;
}
