import { once } from 'node:events';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface ImapServer {
  readonly host: string;
  readonly port: number;
  /** False on this machine alone. */
  readonly tls: boolean;
  /** Authorities trusted in place of Node's own list, PEM. */
  readonly caPem?: string | undefined;
}

const TIMEOUT_MS = 30_000;
/** A line of an answer without its literals; a search over a very full mailbox is the longest. */
const MAX_LINE_BYTES = 1024 * 1024;
const MAX_ANSWERS = 1_000;

/** One untagged answer: its text with `{n}` where a literal stood, and the literals. */
export interface ImapAnswer {
  readonly text: string;
  readonly literals: readonly Buffer[];
}

/** The least of an IMAP4rev1 client (RFC 3501): one command at a time, its untagged answers, literals. Errors hold nothing of what was said. */
export class ImapConnection {
  readonly #socket: Socket;
  readonly #maxLiteralBytes: number;
  #buffered = Buffer.alloc(0);
  #tags = 0;

  private constructor(socket: Socket, maxLiteralBytes: number) {
    this.#socket = socket;
    this.#maxLiteralBytes = maxLiteralBytes;
  }

  /** @throws {Error} when there is no server, its certificate is wrong or it does not greet */
  static async open({ host, port, tls, caPem }: ImapServer, maxLiteralBytes: number): Promise<ImapConnection> {
    const socket = tls
      ? connectTls({
          host,
          port,
          ...(isIP(host) ? {} : { servername: host }),
          minVersion: 'TLSv1.2',
          ...(caPem ? { ca: caPem } : {}),
        })
      : connectPlain({ host, port });
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('IMAP timeout')));
    try {
      await once(socket, tls ? 'secureConnect' : 'connect');
      const connection = new ImapConnection(socket, maxLiteralBytes);
      // What goes wrong from here on is told to whoever waits for an answer.
      socket.on('error', () => undefined);
      const greeting = await connection.#answer();
      if (!/^\* OK\b/i.test(greeting.text)) throw new Error('IMAP greeting refused');
      return connection;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  /** Sends one command and gives its untagged answers. `continued` is sent when the server asks for more. @throws {Error} when it is not answered with OK */
  async command(text: string, continued?: string): Promise<readonly ImapAnswer[]> {
    const tag = `a${++this.#tags}`;
    this.#socket.write(`${tag} ${text}\r\n`);
    const untagged: ImapAnswer[] = [];
    for (;;) {
      const answer = await this.#answer();
      if (answer.text.startsWith('+')) {
        this.#socket.write(`${continued ?? '*'}\r\n`);
      } else if (answer.text.startsWith(`${tag} `)) {
        if (!/^OK\b/i.test(answer.text.slice(tag.length + 1))) throw new Error('IMAP command refused');
        return untagged;
      } else if (untagged.push(answer) > MAX_ANSWERS) throw new Error('IMAP answer too long');
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  async #answer(): Promise<ImapAnswer> {
    let text = '';
    const literals: Buffer[] = [];
    for (;;) {
      text += await this.#line();
      const length = /\{(\d{1,10})\}$/.exec(text)?.[1];
      if (length === undefined) return { text, literals };
      if (Number(length) > this.#maxLiteralBytes) throw new Error('IMAP literal too long');
      literals.push(await this.#bytes(Number(length)));
    }
  }

  async #line(): Promise<string> {
    let end = this.#buffered.indexOf('\r\n');
    while (end < 0) {
      if (this.#buffered.length > MAX_LINE_BYTES) throw new Error('IMAP line too long');
      await this.#more();
      end = this.#buffered.indexOf('\r\n');
    }
    const line = this.#buffered.subarray(0, end).toString('latin1');
    this.#buffered = this.#buffered.subarray(end + 2);
    return line;
  }

  async #bytes(length: number): Promise<Buffer> {
    while (this.#buffered.length < length) await this.#more();
    const bytes = this.#buffered.subarray(0, length);
    this.#buffered = this.#buffered.subarray(length);
    return bytes;
  }

  async #more(): Promise<void> {
    for (;;) {
      const chunk = this.#socket.read() as Buffer | null;
      if (chunk) {
        this.#buffered = Buffer.concat([this.#buffered, chunk]);
        return;
      }
      if (this.#socket.readableEnded || this.#socket.destroyed) throw new Error('IMAP connection closed');
      await readableOrOver(this.#socket);
    }
  }
}

const readableOrOver = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const settle = () => {
      for (const event of ['readable', 'end', 'close']) socket.off(event, settle);
      resolve();
    };
    for (const event of ['readable', 'end', 'close']) socket.on(event, settle);
  });
