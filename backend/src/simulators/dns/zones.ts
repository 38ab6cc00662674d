import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { domainToASCII } from 'node:url';

export interface TextRecord {
  readonly name: string;
  readonly text: string;
}

/** A domain and what is said below it. */
export interface Zone {
  readonly domain: string;
  readonly records: readonly TextRecord[];
}

const FILE = 'dns.json';
const MOST_RECORDS = 500;
const LONGEST_TEXT_BYTES = 2_000;

/** As it is asked for: in lower case, in ASCII, without a dot at the end; null for what is no name of at least two labels. */
const nameOf = (typed: string): string | null => {
  const name = domainToASCII(typed.trim().replace(/\.$/, ''));
  const labels = name.split('.');
  const fits = name.length <= 253 && labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
  return fits && labels.length > 1 ? name : null;
};

/** Names such as `_sefos` say something about the domain that they stand below (RFC 8552). */
const zoneOf = (name: string): string => name.replace(/^(?:_[^.]*\.)+/, '');

/** The TXT records of the simulated name server: every domain is there to be written to, and they survive a restart. */
export class SimulatedZones {
  readonly #file: string;
  #records: readonly TextRecord[];
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, records: readonly TextRecord[]) {
    this.#file = file;
    this.#records = records;
  }

  /** Opens what is kept in `folder`; with `initial` where nothing is. */
  static async open(folder: string, initial: readonly TextRecord[]): Promise<SimulatedZones> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, FILE);
    try {
      return new SimulatedZones(file, JSON.parse(await readFile(file, 'utf8')) as TextRecord[]);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return new SimulatedZones(file, initial);
    }
  }

  /** By name. */
  list(): Zone[] {
    const byDomain = Map.groupBy(this.#records, ({ name }) => zoneOf(name));
    return [...byDomain]
      .map(([domain, records]) => ({ domain, records }))
      .sort((one, other) => (one.domain < other.domain ? -1 : 1));
  }

  /** What the name server says of a name; a name above others is there, without records (RFC 8020). */
  readonly lookup = (name: string): readonly string[] | 'no-such-name' => {
    const texts = this.#records.filter((record) => record.name === name).map(({ text }) => text);
    const isThere = texts.length > 0 || this.#records.some((record) => record.name.endsWith(`.${name}`));
    return isThere ? texts : 'no-such-name';
  };

  /** Said twice, it is there once. Answers why not, null when it is there. */
  async add(typed: TextRecord): Promise<string | null> {
    const name = nameOf(typed.name);
    const text = typed.text.trim();
    if (!name) return 'That is no name of a domain.';
    if (text === '' || Buffer.byteLength(text) > LONGEST_TEXT_BYTES)
      return `The text has 1 to ${LONGEST_TEXT_BYTES} bytes.`;
    if (this.#records.some((record) => record.name === name && record.text === text)) return null;
    if (this.#records.length >= MOST_RECORDS) return `There is room for ${MOST_RECORDS} records: remove one.`;
    await this.#keep([...this.#records, { name, text }]);
    return null;
  }

  async remove({ name, text }: TextRecord): Promise<void> {
    await this.#keep(this.#records.filter((record) => record.name !== name || record.text !== text));
  }

  async #keep(records: readonly TextRecord[]): Promise<void> {
    this.#records = records;
    const written = this.#writing.then(async () => {
      await writeFile(`${this.#file}.new`, JSON.stringify(this.#records), { mode: 0o600 });
      await rename(`${this.#file}.new`, this.#file);
    });
    // The next writer goes on after a failure; the caller whose write failed is told.
    this.#writing = written.catch(() => undefined);
    await written;
  }
}
