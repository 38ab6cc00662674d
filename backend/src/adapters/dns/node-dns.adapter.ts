import { Resolver } from 'node:dns/promises';
import { DomainError } from '../../platform/errors.ts';
import type { DnsPort } from '../../ports/dns.port.ts';

const TIMEOUT_MILLISECONDS = 3_000;
const TRIES = 2;
/** The name is not there, or has no TXT record. */
const NOTHING: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA']);

/** Its code, wherever it comes from: c-ares' errors are no `Error` of the realm that tests run in. */
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** DNS by c-ares: the system's name servers, or those given (`address:port`). */
export const makeNodeDns = (servers?: readonly string[]): DnsPort => {
  const resolver = new Resolver({ timeout: TIMEOUT_MILLISECONDS, tries: TRIES });
  if (servers) resolver.setServers(servers);
  return {
    hasText: async (name, value) => {
      try {
        // A record longer than 255 bytes comes in pieces that belong together (RFC 7208 §3.3).
        return (await resolver.resolveTxt(name)).some((pieces) => pieces.join('').trim() === value);
      } catch (error) {
        if (NOTHING.has(codeOf(error))) return false;
        throw new DomainError('dns-unavailable');
      }
    },
  };
};
