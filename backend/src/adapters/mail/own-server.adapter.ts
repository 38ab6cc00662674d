import { Resolver } from 'node:dns/promises';
import { type BlockList, isIP, isIPv4 } from 'node:net';
import nodemailer from 'nodemailer';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OwnMailPort, OwnMailServer } from '../../ports/own-mail.port.ts';
import { isPublicAddress } from './public-address.ts';
import { toDomainError } from './smtp.adapter.ts';
import { toSafeMail } from './smtp-message.ts';

export interface OwnServerMailOptions {
  readonly clock: Clock;
  /** Networks that are not public and may be reached all the same. */
  readonly networks: BlockList;
  /** A server that takes mail from us for our address alone: no organisation may send as whom it likes through it. */
  readonly trustsUs?: string;
  /** Every address of a name; asked of the name servers unless told. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** Authorities trusted in place of Node's own list, PEM. */
  readonly caPem?: string;
  /** For one mail in all, from its server's name to its receipt; 15 seconds unless told. */
  readonly timeoutMs?: number;
}

/** Everybody's mail waits in one queue: nobody's server may hold it up for longer. */
const TIMEOUT_MS = 15_000;
const DNS_TIMEOUT_MS = 5_000;

/** Without the system's resolver: a name server that keeps silent would hold its few threads, and files and passwords wait for those. */
const allAddresses = async (host: string): Promise<readonly string[]> => {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const deadline = setTimeout(() => resolver.cancel(), DNS_TIMEOUT_MS);
  const none = (): string[] => [];
  const found = await Promise.all([resolver.resolve4(host).catch(none), resolver.resolve6(host).catch(none)]);
  clearTimeout(deadline);
  return found.flat();
};

/** The address to connect to: looked up once and used as it is, so that no second answer leads elsewhere. @throws {DomainError} mail-server-address */
const addressOf = async (host: string, options: OwnServerMailOptions): Promise<string> => {
  const { networks, trustsUs, resolve = allAddresses } = options;
  const addresses = (name: string) => (isIP(name) === 0 ? resolve(name).catch(() => []) : [name]);
  const reserved = trustsUs === undefined ? [] : await addresses(trustsUs);
  const isAllowed = (address: string) =>
    !reserved.includes(address) &&
    (isPublicAddress(address) || networks.check(address, isIPv4(address) ? 'ipv4' : 'ipv6'));
  const found = isIP(host) === 0 && host !== trustsUs ? await addresses(host) : [];
  const [first] = found;
  // One that is not allowed among them would be reached by asking often enough.
  if (first === undefined || !found.every(isAllowed)) throw new DomainError('mail-server-address');
  return first;
};

const transportTo = (
  { port, tls, login, host }: OwnMailServer,
  address: string,
  { caPem, timeoutMs = TIMEOUT_MS }: OwnServerMailOptions,
) =>
  nodemailer.createTransport({
    host: address,
    port,
    secure: tls === 'implicit',
    requireTLS: true,
    // The certificate is the name's, whichever address it led to.
    tls: { minVersion: 'TLSv1.2', servername: host, ...(caPem === undefined ? {} : { ca: caPem }) },
    ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    logger: false,
  });

/** Hands mail to the servers that organisations name, one connection a mail. Nothing is logged; errors hold SMTP codes only. */
export const makeOwnServerMail = (options: OwnServerMailOptions): OwnMailPort => ({
  send: async (server, mail) => {
    const safe = toSafeMail(mail);
    const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const transport = transportTo(server, await addressOf(server.host, options), options);
    try {
      await transport.sendMail({
        ...safe,
        text: mail.text,
        html: mail.html,
        date: options.clock.now(),
        disableFileAccess: true,
        disableUrlAccess: true,
        signal,
      });
    } catch (error) {
      throw toDomainError(error);
    } finally {
      transport.close();
    }
  },
});
