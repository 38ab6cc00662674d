/** One call of the product, as tests and people read it. */
export interface LoggedCall {
  readonly at: number;
  readonly name: string;
  readonly arguments: readonly unknown[];
}

const MAX_CALLS = 2_000;

/** Everything that the product has asked of the host, oldest first. */
export class CallLog {
  readonly calls: LoggedCall[] = [];

  add(name: string, given: readonly unknown[]): void {
    this.calls.push({ at: Date.now(), name, arguments: given });
    if (this.calls.length > MAX_CALLS) this.calls.shift();
  }

  names(): string[] {
    return this.calls.map(({ name }) => name);
  }
}
