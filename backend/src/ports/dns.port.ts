/** Looks records up in DNS. */
export interface DnsPort {
  /**
   * Whether one of the name's TXT records says exactly this; false also for a name that is not there.
   * @throws {DomainError} dns-unavailable — no answer, or one that is none: try again later
   */
  hasText(name: string, value: string): Promise<boolean>;
}
