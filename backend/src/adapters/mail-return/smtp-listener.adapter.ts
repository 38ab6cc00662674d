import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { MailReturnPort, TakeReturned } from '../../ports/mail-return.port.ts';
import { returnAddress, tokenOfAddress } from './return-address.ts';
import { MAX_RETURNED_BYTES, readReturnedMail } from './returned-mail.ts';

export interface SmtpReturnOptions {
  /** Domain whose mail is routed here. */
  readonly domain: string;
  readonly host: string;
  /** 0 = a free one. */
  readonly port: number;
  /** Certificate and key for STARTTLS, PEM; without them mails come in clear from the relay in front. */
  readonly tls?: { readonly certificatePem: string; readonly keyPem: string } | undefined;
}

const MAX_CONNECTIONS = 50;
const MAX_RECIPIENTS = 20;
const SOCKET_TIMEOUT_MS = 60_000;

/** A return path that can say where it listens, once it has started. */
export interface SmtpReturn extends MailReturnPort {
  port(): number;
}

/**
 * A mail server for return addresses and nothing else: takes no other address, relays nothing, keeps nothing, logs nothing.
 * A mail is taken (250) after what it says has been committed; until then, and whenever that is not possible, the relay in
 * front keeps it (451). Any sender may write, the null one above all; what is not a known token changes nothing.
 */
export const makeSmtpReturn = (options: SmtpReturnOptions): SmtpReturn => {
  const { domain, host, port } = options;
  let server: SMTPServer | undefined;
  return {
    addressOf: (token) => returnAddress(token, domain),
    port: () => (server?.server.address() as AddressInfo | null)?.port ?? 0,
    start: async (take) => {
      const started = new SMTPServer(serverOptions(options, take));
      await new Promise<void>((resolve, reject) => {
        started.once('error', reject);
        started.listen(port, host, resolve);
      });
      // A client that hangs up in the middle is its own concern; without a listener it would end the process.
      started.on('error', () => undefined);
      server = started;
    },
    close: async () => {
      const closing = server;
      if (closing) await new Promise<void>((resolve) => closing.close(() => resolve()));
    },
  };
};

const serverOptions = ({ domain, tls }: SmtpReturnOptions, take: TakeReturned): SMTPServerOptions => ({
  name: domain,
  banner: 'SEFOS return path',
  ...(tls ? { key: tls.keyPem, cert: tls.certificatePem, minVersion: 'TLSv1.2' } : {}),
  disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
  authOptional: true,
  disableReverseLookup: true,
  maxClients: MAX_CONNECTIONS,
  socketTimeout: SOCKET_TIMEOUT_MS,
  closeTimeout: 1_000,
  size: MAX_RETURNED_BYTES,
  logger: false,
  onRcptTo: ({ address }, session, done) => {
    if (tokenOfAddress(address, domain) === null) done(answer(550, '5.1.1 No such mailbox'));
    else if (session.envelope.rcptTo.length >= MAX_RECIPIENTS) done(answer(452, '4.5.3 Too many recipients'));
    else done();
  },
  onData: (stream, session, done) => {
    const envelopeTo = session.envelope.rcptTo.map(({ address }) => address);
    taken(stream, envelopeTo, domain, take).then(
      (error) => done(error),
      () => done(answer(451, '4.3.0 Come back later')),
    );
  },
});

type Incoming = Readable & { readonly sizeExceeded?: boolean };

const taken = async (stream: Incoming, envelopeTo: readonly string[], domain: string, take: TakeReturned) => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) return answer(552, '5.3.4 Too large');
  const outcome = await take(await readReturnedMail(Buffer.concat(chunks), domain, envelopeTo));
  return outcome === 'taken' ? null : answer(451, '4.3.2 Come back later');
};

const answer = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });
