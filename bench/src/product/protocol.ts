/** A session as a client of the API needs it. */
export interface Session {
  readonly cookie: string;
  readonly csrfToken: string;
  readonly mailboxId: string;
  readonly accountId: string;
  readonly organisationId: string;
}

/** Somebody made for the bench. */
export interface Person extends Session {
  readonly email: string;
}

/** `no-writes`: reads are real, a commit answers at once and writes nothing. `no-database`: reads come from memory as well. */
export type Ceiling = 'no-writes' | 'no-database';

export interface Cpu {
  /** User and system seconds of the whole server process so far. */
  readonly seconds: number;
}

/** Resident memory in MiB, sampled every 20 ms. */
export interface MemorySamples {
  readonly peakMiB: number;
  readonly medianMiB: number;
}

/** What the bench asks of a server process. */
export interface Commands {
  session(email: string): Promise<Session>;
  /** Makes so many people in the demo's first organisation and signs them in. */
  people(count: number): Promise<Person[]>;
  useCeiling(kind: Ceiling): Promise<void>;
  /** Also listens with plain routes on this port: the same storage and HTTP, nothing sealed. */
  listenPlain(port: number): Promise<void>;
  cpu(): Promise<Cpu>;
  /** Resident memory at rest: what start-up left behind is collected first, so that it cannot hide growth. */
  idleMiB(): Promise<number>;
  startSampling(): Promise<void>;
  stopSampling(): Promise<MemorySamples>;
  /** Waits until the log is sealed and no job is due. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export type CommandName = keyof Commands;
export interface Request {
  readonly id: number;
  readonly name: CommandName;
  readonly argument: unknown;
}
export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}
