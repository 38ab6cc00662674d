/** What a delivery-status notification (RFC 3464), or a plain notice of a mail system, says of one address. */
export interface DeliveryStatus {
  /** RFC 3464 §2.3.3, in lower case. */
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** Enhanced status code (RFC 3463), such as 5.1.1; null when there is none. */
  readonly code: string | null;
  /** Final and original address, in lower case; a forwarded mail has two, a plain notice none. */
  readonly addresses: readonly string[];
}

/** What came to a return address, without anything of its text. */
export interface ReturnedMail {
  /** Tokens of return addresses and envelope ids found on it, the surest first; a few. Secret until they are used up. */
  readonly tokens: readonly string[];
  /** Empty when it is no notification: an automatic answer, say. */
  readonly statuses: readonly DeliveryStatus[];
}

/** `later`: it stays with whoever has it, and comes again. */
export type TakeReturned = (mail: ReturnedMail) => Promise<'taken' | 'later'>;

/** The way back of mails that could not be delivered. Never answers any mail. */
export interface MailReturnPort {
  /** The address that a mail with this token is to be returned to (8 + the token's length before the @); null = there is none. */
  addressOf(token: string): string | null;
  /**
   * Hands each mail that comes to `take`, and lets go of it only after that has resolved with `taken`. At least once.
   * `onTrouble` hears that the way back cannot be read for now; it is tried again.
   * @throws {Error} when it cannot listen
   */
  start(take: TakeReturned, onTrouble: () => void): Promise<void>;
  close(): Promise<void>;
}
