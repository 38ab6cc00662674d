import { appendFile, mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../ports/clock.port.ts';

/** One captured mail or text message, as `/dev/outbox.json` gives it. */
export interface OutboxEntry {
  readonly id: string;
  /** ISO 8601 instant of capture. */
  readonly at: string;
  readonly channel: 'mail' | 'sms';
  readonly from: string;
  readonly to: readonly string[];
  /** Empty for text messages. */
  readonly subject: string;
  readonly text: string;
  /** Empty for text messages. */
  readonly html: string;
  /** Lower-case names; a repeated header's values are joined by a line feed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly sizeBytes: number;
  }[];
}

/** What a simulator hands in; id and time are given by the outbox. */
export type CapturedMessage = Omit<OutboxEntry, 'id' | 'at'>;

export interface OutboxFilter {
  readonly channel?: string | undefined;
  /** Exact address or number, compared without regard to case. */
  readonly to?: string | undefined;
}

const FILE = 'outbox.jsonl';
const DEFAULT_CAPACITY = 5_000;

/**
 * Everything that the mail and SMS simulators have received: kept in memory and as JSON lines in a folder, so that it
 * survives a restart. Holds links and codes in clear: for demo and test mode only.
 */
export class CapturedOutbox {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #capacity: number;
  /** Oldest first. */
  #entries: OutboxEntry[];
  #linesInFile: number;
  #lastNumber: number;
  #unwritten: OutboxEntry[] = [];
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, clock: Clock, capacity: number, entries: OutboxEntry[], linesInFile: number) {
    this.#file = file;
    this.#clock = clock;
    this.#capacity = capacity;
    this.#entries = entries.slice(-capacity);
    this.#linesInFile = linesInFile;
    this.#lastNumber = Number(entries.at(-1)?.id ?? 0);
  }

  /** Opens (and creates) the outbox in `folder`. Lines cut short by a killed process are passed over. */
  static async open(options: {
    readonly folder: string;
    readonly clock: Clock;
    /** Entries kept, newest first to stay; 5,000 unless told. */
    readonly capacity?: number;
  }): Promise<CapturedOutbox> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    const file = join(options.folder, FILE);
    const content = await readExisting(file);
    if (content !== '' && !content.endsWith('\n')) await appendFile(file, '\n');
    const lines = content.split('\n').filter((line) => line !== '');
    const entries = lines.map(parseEntry).filter((entry) => entry !== undefined);
    return new CapturedOutbox(file, options.clock, options.capacity ?? DEFAULT_CAPACITY, entries, lines.length);
  }

  /** Captures a message and resolves once it is in the file. */
  async add(message: CapturedMessage): Promise<OutboxEntry> {
    this.#lastNumber += 1;
    const id = String(this.#lastNumber).padStart(6, '0');
    const entry: OutboxEntry = { id, at: this.#clock.now().toISOString(), ...message };
    this.#entries.push(entry);
    if (this.#entries.length > this.#capacity) this.#entries.shift();
    this.#unwritten.push(entry);
    const written = this.#writing.then(() => this.#flush());
    // The next writer goes on after a failure; the caller whose write failed is told.
    this.#writing = written.catch(() => undefined);
    await written;
    return entry;
  }

  /** Newest first. */
  list(filter: OutboxFilter = {}): OutboxEntry[] {
    const to = filter.to?.toLowerCase();
    return this.#entries
      .filter((entry) => filter.channel === undefined || entry.channel === filter.channel)
      .filter((entry) => to === undefined || entry.to.some((address) => address.toLowerCase() === to))
      .reverse();
  }

  get(id: string): OutboxEntry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  async #flush(): Promise<void> {
    // Adds that came while an earlier write was under way share one.
    const batch = this.#unwritten;
    if (batch.length === 0) return;
    this.#unwritten = [];
    await appendFile(this.#file, batch.map(toLine).join(''), { mode: 0o600 });
    this.#linesInFile += batch.length;
    if (this.#linesInFile >= this.#capacity * 2) await this.#compact();
  }

  async #compact(): Promise<void> {
    const kept = this.#entries.slice(0, this.#entries.length - this.#unwritten.length);
    const temporary = `${this.#file}.new`;
    await writeFile(temporary, kept.map(toLine).join(''), { mode: 0o600 });
    const handle = await open(temporary, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(temporary, this.#file);
    this.#linesInFile = kept.length;
  }
}

const toLine = (entry: OutboxEntry): string => `${JSON.stringify(entry)}\n`;

const readExisting = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
};

const parseEntry = (line: string): OutboxEntry | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const isEntry = (value: unknown): value is OutboxEntry =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  /^\d+$/.test(value.id) &&
  'to' in value &&
  Array.isArray(value.to) &&
  'headers' in value &&
  'attachments' in value;
