/** One control of a host page; every value is text, as it stands in the address. */
export interface Setting {
  readonly label: string;
  readonly fallback: string;
  /** Offered values and their names; without them the person writes. */
  readonly choices?: Readonly<Record<string, string>>;
  readonly hint?: string;
  readonly inputMode?: 'numeric';
}

export type SettingTable<Name extends string> = Readonly<Record<Name, Setting>>;

/** The state of a host page's controls: begins with the address's parameters and writes every change back there. */
export class Settings<Name extends string> {
  readonly table: SettingTable<Name>;
  readonly #values: Map<Name, string>;
  readonly #listeners = new Set<(name: Name, value: string) => void>();

  constructor(table: SettingTable<Name>, search: string) {
    this.table = table;
    const given = new URLSearchParams(search);
    this.#values = new Map(this.names.map((name) => [name, given.get(name) ?? table[name].fallback]));
  }

  get names(): Name[] {
    return Object.keys(this.table) as Name[];
  }

  get(name: Name): string {
    return this.#values.get(name) ?? '';
  }

  /** Zero for what is no number. */
  number(name: Name): number {
    return Number(this.get(name)) || 0;
  }

  set(name: Name, value: string): void {
    if (this.get(name) === value) return;
    this.#values.set(name, value);
    for (const listener of this.#listeners) listener(name, value);
  }

  onChange(listener: (name: Name, value: string) => void): void {
    this.#listeners.add(listener);
  }

  /** The address's parameters that lead back to this state; what is as usual is left out. */
  search(): string {
    const changed = this.names.filter((name) => this.get(name) !== this.table[name].fallback);
    const query = new URLSearchParams(changed.map((name) => [name, this.get(name)]));
    return changed.length > 0 ? `?${query}` : '';
  }
}
