import { DomainError } from '../platform/errors.ts';
import type { DnsPort } from '../ports/dns.port.ts';

/** A DNS with the records that a test puts there. */
export class FakeDns implements DnsPort {
  readonly records = new Map<string, string[]>();
  away = false;

  async hasText(name: string, value: string): Promise<boolean> {
    if (this.away) throw new DomainError('dns-unavailable');
    return this.records.get(name)?.includes(value) ?? false;
  }
}
