import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerEnvelope } from 'smtp-server';
import type { CapturedMessage, CapturedOutbox } from '../outbox.ts';
import { fateOf, type ReturnRoute, returnMail } from './delivery-notice.ts';

export interface SmtpSinkOptions {
  readonly outbox: CapturedOutbox;
  /** Loopback port; a free one unless told. */
  readonly port?: number;
  /** Turns STARTTLS on, or TLS from the first byte with `implicit`. */
  readonly tls?: { readonly keyPem: string; readonly certificatePem: string; readonly implicit?: boolean };
  /** Where notifications of undeliverable mail go; without it they are lost. */
  readonly returnRoute?: ReturnRoute;
  /** Makes AUTH necessary. */
  readonly credentials?: { readonly user: string; readonly password: string };
}

export interface SmtpSink {
  /** `smtp://127.0.0.1:port`, or `smtps://`. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const MAX_MESSAGE_BYTES = 25 * 1024 * 1024;

/**
 * A mail server that takes every mail and keeps it in the outbox. It speaks real SMTP (RFC 5321), so the product cannot
 * tell it from the next hop of a municipality. Local parts decide: `studsar` and `bounce` are refused with 550, `senare`
 * and `later` get 451 the first time and are taken the second. `finns-inte`, `full` and `fordrojd` are taken and not
 * delivered: a notification of that comes back (RFC 3464). What follows a plus sign is not looked at.
 */
export const startSmtpSink = async (options: SmtpSinkOptions): Promise<SmtpSink> => {
  const { outbox, tls, credentials, returnRoute } = options;
  const deferred = new Set<string>();
  const disabledCommands = [...(tls ? [] : ['STARTTLS']), ...(credentials ? [] : ['AUTH'])];
  const server = new SMTPServer({
    name: 'smtp-sink.sefos.example',
    banner: 'SEFOS mail simulator',
    secure: tls?.implicit ?? false,
    ...(tls ? { key: tls.keyPem, cert: tls.certificatePem } : {}),
    disabledCommands,
    authOptional: credentials === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: MAX_MESSAGE_BYTES,
    closeTimeout: 1_000,
    logger: false,
    onAuth: (auth, _session, done) => {
      if (auth.username === credentials?.user && auth.password === credentials?.password) {
        done(null, { user: auth.username });
      } else done(smtpError(535, '5.7.8 Authentication credentials invalid'));
    },
    onRcptTo: (recipient, _session, done) => done(refusalOf(recipient.address, deferred)),
    onData: (stream, session, done) => {
      const envelope = {
        from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((recipient) => recipient.address),
      };
      const delivered = { ...envelope, to: envelope.to.filter((address) => !fateOf(address)) };
      capture(stream, delivered, outbox).then(
        ({ id, subject }) => {
          done(null, `2.0.0 Taken as ${id}`);
          if (returnRoute) notify(returnRoute, envelope, envelopeIdOf(session.envelope), subject);
        },
        () => done(stream.sizeExceeded ? smtpError(552, '5.3.4 Too large') : smtpError(451, '4.3.0 Could not keep it')),
      );
    },
  });
  // A client that hangs up in the middle is its own concern; without a listener it would end the process.
  server.on('error', () => undefined);
  const port = await listen(server, options.port ?? 0);
  return {
    url: `${tls?.implicit === true ? 'smtps' : 'smtp'}://${HOST}:${port}`,
    port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

const listen = (server: SMTPServer, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, HOST, () => resolve((server.server.address() as AddressInfo).port));
  });

const smtpError = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

const refusalOf = (address: string, deferred: Set<string>): Error | null => {
  const key = address.toLowerCase();
  const localPart = (key.split('@')[0] ?? '').split('+')[0] ?? '';
  if (localPart === 'studsar' || localPart === 'bounce') return smtpError(550, '5.1.1 No such mailbox');
  if ((localPart === 'senare' || localPart === 'later') && !deferred.has(key)) {
    deferred.add(key);
    return smtpError(451, '4.7.1 Greylisted, come back later');
  }
  return null;
};

const capture = async (
  stream: Readable & { sizeExceeded?: boolean },
  envelope: { readonly from: string; readonly to: readonly string[] },
  outbox: CapturedOutbox,
): Promise<{ readonly id: string; readonly subject: string }> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw new Error('message too large');
  const mail = await PostalMime.parse(Buffer.concat(chunks));
  const message = toMessage(mail, envelope);
  const id = envelope.to.length === 0 ? 'undeliverable' : (await outbox.add(message)).id;
  return { id, subject: message.subject };
};

/** ENVID of the envelope; smtp-server's types do not know it. */
const envelopeIdOf = (envelope: SMTPServerEnvelope): string | null =>
  (envelope as { readonly dsn?: { readonly envid?: string | null } }).dsn?.envid ?? null;

const notify = (
  route: ReturnRoute,
  envelope: { readonly from: string; readonly to: readonly string[] },
  envelopeId: string | null,
  subject: string,
): void => {
  for (const address of envelope.to) {
    const fate = fateOf(address);
    // A return path that is away, or stops, loses the notification: nobody waits for it here.
    if (fate)
      returnMail(route, { envelopeFrom: envelope.from, envelopeId, address, subject }, fate).catch(() => undefined);
  }
};

const toMessage = (
  mail: Email,
  envelope: { readonly from: string; readonly to: readonly string[] },
): CapturedMessage => {
  const headers: Record<string, string> = {};
  for (const { key, value } of mail.headers) {
    headers[key] = headers[key] === undefined ? value : `${headers[key]}\n${value}`;
  }
  const fromAddress = mail.from?.address ?? envelope.from;
  return {
    channel: 'mail',
    from: mail.from?.name ? `${mail.from.name} <${fromAddress}>` : fromAddress,
    to: envelope.to,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers,
    attachments: mail.attachments.map((attachment) => ({
      filename: attachment.filename ?? '',
      contentType: attachment.mimeType,
      sizeBytes: Buffer.byteLength(attachment.content as Uint8Array | string),
    })),
  };
};
