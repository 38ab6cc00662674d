import type { DnsPort } from '../../ports/dns.port.ts';

/** A DNS in which every name below `.example` (RFC 2606 §2) has the record that is looked for, and no other name has any. */
export const simulatedDns: DnsPort = { hasText: async (name) => name.endsWith('.example') };
