import { type AddressInfo, createServer as createPlain, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';

interface Stored {
  readonly source: string;
  seen: boolean;
}

/** A mailbox that speaks as much IMAP4rev1 (RFC 3501) as a reader of return mail needs, one read of the socket a command. */
export class ImapServer {
  readonly mails: Stored[] = [];
  /** Commands, without their tags; the login's secret is not among them. */
  readonly commands: string[] = [];
  #logins = 0;
  readonly #server;
  readonly #sockets = new Set<Socket>();
  readonly #credentials: string;

  constructor(user: string, password: string, tls?: { readonly key: string; readonly cert: string }) {
    this.#credentials = Buffer.from(`\0${user}\0${password}`, 'utf8').toString('base64');
    const serve = (socket: Socket) => this.#serve(socket);
    this.#server = tls ? createTls(tls, serve) : createPlain(serve);
    this.#server.on('tlsClientError', () => undefined);
  }

  get logins(): number {
    return this.#logins;
  }

  add(source: string): void {
    this.mails.push({ source, seen: false });
  }

  /** The port. */
  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    let authenticating: string | undefined;
    let text = '';
    socket.on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n');
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (authenticating !== undefined) {
          const right = line === this.#credentials;
          if (right) this.#logins += 1;
          socket.write(`${authenticating} ${right ? 'OK' : 'NO [AUTHENTICATIONFAILED]'} done\r\n`);
          authenticating = undefined;
          continue;
        }
        const [, tag = '', command = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
        this.commands.push(command);
        if (command === 'AUTHENTICATE PLAIN') {
          authenticating = tag;
          socket.write('+ \r\n');
        } else socket.write(`${this.#answer(command)}${tag} OK done\r\n`, 'latin1');
      }
    });
  }

  #answer(command: string): string {
    if (command.startsWith('SELECT')) return `* ${this.mails.length} EXISTS\r\n* FLAGS (\\Seen)\r\n`;
    if (command === 'UID SEARCH UNSEEN')
      return `* SEARCH${this.mails.map(({ seen }, at) => (seen ? '' : ` ${at + 1}`)).join('')}\r\n`;
    const [, verb, uid] = /^UID (FETCH|STORE) (\d+)/.exec(command) ?? [];
    const mail = this.mails[Number(uid) - 1];
    if (!mail) return '';
    if (verb === 'STORE') {
      mail.seen = true;
      return '';
    }
    const bytes = Buffer.from(mail.source, 'utf8');
    return `* ${uid} FETCH (UID ${uid} BODY[]<0> {${bytes.length}}\r\n${bytes.toString('latin1')})\r\n`;
  }
}
