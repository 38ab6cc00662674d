import type { HostChannel } from './channel.ts';
import type { WireError } from './wire.ts';

/** Members of an Office.js object and the requirement set (minor number) that brought each. */
export type Members<Api> = { readonly [Name in keyof Api]?: number };

// biome-ignore lint/suspicious/noExplicitAny: Office.js' methods are overloaded in ways that only `any` is assignable to
type AsyncMethod = (...given: any[]) => void;

const isOptions = (value: unknown): value is Office.AsyncContextOptions =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'asyncContext' in value;

const answered = <T>(value: T, asyncContext: unknown): Office.AsyncResult<T> =>
  ({
    status: 'succeeded',
    value,
    asyncContext,
    error: undefined,
    diagnostics: undefined,
  }) as unknown as Office.AsyncResult<T>;

const refused = (error: WireError, asyncContext: unknown): Office.AsyncResult<never> =>
  ({
    status: 'failed',
    value: undefined,
    asyncContext,
    error,
    diagnostics: undefined,
  }) as unknown as Office.AsyncResult<never>;

/** Calls back as Office.js does: later, with a result object, never by throwing. */
export function settle<T>(
  work: Promise<T>,
  callback: ((result: Office.AsyncResult<T>) => void) | undefined,
  asyncContext?: unknown,
): void {
  void work.then(
    (value) => callback?.(answered(value, asyncContext)),
    (error: WireError) => callback?.(refused(error, asyncContext)),
  );
}

/** An `…Async` method that the host answers: the last function is the callback, `asyncContext` stays here. */
export function asyncMethod(channel: HostChannel, name: string): AsyncMethod {
  return (...given: unknown[]) => {
    const last = given.at(-1);
    const callback = typeof last === 'function' ? (last as (result: Office.AsyncResult<unknown>) => void) : undefined;
    let asyncContext: unknown;
    const sent = given
      .filter((value) => typeof value !== 'function')
      .map((value) => {
        if (!isOptions(value)) return value;
        const { asyncContext: context, ...rest } = value;
        asyncContext = context;
        return rest;
      });
    settle(channel.ask(name, sent), callback, asyncContext);
  };
}

/** The members of one Office.js object that the requirement set has; what came later is absent, as in an older Outlook. */
export function members<Api>(
  channel: HostChannel,
  prefix: string,
  requirementSet: number,
  table: Members<Api>,
): Partial<Api> {
  const entries = Object.entries(table as Record<string, number>).filter(([, since]) => since <= requirementSet);
  return Object.fromEntries(entries.map(([name]) => [name, asyncMethod(channel, prefix + name)])) as Partial<Api>;
}
