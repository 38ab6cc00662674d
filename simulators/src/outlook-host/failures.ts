import { internalError, type OfficeFailure, offline } from './office-error.ts';

/** What a call meets: an error, no answer ever, or nothing in its way. */
export type Obstacle = OfficeFailure | 'hang' | undefined;

interface Planned {
  readonly api: string;
  /** Calls left until it fails; null = every call. */
  left: number | null;
  readonly code: string;
}

const matches = (method: string, api: string) => method === api || method.endsWith(`.${api}`);

/** The script of failures: which call of which API meets what. */
export class Failures {
  #planned: Planned[] = [];

  /** Replaces the script: `api:call:code, …`; call is a number from 1 (1 unless told) or `*`, code a number, `offline` or `hang`. */
  script(text: string): void {
    this.#planned = [];
    for (const entry of text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)) {
      const [api = '', call = '', code = ''] = entry.split(':');
      this.#planned.push({ api, left: call === '*' ? null : Math.max(1, Number(call) || 1), code });
    }
  }

  /** Lets the next `calls` calls of an API fail. */
  failNext(api: string, calls = 1, code: string | number = ''): void {
    for (let call = 1; call <= calls; call += 1) this.#planned.push({ api, left: call, code: String(code) });
  }

  /** What this call of a method meets; counts it. */
  meet(method: string): Obstacle {
    let met: string | undefined;
    for (const planned of this.#planned) {
      if (!matches(method, planned.api)) continue;
      if (planned.left !== null) planned.left -= 1;
      if (planned.left === null || planned.left === 0) met ??= planned.code;
    }
    this.#planned = this.#planned.filter(({ left }) => left === null || left > 0);
    if (met === undefined) return undefined;
    if (met === 'hang') return 'hang';
    return met === 'offline' ? offline() : internalError(Number(met) || undefined);
  }
}
