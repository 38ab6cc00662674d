/** Sends text messages. */
export interface SmsPort {
  /**
   * Sends `text` to an E.164 number and resolves when the gateway has accepted it.
   * @throws {DomainError} sms-refused — permanent (number not reachable, refused by the gateway)
   * @throws {DomainError} sms-unavailable — transient: try again later
   */
  send(sms: { readonly to: string; readonly text: string }): Promise<void>;
}
